"""Which day it was in the street, and how moments sort."""

from datetime import UTC, date, datetime, time, timedelta, timezone

STREET_TIME = timezone(timedelta(hours=8), "Asia/Shanghai")
"""One zone, no summer time since 1991."""


def day_of(moment: datetime) -> date:
    """The calendar day in the street."""
    return moment.astimezone(STREET_TIME).date()


def end_of(day: date) -> datetime:
    """The last moment of a day in the street."""
    return datetime.combine(day, time.max, STREET_TIME)


def end_of_month(month: str) -> datetime:
    """The last moment of a month ("2024-11") in the street."""
    following = (date.fromisoformat(f"{month}-01") + timedelta(days=31)).replace(day=1)
    return end_of(following - timedelta(days=1))


def in_order(moment: datetime) -> str:
    """A moment as text that sorts as moments do, whatever its fraction of a second."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
