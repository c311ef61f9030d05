"""Days as Shengquan counts them: the day a period starts on is not one of its days."""

from datetime import date, datetime, time, timedelta, timezone

SHENGQUAN = timezone(timedelta(hours=8))
"""Asia/Shanghai. It has kept this offset since 1991."""


def local_day(moment: datetime) -> date:
    """The date on the wall of the station."""
    return moment.astimezone(SHENGQUAN).date()


def day_begins(day: date) -> datetime:
    return datetime.combine(day, time(), SHENGQUAN)


def after_days(moment: datetime, days: int) -> datetime:
    """The midnight that ends a period of so many calendar days."""
    return day_begins(local_day(moment) + timedelta(days=days + 1))


def working_day_after(moment: datetime, days: int) -> date:
    """The last of a period of so many working days.

    Monday to Friday: this room does not hear of holidays and make-up weekends.
    """
    day = local_day(moment)
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < 5
    return day
