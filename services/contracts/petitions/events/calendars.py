"""What is told of the street's working time: which days of a year are worked and which are not.

Names and fields are kept for good: add freely, never rename, never remove.
"""

from datetime import date

from services.kernel import Event, Line


class CalendarEvent(Event, category="calendar", about="year"):
    """About the work calendar of one year."""

    year: int


class WorkCalendarPublished(CalendarEvent):
    """The days off and make-up workdays (调休上班) of a year. A later edition replaces this one.

    Saturdays and Sundays are days off without being named. `provisional`: the State Council's
    notice for the year is not out, so only the statutory holidays are in it.
    """

    edition: int
    holidays: tuple[date, ...]
    make_up_workdays: tuple[date, ...]
    source: Line
    provisional: bool
    reason: Line | None
    """Why it was published again; None for the first edition."""


calendar_events: tuple[type[Event], ...] = (WorkCalendarPublished,)
