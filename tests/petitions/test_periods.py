"""Periods in the street's own time, across festivals and make-up workdays."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from services import petitions
from services.contracts.petitions.commands.calendars import PublishWorkCalendar
from services.contracts.petitions.events.calendars import WorkCalendarPublished
from services.kernel.decider import fold
from services.petitions.calendars.days import SATURDAY, Calendars, evolve
from services.petitions.periods import (
    HERE,
    a_working_day_before,
    after_calendar_days,
    after_working_days,
    local_day,
)

MONDAY_NOON = datetime(2024, 11, 4, 4, 0, tzinfo=UTC)
UNPUBLISHED = Calendars()
FILES = sorted((Path(petitions.__file__).parent / "calendars" / "years").glob("*.json"))


def published(file: Path) -> WorkCalendarPublished:
    asked = PublishWorkCalendar.model_validate_json(file.read_bytes())
    return WorkCalendarPublished(**vars(asked), edition=1)


years = fold(evolve, Calendars(), [published(file) for file in FILES])


def here(month: int, day: int, hour: int = 0, minute: int = 0, year: int = 2024) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=HERE)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (MONDAY_NOON, 2, datetime(2024, 11, 6, 16, 0, tzinfo=UTC)),
        (datetime(2024, 11, 8, 4, 0, tzinfo=UTC), 2, datetime(2024, 11, 12, 16, 0, tzinfo=UTC)),
        (datetime(2024, 11, 9, 4, 0, tzinfo=UTC), 1, datetime(2024, 11, 11, 16, 0, tzinfo=UTC)),
        (datetime(2024, 11, 4, 17, 0, tzinfo=UTC), 1, datetime(2024, 11, 6, 16, 0, tzinfo=UTC)),
        (MONDAY_NOON, 15, datetime(2024, 11, 25, 16, 0, tzinfo=UTC)),
    ],
    ids=["within a week", "over a weekend", "from a Saturday", "after midnight", "three weeks"],
)
def test_the_first_day_is_not_counted_and_the_last_ends_at_midnight(
    start: datetime, days: int, end: datetime
) -> None:
    assert after_working_days(start, days, UNPUBLISHED) == end


def test_a_day_begins_when_it_begins_in_the_street() -> None:
    assert local_day(datetime(2024, 11, 4, 16, 0, tzinfo=UTC)).isoformat() == "2024-11-05"
    assert local_day(datetime(2024, 11, 4, 15, 59, tzinfo=UTC)).isoformat() == "2024-11-04"


def test_case_5_fifteen_days_that_end_in_the_spring_festival_end_on_the_first_day_after() -> None:
    # 30 January + 15 = 14 February, a day off until the 17th; Sunday the 18th is a make-up workday.
    assert after_calendar_days(here(1, 30, 9), 15, years) == here(2, 19)
    assert after_calendar_days(here(1, 22, 9), 15, years) == here(2, 7)


def test_case_5_five_working_days_across_a_make_up_saturday() -> None:
    # Accepted on Tuesday 8 October 2024: 9, 10, 11, Saturday 12 (made up), Monday 14.
    assert after_working_days(here(10, 8, 9), 5, years) == here(10, 15)
    assert after_working_days(here(10, 8, 9), 5, UNPUBLISHED) == here(10, 16)


def test_case_5_a_minute_before_midnight_is_still_that_day() -> None:
    assert after_working_days(here(11, 4, 23, 59), 5, years) == here(11, 12)
    assert after_working_days(here(11, 5), 5, years) == here(11, 13)


def test_a_period_that_ends_on_a_saturday_ends_on_monday_unless_saturday_is_made_up() -> None:
    assert after_calendar_days(here(11, 1, 9), 15, years) == here(11, 19)
    assert after_calendar_days(here(9, 27, 9), 15, years) == here(10, 13)


def test_a_year_nobody_published_is_worked_monday_to_friday() -> None:
    assert after_working_days(here(9, 30, 9, year=2030), 1, years) == here(10, 2, year=2030)


def test_a_working_day_before_the_seventh_of_may_is_the_sixth_and_before_it_the_thirtieth() -> None:
    assert a_working_day_before(here(5, 7, 18), years) == here(5, 6, 18)
    assert a_working_day_before(here(5, 6, 18), years) == here(4, 30, 18)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_file_is_a_body_the_hall_accepts(file: Path) -> None:
    calendar = published(file)
    assert calendar.year == int(file.stem) == json.loads(file.read_text())["year"]
    assert {day.year for day in calendar.holidays} == {calendar.year}
    assert all(day.weekday() >= SATURDAY for day in calendar.make_up_workdays)
    assert not set(calendar.holidays) & set(calendar.make_up_workdays)


@pytest.mark.parametrize(
    ("year", "worked"), [(2024, 251), (2025, 248), (2026, 248), (2027, 254)], ids=str
)
def test_so_many_days_of_the_year_are_worked(year: int, worked: int) -> None:
    first = date(year, 1, 1)
    days = (date(year + 1, 1, 1) - first).days
    assert sum(years.is_worked(first + timedelta(days=n)) for n in range(days)) == worked
