"""Which day it was in the street, and how moments sort."""

from datetime import UTC, date, datetime, timedelta, timezone

STREET_TIME = timezone(timedelta(hours=8), "Asia/Shanghai")
"""One zone, no summer time since 1991."""


def day_of(moment: datetime) -> date:
    """The calendar day in the street."""
    return moment.astimezone(STREET_TIME).date()


def in_order(moment: datetime) -> str:
    """A moment as text that sorts as moments do, whatever its fraction of a second."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
