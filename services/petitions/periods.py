"""How periods of time run (期间): the day they start on is not counted, and they end at midnight.

Civil Code 200-204 for calendar days, the street's work calendar for working days (P-LAW-3, 5, 15).
"""

from datetime import date, datetime, time, timedelta, timezone

from services.petitions.calendars.days import Calendars

HERE = timezone(timedelta(hours=8), "Asia/Shanghai")
"""The street's clock: no summer time since 1991, so an offset says it all."""

ONE_DAY = timedelta(days=1)


def local_day(moment: datetime) -> date:
    """The day it is in the street at this moment."""
    return moment.astimezone(HERE).date()


def end_of(day: date) -> datetime:
    """24:00 of that day in the street."""
    return datetime.combine(day + ONE_DAY, time(), tzinfo=HERE)


def after_working_days(start: datetime, days: int, calendars: Calendars) -> datetime:
    """The end of the last of so many working days (工作日), make-up workdays among them."""
    day = local_day(start)
    for _ in range(days):
        day = _next_worked(day + ONE_DAY, calendars)
    return end_of(day)


def after_calendar_days(start: datetime, days: int, calendars: Calendars) -> datetime:
    """The end of the last of so many days (自然日); one that is a day off gives way to the first
    day worked after it (Civil Code 203)."""
    return end_of(_next_worked(local_day(start) + days * ONE_DAY, calendars))


def years_after(day: date, years: int) -> date:
    """The same day so many years later; of 29 February the last of that month (Civil Code 202)."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def a_working_day_before(due: datetime, calendars: Calendars) -> datetime:
    """The same time of the last day worked before that: what is due above is due here sooner."""
    before = due - ONE_DAY
    while not calendars.is_worked(local_day(before)):
        before -= ONE_DAY
    return before


def _next_worked(day: date, calendars: Calendars) -> date:
    while not calendars.is_worked(day):
        day += ONE_DAY
    return day
