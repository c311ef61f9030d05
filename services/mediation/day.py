"""On which day something happened, as the street counts days."""

from datetime import date, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))
"""Asia/Shanghai: one zone, no summer time since 1991."""


def day_of(moment: datetime) -> date:
    """The calendar day in Shengquan."""
    return moment.astimezone(CHINA).date()
