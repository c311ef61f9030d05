"""The cards of outreach and collection, and what they add up to (ST-7)."""

from datetime import UTC, date, datetime
from typing import Any

from services.contracts.ids import OpinionId, PersonId
from services.contracts.petitions.events.outreach import (
    CollectionRoundClosed,
    CollectionRoundOpened,
    CollectionRoundOverdue,
    OpinionCollected,
    OutreachMissExplained,
    OutreachSessionCancelled,
    OutreachSessionHeld,
    OutreachSessionMissed,
    OutreachSessionScheduled,
    ZeroReportFiled,
)
from services.contracts.petitions.outreach import OutreachItem
from services.gateway.readmodels.collection_rounds import RoundStatus, collection_rounds
from services.gateway.readmodels.outreach_sessions import OutreachStatus, outreach_sessions
from services.gateway.statistics.asked import Window
from services.gateway.statistics.outreach import outreach
from tests.gateway.paper import Paper, sealed
from tests.gateway.petition_story import petition, registered
from tests.scenario import an_id

W45_ENDS = datetime(2024, 11, 10, 16, 0, tzinfo=UTC)
NOVEMBER_ENDS = datetime(2024, 11, 30, 16, 0, tzinfo=UTC)
ADA = an_id(PersonId, "ada")


def week(station: str) -> dict[str, Any]:
    return {
        "outreach_id": f"{station}-2024-W45",
        "station_id": station,
        "iso_week": "2024-W45",
    }


def month(station: str) -> dict[str, Any]:
    return {"round_id": f"{station}-2024-11", "station_id": station, "month": "2024-11"}


def scheduled(station: str) -> OutreachSessionScheduled:
    return OutreachSessionScheduled(**week(station), ends_at=W45_ENDS, recurring=True)


def held(station: str, *leads: int) -> OutreachSessionHeld:
    return OutreachSessionHeld(
        **week(station),
        held_on=date(2024, 11, 6),
        items=(OutreachItem.RECEPTION,),
        leaders=(ADA,),
        leads=tuple(petition(n) for n in leads),
    )


def opened(station: str) -> CollectionRoundOpened:
    return CollectionRoundOpened(**month(station), ends_at=NOVEMBER_ENDS, recurring=True)


def closed(station: str, zero: bool) -> CollectionRoundClosed:
    return CollectionRoundClosed(**month(station), opinions=0, petitions=0, zero_report=zero)


def test_a_session_shows_the_petitions_that_name_it() -> None:
    paper = Paper().tell(scheduled("S01"))
    from_here = registered(1).model_copy(update={"collection_ref": "S01-2024-W45"})
    paper.tell(from_here, registered(2), held("S01", 1, 3))
    card = paper.card(outreach_sessions)
    assert (card.status, card.held_on) == (OutreachStatus.HELD, date(2024, 11, 6))
    assert card.leads == (petition(1), petition(3))


def test_a_missed_session_shows_why_once_somebody_has_said_it() -> None:
    paper = Paper().tell(scheduled("S01"), OutreachSessionMissed(**week("S01"), reason=None))
    assert paper.card(outreach_sessions).reason is None
    paper.tell(OutreachMissExplained(**week("S01"), reason="暴雨"))
    card = paper.card(outreach_sessions)
    assert (card.status, card.reason) == (OutreachStatus.MISSED, "暴雨")


def test_p_inv_18_an_unclosed_round_is_seen_and_a_zero_report_is_taken_back() -> None:
    paper = Paper().tell(opened("S01"), ZeroReportFiled(**month("S01"), filed_by=ADA))
    assert paper.card(collection_rounds).zero_report
    said = OpinionCollected(
        **month("S01"), opinion_id=an_id(OpinionId), said_by=None, note=sealed()
    )
    paper.tell(said, CollectionRoundOverdue(**month("S01")))
    card = paper.card(collection_rounds)
    assert (card.status, card.zero_report, card.collected) == (RoundStatus.OVERDUE, False, 1)


def test_a_petition_that_names_the_round_is_collected_in_it() -> None:
    from_here = registered(1).model_copy(update={"collection_ref": "S01-2024-11"})
    card = Paper().tell(opened("S01"), from_here).card(collection_rounds)
    assert (card.petitions, card.collected) == ((petition(1),), 1)


def test_st_7_held_and_missed_by_week_rounds_by_month() -> None:
    paper = Paper()
    for n in range(1, 5):
        paper.tell(scheduled(f"S0{n}"), opened(f"S0{n}"))
    paper.tell(held("S01", 1, 2), held("S02", 3))
    paper.tell(OutreachSessionMissed(**week("S03"), reason="暴雨"))
    paper.tell(OutreachSessionCancelled(**week("S04")))
    paper.tell(closed("S01", zero=False), closed("S02", zero=True))
    paper.tell(CollectionRoundOverdue(**month("S03")))
    cells = {**paper.folded(outreach_sessions).cells, **paper.folded(collection_rounds).cells}
    sessions = {"expected": 3, "scheduled": 0, "held": 2, "missed": 1}
    rounds = {"rounds": 4, "open": 1, "overdue": 1, "closed": 2, "zero_reports": 1}
    assert outreach.render(cells, Window(), date(2024, 12, 18)) == {
        **sessions,
        "leads": 3,
        "weeks": [{"week": "2024-W45", **sessions}],
        **rounds,
        "months": [{"month": "2024-11", **rounds}],
    }
    before = Window.model_validate({"to": date(2024, 11, 9)})
    assert outreach.render(cells, before, date(2024, 12, 18))["expected"] == 0
