"""Asked about the street's working time."""

from datetime import date
from typing import Annotated

from pydantic import Field

from services.kernel import Command, Line

type DaysOfAYear = Annotated[tuple[date, ...], Field(max_length=120)]


class CalendarCommand(Command, category="calendar", about="year"):
    """Asked about the work calendar of one year."""

    year: Annotated[int, Field(ge=1950, le=2999)]


class PublishWorkCalendar(CalendarCommand, creates=True):
    """Publish a year's days off and make-up workdays as the State Council's notice has them.

    Another edition of the same year says why. A notice that reaches into the December before is
    published for that year as well: each calendar holds the days of its own year.
    """

    holidays: DaysOfAYear
    make_up_workdays: DaysOfAYear = ()
    source: Line
    provisional: bool = False
    reason: Line | None = None


calendar_commands: tuple[type[Command], ...] = (PublishWorkCalendar,)
