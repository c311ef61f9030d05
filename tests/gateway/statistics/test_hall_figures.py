"""The hall's figures, exactly: 36 received, 27 resolved, and what the call-backs heard."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from services.contracts.petitions.events.clocks import DeadlineBreached
from services.contracts.petitions.events.petition import PetitionAccepted
from services.contracts.petitions.events.registry import (
    EstateRegistered,
    PartyOrgDissolved,
    PartyOrgFounded,
    RoomOpened,
    StationBuilt,
    StationPlanned,
    StationSuspended,
)
from services.contracts.petitions.words import Outcome, Satisfaction
from services.contracts.places import RoomKind
from services.gateway.readmodels.estates import estates
from services.gateway.readmodels.party_orgs import party_orgs
from services.gateway.readmodels.petitions import petitions
from services.gateway.readmodels.stations import stations
from services.gateway.statistics import coverage as of_coverage
from services.gateway.statistics.asked import Nothing, Window
from services.gateway.statistics.headline import headline
from services.gateway.statistics.overdue_list import overdue_list
from services.gateway.statistics.problem_list import problem_list
from services.gateway.statistics.satisfied_list import satisfied_list
from services.gateway.statistics.three_rates import Asked, three_rates
from services.kernel import Event
from services.kernel.readmodel import Cells
from tests.gateway.paper import Paper
from tests.gateway.petition_story import (
    accepted,
    called_back,
    closed,
    petition,
    registered,
    replied,
)
from tests.petitions.cast import handling_clock
from tests.scenario import NOON

ON = date(2024, 12, 18)


def the_street() -> Paper:
    """29 closed of 36: 27 resolved; 27 call-backs effective, 26 contacted, 25 solved."""
    paper = Paper()
    satisfied, basic = Satisfaction.SATISFIED, Satisfaction.BASIC
    said = [satisfied] * 20 + [basic] * 4 + [Satisfaction.DISSATISFIED] * 3
    for n in range(1, 30):
        paper.tell(registered(n), accepted(n))
        outcome = Outcome.RESOLVED if n not in (26, 27) else Outcome.TRANSFERRED
        paper.tell(replied(n, outcome))
        if n <= 27:
            # Number 25 is resolved and dissatisfied; 26 and 27 are neither solved nor content.
            paper.tell(called_back(n, said[n - 1], contacted=n != 27, solved=n <= 25))
        else:
            paper.tell(
                called_back(
                    n, Satisfaction.NO_OPINION, effective=False, contacted=False, solved=False
                )
            )
        paper.tell(closed(n, outcome))
    for n in range(30, 37):
        paper.tell(registered(n))
    return paper


@pytest.fixture(scope="module")
def cells() -> Cells:
    return the_street().folded(petitions).cells


def test_twenty_seven_of_thirty_six_are_resolved(cells: Cells) -> None:
    assert headline.render(cells, Nothing(), ON) == {
        "received": 36,
        "resolved": 27,
        "resolved_percent": "75.00",
    }


def test_one_more_petition_moves_the_headline() -> None:
    cells = the_street().tell(registered(37)).folded(petitions).cells
    assert headline.render(cells, Nothing(), ON)["resolved_percent"] == "72.97"  # 2700/37


def test_the_three_rates_and_their_composite(cells: Cells) -> None:
    answer = three_rates.render(cells, Asked(), ON)
    assert answer["effective"] == 27
    assert answer["response_percent"] == "96.30"  # 26/27
    assert answer["resolution_percent"] == "92.59"  # 25/27
    assert answer["satisfaction_percent"] == "87.41"  # (20 + 0.9 × 4)/27
    assert answer["composite"] == "90.89"


def test_other_weights_give_another_composite(cells: Cells) -> None:
    asked = Asked(
        response_weight=Decimal("0.3"),
        resolution_weight=Decimal("0.35"),
        satisfaction_weight=Decimal("0.35"),
    )
    assert three_rates.render(cells, asked, ON)["composite"] == "91.89"
    with pytest.raises(ValidationError):
        Asked(response_weight=Decimal("0.5"))


def test_only_call_backs_in_the_window_count(cells: Cells) -> None:
    day = NOON.date().isoformat()
    asked = Asked.model_validate_strings({"from": day, "to": day})
    assert three_rates.render(cells, asked, ON)["effective"] == 27
    later = Asked.model_validate_strings({"from": "2024-11-05"})
    assert three_rates.render(cells, later, ON)["response_percent"] == "n/a"
    with pytest.raises(ValidationError):
        Window.model_validate_strings({"from": "2024-11-05", "to": "2024-11-04"})


def test_seven_problems_twenty_four_satisfied(cells: Cells) -> None:
    assert problem_list.render(cells, Nothing(), ON) == {"count": 7}
    assert satisfied_list.render(cells, Nothing(), ON) == {
        "count": 24,
        "received": 36,
        "conversion_percent": "66.67",
    }


def test_a_line_of_a_list_says_what_is_next_and_names_nobody() -> None:
    paper = Paper().tell(registered(1), accepted(1))
    line = problem_list.item(paper.card(petitions), ON)
    assert line["next"] == "dispatch-petition"
    assert line["number"] == "SQ-2024-0001"
    paper.tell(replied(1), called_back(1, Satisfaction.DISSATISFIED, solved=False))
    assert problem_list.item(paper.card(petitions), ON)["next"] == "reopen-petition"
    for one in (line, satisfied_list.item(paper.card(petitions), ON)):
        assert not {"petitioner", "petitioner_name", "narrative", "query_code"} & one.keys()


def a_built_station(paper: Paper, code: str) -> None:
    paper.tell(StationPlanned(station_id=f"S{code}", estate_id=code, name=code))
    for room in RoomKind:
        paper.tell(RoomOpened(station_id=f"S{code}", room_kind=room, opened_on=ON))
    paper.tell(StationBuilt(station_id=f"S{code}", built_on=ON, acceptance_ref="YS"))


def covered(paper: Paper) -> dict[str, Any]:
    cells: dict[Any, int] = {}
    for model in (estates, stations, party_orgs):
        cells |= paper.folded(model).cells
    return dict(of_coverage.coverage.render(cells, Nothing(), ON))


def test_twenty_six_stations_thirty_estates_twenty_seven_party_organisations() -> None:
    paper = Paper()
    for n in range(1, 31):
        code, community = f"E{n:02}", f"C{(n - 1) // 5 + 1}"
        paper.tell(
            EstateRegistered(
                estate_id=code, name=code, community_id=community, household_count=1, buildings=()
            )
        )
        if n not in (16, 21, 26, 30):
            a_built_station(paper, code)
        if n not in (21, 26, 30):
            paper.tell(_founded(f"P{n}", 2, code))
    # Traps: a station with two rooms is not built; other levels and the dissolved do not count.
    paper.tell(StationPlanned(station_id="SE30", estate_id="E30", name="E30"))
    for room in (RoomKind.HALL, RoomKind.ACTIVITY):
        paper.tell(RoomOpened(station_id="SE30", room_kind=room, opened_on=ON))
    paper.tell(_founded("P31", 1, "C1"), _founded("P32", 2, "E30"))
    paper.tell(PartyOrgDissolved(party_org_id="P32", level=2, place_id="E30", reason="撤并"))
    assert covered(paper) == {
        "built": 26,
        "planned": 30,
        "percent": "86.67",
        "party_organisations": 27,
    }
    paper.tell(StationSuspended(station_id="SE01", reason="漏水"), at=NOON + timedelta(days=1))
    assert covered(paper)["percent"] == "83.33"  # 25/30


def _founded(code: str, level: int, place: str) -> PartyOrgFounded:
    return PartyOrgFounded(
        party_org_id=code, level=level, name=code, place_id=place, parent_id=None, founded_on=ON
    )


def overdue_on(n: int, due: datetime) -> list[Event]:
    """A petition whose handling ran out then."""
    clock = handling_clock.model_copy(update={"due_at": due})
    taken = PetitionAccepted(petition_id=petition(n), due_at=due, clocks=(clock,))
    late = DeadlineBreached(
        petition_id=petition(n), clock_id=clock.clock_id, kind=clock.kind, due_at=due
    )
    return [registered(n), taken, late]


def test_st_4_the_overdue_are_listed_and_counted_by_days_over() -> None:
    paper = Paper()
    midnight = datetime(2024, 12, 15, 16, tzinfo=UTC)  # the 15th ends in Shengquan
    for n, days in enumerate((0, 1, 8, 30)):
        paper.tell(*overdue_on(n, midnight - timedelta(days=days)))
    paper.tell(registered(9), accepted(9))
    # On the 18th: 3, 4, 11 and 33 days over.
    figures = overdue_list.render(paper.folded(petitions).cells, Nothing(), ON)
    assert figures == {"count": 4, "up_to_3_days": 1, "4_to_10_days": 1, "over_10_days": 2}
    line = overdue_list.item(Paper().tell(*overdue_on(1, midnight)).card(petitions), ON)
    assert line["clocks"] == [{"kind": "HANDLING", "due_at": midnight, "days_over": 3}]
    answered = paper.tell(replied(3)).folded(petitions).cells
    assert overdue_list.render(answered, Nothing(), ON)["over_10_days"] == 1
