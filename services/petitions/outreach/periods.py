"""ISO weeks and months in the street's own time: when they begin and end, which comes next."""

from datetime import date, datetime, time, timedelta

from services.petitions.outreach.refusals import NoSuchWeek
from services.petitions.periods import HERE, local_day

WEEK = timedelta(days=7)


def station_of(name: str) -> str:
    """`S01-2024-W45` and `S01-2024-11` are station S01's."""
    return name.rsplit("-", 2)[0]


def period_of(name: str) -> str:
    """The week or month that a session's or round's name ends in."""
    return "-".join(name.rsplit("-", 2)[1:])


def week_of(moment: datetime) -> str:
    """The ISO week it is in the street."""
    year, week, _ = local_day(moment).isocalendar()
    return f"{year}-W{week:02}"


def month_of(moment: datetime) -> str:
    """The month it is in the street."""
    return f"{local_day(moment):%Y-%m}"


def monday_of(week: str) -> date:
    """The day it begins. Raises NoSuchWeek: few years have a week 53, none has a week 0."""
    try:
        return date.fromisocalendar(int(week[:4]), int(week[6:]), 1)
    except ValueError:
        raise NoSuchWeek(week=week) from None


def first_of(month: str) -> date:
    """The day it begins. Raises NoSuchWeek for the year 0."""
    try:
        return date.fromisoformat(f"{month}-01")
    except ValueError:
        raise NoSuchWeek(month=month) from None


def end_of_week(week: str) -> datetime:
    """Sunday, 24:00."""
    return midnight(monday_of(week) + WEEK)


def end_of_month(month: str) -> datetime:
    """Its last day, 24:00."""
    return midnight((first_of(month) + timedelta(days=31)).replace(day=1))


def midnight(day: date) -> datetime:
    """The moment this day begins in the street."""
    return datetime.combine(day, time(), tzinfo=HERE)
