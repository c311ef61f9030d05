"""The mediation room's figures, exactly: 258 mediators, 12 studios, and three drops."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from services.contracts.ids import BaselineId, DisputeId, MediatorId, PersonId
from services.contracts.mediation.events.dispute import (
    DisputeMerged,
    DisputeReclassified,
    DisputeReported,
    DisputeVoided,
    HistoricalBaselineImported,
    HistoricalBaselineRecorded,
)
from services.contracts.mediation.events.mediators import (
    MediatorCertified,
    MediatorPromoted,
    MediatorRegistered,
    MediatorSuspended,
    StudioFounded,
    StudioPlaqueAwarded,
    StudioPlaqueRevoked,
)
from services.contracts.mediation.kinds import DisputeSource, Grade, LocalKind, StudioKind
from services.gateway.readmodels.baselines import baselines
from services.gateway.readmodels.disputes import disputes
from services.gateway.readmodels.mediators import mediators
from services.gateway.readmodels.studios import studios
from services.gateway.statistics import mediators as of_mediators
from services.gateway.statistics.dispute_trend import Asked, dispute_trend, year_so_far
from services.kernel import Event
from services.kernel.readmodel import Cells
from tests.gateway.paper import Paper, sealed
from tests.scenario import NOON, an_id

ON = date(2024, 12, 18)
PROPERTY, LIFE, RENOVATION = LocalKind.PROPERTY, LocalKind.LIFE, LocalKind.RENOVATION

BASE = {
    PROPERTY: (9, 9, 10, 9, 9, 9, 9, 9, 9, 9, 10),
    LIFE: (5, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6),
    RENOVATION: (15, 15, 15, 14, 14, 14, 14, 14, 14, 14, 14),
}
CURRENT = {
    PROPERTY: (8, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7),
    LIFE: (5, 5, 5, 5, 5, 5, 5, 4, 4, 4, 4),
    RENOVATION: (12, 12, 12, 12, 11, 11, 11, 11, 11, 11, 11),
}


def dispute(name: object) -> DisputeId:
    return an_id(DisputeId, str(name))


def reported(name: object, kind: LocalKind, at: datetime) -> Event:
    return DisputeReported(
        dispute_id=dispute(name),
        source=DisputeSource.STATION,
        source_ref=None,
        referral_id=None,
        local_kind=kind,
        official_kind=None,
        estate_id="E01",
        coarse_location=None,
        parties=(),
        reporter=None,
        summary=None,
        severity_hint=None,
        noticed_at=at,
        reported_at=at,
    )


def baseline(kind: LocalKind, month: str, count: int) -> Iterable[Event]:
    number = {
        "baseline_id": an_id(BaselineId, f"{kind}{month}"),
        "local_kind": kind,
        "month": month,
        "count": count,
        "source": "2023 年台账",
        "imported_by": "importer",
    }
    yield HistoricalBaselineImported.model_validate(number)
    yield HistoricalBaselineRecorded.model_validate({**number, "signed_by": "signer"})


def two_years() -> Paper:
    """The disputes of both years, with every trap laid."""
    paper = Paper("mediation")
    for kind in BASE:
        for month, count in enumerate(BASE[kind], start=1):
            paper.tell(*baseline(kind, f"2023-{month:02}", count))
        for month, count in enumerate(CURRENT[kind], start=1):
            for n in range(count):
                name = f"{kind}-{month}-{n}"
                if name in ("PROPERTY-3-0", "PROPERTY-4-0"):
                    paper.tell(reported(name, LIFE, datetime(2024, month, 9, tzinfo=UTC)))
                    paper.tell(
                        DisputeReclassified(
                            dispute_id=dispute(name), local_kind=PROPERTY, reason="核实"
                        )
                    )
                elif name in ("LIFE-11-0", "LIFE-11-1", "LIFE-11-2"):
                    # The last hour of November in the street, entered two days later.
                    last_hour = datetime(2024, 11, 30, 15, 30, tzinfo=UTC)
                    paper.tell(reported(name, kind, last_hour), at=last_hour)
                else:
                    paper.tell(reported(name, kind, datetime(2024, month, 9, tzinfo=UTC)))
    for n in range(18):
        paper.tell(reported(f"other-{n}", LocalKind.OTHER, NOON))
    for n in range(4):
        paper.tell(reported(f"twice-{n}", PROPERTY, NOON))
        paper.tell(
            DisputeMerged(dispute_id=dispute(f"twice-{n}"), lead_id=dispute(1), referral_id=None)
        )
    paper.tell(reported("test", RENOVATION, NOON))
    paper.tell(DisputeVoided(dispute_id=dispute("test"), reason="测试", referral_id=None))
    first_of_december = datetime(2024, 11, 30, 16, 0, tzinfo=UTC)  # midnight in Shengquan
    return paper.tell(reported("december", PROPERTY, first_of_december))


def trend(paper: Paper, **asked: str) -> dict[str, Any]:
    cells = {**paper.folded(disputes).cells, **paper.folded(baselines).cells}
    return dict(dispute_trend.render(cells, Asked.model_validate_strings(asked), ON))


def test_the_three_drops_are_exact_whatever_traps_are_laid() -> None:
    answer = trend(two_years())
    assert answer["items"] == [
        {"kind": "PROPERTY", "base": 101, "current": 78, "drop_percent": "22.77"},
        {"kind": "LIFE", "base": 65, "current": 51, "drop_percent": "21.54"},
        {"kind": "RENOVATION", "base": 157, "current": 125, "drop_percent": "20.38"},
    ]
    assert answer["total"] == {"base": 323, "current": 254, "drop_percent": "21.36"}
    assert (answer["from"], answer["to"]) == (date(2024, 1, 1), date(2024, 11, 30))
    assert (answer["base_from"], answer["base_to"]) == (date(2023, 1, 1), date(2023, 11, 30))


def test_the_windows_can_be_asked_for() -> None:
    january = {"from": "2024-01-01", "to": "2024-01-31"}
    [first, *_] = trend(two_years(), **january)["items"]
    assert first == {"kind": "PROPERTY", "base": 9, "current": 8, "drop_percent": "11.11"}
    december = {"from": "2024-12-01", "to": "2024-12-31", "base_from": "2024-11-01"}
    with pytest.raises(ValidationError):
        trend(two_years(), **december)
    [first, *_] = trend(two_years(), **december, base_to="2024-11-30")["items"]
    assert first == {"kind": "PROPERTY", "base": 7, "current": 1, "drop_percent": "85.71"}


def test_from_nothing_there_is_no_percentage_and_a_rise_is_a_negative_drop() -> None:
    paper = Paper("mediation").tell(*baseline(LIFE, "2023-10", 3))
    for n in range(4):
        paper.tell(reported(n, LIFE, datetime(2024, 10, 9, tzinfo=UTC)))
    items = {item["kind"]: item for item in trend(paper)["items"]}
    assert items["LIFE"]["drop_percent"] == "-33.33"
    assert items["PROPERTY"] == {
        "kind": "PROPERTY", "base": 0, "current": 0, "drop_percent": "n/a"
    }  # fmt: skip


def test_an_imported_number_counts_once_another_person_signed_it() -> None:
    imported, recorded = baseline(PROPERTY, "2023-05", 12)
    paper = Paper("mediation").tell(imported)
    assert paper.folded(baselines).cells == {}
    paper.tell(recorded)
    assert paper.folded(baselines).cells == {("baseline", "PROPERTY", "2023-05"): 12}


def test_without_a_window_it_is_the_whole_months_of_the_latest_year_with_reports() -> None:
    cells: Cells = {("reported", "LIFE", "2024-12-01"): 1}
    assert year_so_far(cells, date(2024, 12, 18)) == (date(2024, 1, 1), date(2024, 11, 30))
    assert year_so_far(cells, date(2026, 3, 2)) == (date(2024, 1, 1), date(2024, 11, 30))
    assert year_so_far({}, date(2026, 1, 2)) == (date(2025, 1, 1), date(2025, 12, 31))
    leap = trend(Paper("mediation"), **{"from": "2024-02-01", "to": "2024-02-29"})
    assert leap["base_to"] == date(2023, 2, 28)


def certified(n: int, grade: Grade, until: date = date(2026, 12, 31)) -> Iterable[Event]:
    which, person = an_id(MediatorId, str(n)), an_id(PersonId, str(n))
    yield MediatorRegistered(
        mediator_id=which,
        person=person,
        name=sealed(person),
        phone=None,
        committee_id="SQ",
        level=3,
    )
    yield MediatorCertified(
        mediator_id=which,
        person=person,
        grade=grade,
        specialities=(),
        committee_id="SQ",
        level=3,
        cert_no=f"N{n}",
        valid_from=date(2022, 1, 1),
        valid_to=until,
    )


def plaque(code: str) -> Iterable[Event]:
    yield StudioFounded(studio_id=code, name=code, committee_id="SQ", place_id="C1")
    yield StudioPlaqueAwarded(
        studio_id=code, no=code, on=date(2024, 3, 1), committee_id="SQ", kind=StudioKind.COMMUNITY
    )


def counted(paper: Paper, on: date = ON, **asked: str) -> dict[str, Any]:
    cells = {**paper.folded(mediators).cells, **paper.folded(studios).cells}
    question = of_mediators.Asked.model_validate_strings(asked)
    return dict(of_mediators.mediators.render(cells, question, on))


def test_fifty_seven_gold_two_hundred_and_one_regular_twelve_studios() -> None:
    paper = Paper("mediation")
    for n in range(258):
        paper.tell(*certified(n, Grade.GOLD if n < 57 else Grade.REGULAR))
    paper.tell(*certified(900, Grade.GOLD, until=date(2023, 6, 30)))
    for n in range(13):
        paper.tell(*plaque(f"T{n:02}"))
    paper.tell(StudioPlaqueRevoked(studio_id="T12", no="T12", reason="考核不合格"))
    expected = {"gold": 57, "regular": 201, "total": 258, "studios": 12, "day": "2024-12-18"}
    assert counted(paper) == expected
    assert counted(paper, day="2023-01-01") == {
        "gold": 58, "regular": 201, "total": 259, "studios": 0, "day": "2023-01-01"
    }  # fmt: skip
    assert counted(paper, on=date(2027, 1, 1))["total"] == 0
    gone, now_gold = an_id(MediatorId, "0"), an_id(MediatorId, "100")
    paper.tell(MediatorSuspended(mediator_id=gone, reason="违规"))
    promoted = MediatorPromoted(
        mediator_id=now_gold,
        cert_no="G100",
        valid_from=date(2024, 6, 1),
        valid_to=date(2027, 5, 31),
    )
    paper.tell(promoted, at=NOON + timedelta(days=1))
    assert counted(paper)["gold"] == 57
    assert counted(paper)["regular"] == 200
