"""Working days (工作日) in the street's own time: Monday to Friday, until a calendar is out."""

from datetime import date, datetime, time, timedelta, timezone

HERE = timezone(timedelta(hours=8), "Asia/Shanghai")
"""The street's clock: no summer time since 1991, so an offset says it all."""

SATURDAY = 5


def local_day(moment: datetime) -> date:
    """The day it is in the street at this moment."""
    return moment.astimezone(HERE).date()


def after_working_days(start: datetime, days: int) -> datetime:
    """The end of the last of so many working days. The day it starts on is not counted."""
    day = local_day(start)
    left = days
    while left > 0:
        day += timedelta(days=1)
        if day.weekday() < SATURDAY:
            left -= 1
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=HERE)
