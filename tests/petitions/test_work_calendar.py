"""A year's work calendar, published and published again."""

from datetime import date

from services.contracts.petitions.commands.calendars import PublishWorkCalendar
from services.contracts.petitions.events import petitions_events
from services.contracts.petitions.events.calendars import WorkCalendarPublished
from services.petitions.calendars import work_calendar
from services.petitions.calendars.refusals import (
    DayOffIsWorked,
    DayOutsideYear,
    EditionNeedsReason,
    MakeUpOnAWeekday,
)
from services.petitions.surroundings import evolve
from tests.petitions.cast import street
from tests.scenario import Scenario

NATIONAL_DAY, SATURDAY, MONDAY = date(2024, 10, 1), date(2024, 10, 12), date(2024, 10, 14)
publish = PublishWorkCalendar(
    year=2024,
    holidays=(NATIONAL_DAY,),
    make_up_workdays=(SATURDAY,),
    source="国办发明电〔2023〕7号",
)
published = WorkCalendarPublished(
    year=2024,
    edition=1,
    holidays=(NATIONAL_DAY,),
    make_up_workdays=(SATURDAY,),
    source="国办发明电〔2023〕7号",
    provisional=False,
    reason=None,
)
given = Scenario(work_calendar.decider, petitions_events, street).given


def test_a_calendar_is_published_once_however_often_it_is_asked_for() -> None:
    given().when(publish).then(published)
    given(published).when(publish).then()


def test_another_edition_says_why() -> None:
    longer = publish.model_copy(update={"holidays": (date(2024, 10, 2), NATIONAL_DAY)})
    explained = longer.model_copy(update={"reason": "国务院办公厅补充通知"})
    second = published.model_copy(
        update={
            "edition": 2,
            "holidays": (NATIONAL_DAY, date(2024, 10, 2)),
            "reason": "国务院办公厅补充通知",
        }
    )
    given(published).when(longer).refused(EditionNeedsReason)
    given(published).when(explained).then(second)
    given(published, second).when(explained).then()


def test_days_that_contradict_themselves_are_refused() -> None:
    both = publish.model_copy(update={"holidays": (SATURDAY,)})
    given().when(both).refused(DayOffIsWorked)
    given().when(publish.model_copy(update={"year": 2025})).refused(DayOutsideYear)
    weekday = publish.model_copy(update={"make_up_workdays": (MONDAY,)})
    given().when(weekday).refused(MakeUpOnAWeekday)


def test_the_latest_edition_is_what_the_hall_counts_by() -> None:
    second = published.model_copy(update={"edition": 2, "make_up_workdays": ()})
    first = evolve(street, published)
    assert (first.calendars.is_worked(SATURDAY), first.calendars.is_worked(NATIONAL_DAY)) == (
        True,
        False,
    )
    assert not evolve(first, second).calendars.is_worked(SATURDAY)
