"""四下基层: each week of each station in use has one session held, or one missed (P-INV-17)."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from services.contracts.petitions.commands.outreach import (
    EndOutreachWeek,
    ExcuseOutreachSession,
    HoldOutreachSession,
    ScheduleOutreachSession,
)
from services.contracts.petitions.commands.registry import ResumeStation, SuspendStation
from services.contracts.petitions.events import petitions_events
from services.contracts.petitions.events.outreach import (
    OutreachMissExplained,
    OutreachSessionCancelled,
    OutreachSessionHeld,
    OutreachSessionMissed,
    OutreachSessionScheduled,
)
from services.contracts.petitions.events.registry import StationBuilt, StationSuspended
from services.contracts.petitions.outreach import OutreachItem
from services.kernel import CancelTimer, SetTimer
from services.kernel.actor import system
from services.petitions.outreach import session
from services.petitions.outreach.refusals import (
    NoItemNamed,
    NoSuchWeek,
    NotOfThisWeek,
    OutreachIsCancelled,
    OutreachIsHeld,
    OutreachIsMissed,
    OutreachUnknown,
    PeriodHasNotBegun,
)
from services.petitions.registry.refusals import StationIsNotBuilt
from services.petitions.surroundings import evolve
from tests.petitions.cast import ADA, officer, street
from tests.petitions.hall_at_work import a_built_station
from tests.scenario import NOON, STREET, Scenario

W45 = "S01-2024-W45"
SUNDAY_NIGHT = datetime(2024, 11, 10, 16, 0, tzinfo=UTC)
"""Sunday 2024-11-10, 24:00 in Shengquan: the end of week 45."""
MONDAY_NIGHT = datetime(2024, 11, 11, 16, 0, tzinfo=UTC)

built = evolve(
    street, StationBuilt(station_id="S01", built_on=date(2024, 6, 1), acceptance_ref="验")
)
suspended = evolve(built, StationSuspended(station_id="S01", reason="修缮"))
given = Scenario(session.decider, petitions_events, built).given
out_of_use = Scenario(session.decider, petitions_events, suspended).given
itself = system("petitions", STREET)

week: dict[str, Any] = {"outreach_id": W45, "station_id": "S01", "iso_week": "2024-W45"}
schedule = ScheduleOutreachSession(outreach_id=W45)
hold = HoldOutreachSession(
    outreach_id=W45,
    held_on=date(2024, 11, 4),
    items=(OutreachItem.RECEPTION, OutreachItem.POLICY),
    leaders=(ADA,),
)
excuse = ExcuseOutreachSession(outreach_id=W45, reason="暴雨红色预警")
over = EndOutreachWeek(outreach_id=W45)
scheduled = OutreachSessionScheduled(**week, ends_at=SUNDAY_NIGHT, recurring=True)
held = OutreachSessionHeld(
    **week,
    held_on=date(2024, 11, 4),
    items=(OutreachItem.POLICY, OutreachItem.RECEPTION),
    leaders=(ADA,),
    leads=(),
)
missed = OutreachSessionMissed(**week, reason=None)
excused = OutreachSessionMissed(**week, reason="暴雨红色预警")
explained = OutreachMissExplained(**week, reason="暴雨红色预警")
cancelled = OutreachSessionCancelled(**week)


def test_p_inv_17_a_station_in_use_owes_a_session_every_week() -> None:
    given().when(schedule, by=itself).then(scheduled)
    given(scheduled).when(schedule, by=itself).then()
    out_of_use().when(schedule, by=itself).then()
    out_of_use().when(schedule).refused(StationIsNotBuilt)


def test_a_week_of_the_past_entered_by_hand_brings_no_other_until_its_row_reaches_it() -> None:
    later = SUNDAY_NIGHT.replace(year=2025)
    by_hand = scheduled.model_copy(update={"recurring": False})
    given().when(schedule, at=later).then(by_hand)
    given(by_hand, held).when(schedule, at=later).then()
    given(by_hand, held).when(schedule, at=later, by=itself).then(scheduled)
    assert [type(each).__name__ for each in session.deadlines(by_hand)] == ["SetTimer"]


def test_no_week_is_scheduled_before_it_begins_nor_one_that_no_year_has() -> None:
    early = ScheduleOutreachSession(outreach_id="S01-2024-W46")
    given().when(early).refused(PeriodHasNotBegun)
    for week in ("2024-W53", "2024-W00"):
        given().when(ScheduleOutreachSession(outreach_id=f"S01-{week}")).refused(NoSuchWeek)


def test_p_inv_19_a_held_session_names_which_of_the_four_took_place() -> None:
    given(scheduled).when(hold).then(held)
    nothing = hold.model_copy(update={"items": ()})
    given(scheduled).when(nothing).refused(NoItemNamed)
    given().when(hold).refused(OutreachUnknown)


@pytest.mark.parametrize("day", [date(2024, 11, 3), date(2024, 11, 11), date(2024, 11, 5)])
def test_it_is_held_on_a_day_of_its_week_that_has_come(day: date) -> None:
    given(scheduled).when(hold.model_copy(update={"held_on": day})).refused(NotOfThisWeek)


def test_p_inv_17_held_and_missed_exclude_each_other() -> None:
    given(scheduled, held).when(hold).then()
    given(scheduled, held).when(over, by=itself).then()
    given(scheduled, held).when(excuse).refused(OutreachIsHeld)
    other = hold.model_copy(update={"items": (OutreachItem.ON_SITE,)})
    given(scheduled, held).when(other).refused(OutreachIsHeld)
    given(scheduled, missed).when(hold).refused(OutreachIsMissed)
    given(scheduled, missed).when(over, by=itself).then()


def test_why_it_was_missed_may_be_said_before_or_after_once() -> None:
    given(scheduled).when(excuse).then(excused)
    given(scheduled, excused).when(excuse).refused(OutreachIsMissed)
    given(scheduled, missed).when(excuse).then(explained)
    given(scheduled, missed, explained).when(excuse).refused(OutreachIsMissed)


def test_a_station_out_of_use_misses_nothing() -> None:
    given(scheduled).when(over, by=itself).then(missed)
    out_of_use(scheduled).when(over, by=itself).then(cancelled)
    given(scheduled, cancelled).when(hold).refused(OutreachIsCancelled)


def test_the_week_ends_on_sunday_night_and_late_entries_have_monday() -> None:
    following = ScheduleOutreachSession(outreach_id="S01-2024-W46")
    assert session.deadlines(scheduled) == [
        SetTimer(name="missed", due_at=MONDAY_NIGHT, command=over),
        SetTimer(name="next-week", due_at=SUNDAY_NIGHT, command=following),
    ]
    for end in (held, missed, cancelled):
        assert session.deadlines(end) == [CancelTimer(name="missed")]


def test_the_last_week_of_a_year_brings_the_first_of_the_next() -> None:
    end = datetime(2024, 12, 29, 16, 0, tzinfo=UTC)
    last = scheduled.model_copy(
        update={"outreach_id": "S01-2024-W52", "iso_week": "2024-W52", "ends_at": end}
    )
    (_, turn) = session.deadlines(last)
    assert isinstance(turn, SetTimer)
    assert turn.command == ScheduleOutreachSession(outreach_id="S01-2025-W01")


async def test_p_inv_17_week_after_week_exactly_one_of_held_and_missed() -> None:
    hall = await a_built_station()
    await hall.ask(hold, by=officer)
    await hall.wait_until(SUNDAY_NIGHT)
    await hall.wait_until(SUNDAY_NIGHT.replace(day=17))
    await hall.wait_until(SUNDAY_NIGHT.replace(day=18))
    told = {n: await hall.told(f"outreach-S01-2024-W{n}") for n in (45, 46, 47, 48)}
    assert told == {
        45: ["OutreachSessionScheduled", "OutreachSessionHeld"],
        46: ["OutreachSessionScheduled", "OutreachSessionMissed"],
        47: ["OutreachSessionScheduled"],
        48: [],
    }


async def test_a_suspended_station_has_no_weeks_until_it_is_taken_up_again() -> None:
    hall = await a_built_station()
    await hall.ask(SuspendStation(station_id="S01", reason="修缮"), by=officer)
    await hall.wait_until(SUNDAY_NIGHT)
    await hall.wait_until(MONDAY_NIGHT)
    assert await hall.told(f"outreach-{W45}") == [
        "OutreachSessionScheduled",
        "OutreachSessionCancelled",
    ]
    assert await hall.told("outreach-S01-2024-W46") == []
    hall.now = NOON.replace(day=20)
    await hall.ask(ResumeStation(station_id="S01"), by=officer)
    assert await hall.told("outreach-S01-2024-W47") == ["OutreachSessionScheduled"]
