"""意见收集: each month of each station in use is closed with something collected, or with a zero
report (P-INV-18)."""

from datetime import UTC, date, datetime
from typing import Any

from services.contracts.ids import OpinionId
from services.contracts.petitions.commands.outreach import (
    CloseCollectionRound,
    CollectOpinion,
    EndCollectionMonth,
    FileZeroReport,
    OpenCollectionRound,
)
from services.contracts.petitions.events import petitions_events
from services.contracts.petitions.events.outreach import (
    CollectionRoundCancelled,
    CollectionRoundClosed,
    CollectionRoundOpened,
    CollectionRoundOverdue,
    OpinionCollected,
    ZeroReportFiled,
)
from services.contracts.petitions.events.registry import StationBuilt, StationSuspended
from services.kernel import SetTimer
from services.kernel.actor import system
from services.petitions.outreach import collection
from services.petitions.outreach.refusals import (
    PeriodHasNotBegun,
    RoundIsCancelled,
    RoundIsClosed,
    RoundIsNotEmpty,
    RoundUnknown,
    ZeroReportMissing,
)
from services.petitions.registry.refusals import StationIsNotBuilt
from services.petitions.surroundings import evolve
from tests.petitions.cast import BOB, id_of, officer, registered, street, words
from tests.petitions.hall_at_work import a_built_station
from tests.scenario import STREET, Scenario, an_id

NOVEMBER = "S01-2024-11"
MONTHS_END = datetime(2024, 11, 30, 16, 0, tzinfo=UTC)

built = evolve(
    street, StationBuilt(station_id="S01", built_on=date(2024, 6, 1), acceptance_ref="验")
)
suspended = evolve(built, StationSuspended(station_id="S01", reason="修缮"))
collected_one = evolve(built, registered.model_copy(update={"collection_ref": NOVEMBER}))
given = Scenario(collection.decider, petitions_events, built).given
with_a_petition = Scenario(collection.decider, petitions_events, collected_one).given
out_of_use = Scenario(collection.decider, petitions_events, suspended).given
itself = system("petitions", STREET)

month: dict[str, Any] = {"round_id": NOVEMBER, "station_id": "S01", "month": "2024-11"}
OPINION = an_id(OpinionId)
open_it = OpenCollectionRound(round_id=NOVEMBER)
collect = CollectOpinion(round_id=NOVEMBER, opinion_id=OPINION, said_by=BOB, note=words(BOB))
zero = FileZeroReport(round_id=NOVEMBER)
close = CloseCollectionRound(round_id=NOVEMBER)
over = EndCollectionMonth(round_id=NOVEMBER)
opened = CollectionRoundOpened(**month, ends_at=MONTHS_END, recurring=True)
collected = OpinionCollected(**month, opinion_id=OPINION, said_by=BOB, note=words(BOB))
nothing = ZeroReportFiled(**month, filed_by=id_of(officer))
overdue = CollectionRoundOverdue(**month)


def closed(opinions: int = 0, petitions: int = 0, zero_report: bool = False) -> Any:
    return CollectionRoundClosed(
        **month, opinions=opinions, petitions=petitions, zero_report=zero_report
    )


def test_p_inv_18_a_round_without_any_item_carries_a_zero_report() -> None:
    given(opened).when(close).refused(ZeroReportMissing)
    given(opened).when(zero, by=officer).then(nothing)
    given(opened, nothing).when(close).then(closed(zero_report=True))
    given(opened, collected).when(close).then(closed(opinions=1))
    with_a_petition(opened).when(close).then(closed(petitions=1))


def test_a_zero_report_is_true() -> None:
    given(opened, collected).when(zero).refused(RoundIsNotEmpty)
    with_a_petition(opened).when(zero).refused(RoundIsNotEmpty)
    given(opened, nothing, collected).when(close).then(closed(opinions=1))
    given(opened, nothing).when(zero).then()


def test_an_opinion_is_collected_once_while_the_round_is_open() -> None:
    given(opened).when(collect).then(collected)
    given(opened, collected).when(collect).then()
    given(opened, nothing, closed(zero_report=True)).when(collect).refused(RoundIsClosed)
    given().when(collect).refused(RoundUnknown)
    given(opened, nothing, closed(zero_report=True)).when(close).then()


def test_p_inv_18_a_month_that_ends_unclosed_is_overdue_and_can_still_be_closed() -> None:
    given(opened).when(over, by=itself).then(overdue)
    given(opened, overdue).when(over, by=itself).then()
    given(opened, overdue, collected).when(close).then(closed(opinions=1))
    cancelled = CollectionRoundCancelled(**month)
    out_of_use(opened).when(over, by=itself).then(cancelled)
    given(opened, cancelled).when(close).refused(RoundIsCancelled)


def test_a_station_in_use_collects_every_month() -> None:
    given().when(open_it, by=itself).then(opened)
    given(opened).when(open_it, by=itself).then()
    given().when(OpenCollectionRound(round_id="S01-2024-12")).refused(PeriodHasNotBegun)
    out_of_use().when(open_it).refused(StationIsNotBuilt)
    out_of_use().when(open_it, by=itself).then()
    following = OpenCollectionRound(round_id="S01-2024-12")
    assert collection.deadlines(opened) == [
        SetTimer(name="overdue", due_at=MONTHS_END.replace(month=12, day=1), command=over),
        SetTimer(name="next-month", due_at=MONTHS_END, command=following),
    ]


async def test_p_inv_18_month_after_month() -> None:
    hall = await a_built_station()
    await hall.ask(zero, by=officer)
    await hall.ask(close, by=officer)
    await hall.wait_until(MONTHS_END)
    await hall.wait_until(MONTHS_END.replace(month=12, day=31))
    await hall.wait_until(MONTHS_END.replace(year=2025, month=1, day=1))
    told = [await hall.told(f"round-S01-{each}") for each in ("2024-11", "2024-12", "2025-01")]
    assert told == [
        ["CollectionRoundOpened", "ZeroReportFiled", "CollectionRoundClosed"],
        ["CollectionRoundOpened", "CollectionRoundOverdue"],
        ["CollectionRoundOpened"],
    ]
