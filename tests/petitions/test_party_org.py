"""Party organisations of four levels, and the registry's five rules."""

from datetime import date

import pytest

from services.contracts.petitions.commands.registry import (
    AcceptStation,
    AssessPartyOrg,
    DissolvePartyOrg,
    FoundPartyOrg,
    PlanStation,
    ReparentPartyOrg,
)
from services.contracts.petitions.events import petitions_events
from services.contracts.petitions.events.registry import (
    PartyOrgAssessed,
    PartyOrgDissolved,
    PartyOrgFounded,
    PartyOrgReparented,
    RoomOpened,
    StationClosed,
    StationPlanned,
    StationPremisesSecured,
)
from services.contracts.places import PremisesKind, RoomKind
from services.kernel import Release, Take
from services.kernel.decider import fold
from services.petitions.registry import party_org, station
from services.petitions.registry.refusals import (
    EstateHasPartyOrg,
    EstateHasStation,
    NotAnEstate,
    ParentOneLevelUp,
    PartyOrgAlreadyFounded,
    PartyOrgIsDissolved,
    PartyOrgUnknown,
    PremisesNotAuthorised,
    RoomsNotAllOpen,
    UnitUnknown,
)
from services.petitions.surroundings import evolve
from tests.petitions.cast import street
from tests.scenario import Scenario

DAY = date(2024, 3, 1)


def founded(which: str, level: int, place: str, parent: str | None) -> PartyOrgFounded:
    return PartyOrgFounded(
        party_org_id=which,
        level=level,
        name="党组织",
        place_id=place,
        parent_id=parent,
        founded_on=DAY,
    )


def found(which: str, level: int, place: str, parent: str | None) -> FoundPartyOrg:
    return FoundPartyOrg(**dict(founded(which, level, place, parent)))


first, other = founded("P1", 1, "C1", None), founded("P2", 1, "C2", None)
estate = founded("P1-E01", 2, "E01", "P1")
around = fold(evolve, street, [first, other, estate])
given = Scenario(party_org.decider, petitions_events, around).given
stations = Scenario(station.decider, petitions_events, street).given


def test_a_community_organisation_stands_without_a_parent() -> None:
    given().when(found("P1", 1, "C1", None)).then(first)


@pytest.mark.parametrize(
    ("level", "parent"),
    [(1, "P1"), (2, None), (2, "P1-E01"), (2, "NONE"), (3, "P1"), (4, "P1-E01"), (3, None)],
)
def test_r_inv_4_the_parent_stands_exactly_one_level_above(level: int, parent: str | None) -> None:
    given().when(found("X", level, "E01", parent)).refused(ParentOneLevelUp)


def test_r_inv_4_volunteers_stand_under_a_building_group() -> None:
    group = founded("P1-E01-B1", 3, "E01", "P1-E01")
    given().when(found("P1-E01-B1", 3, "E01", "P1-E01")).then(group)
    below = Scenario(party_org.decider, petitions_events, evolve(around, group)).given
    volunteers = founded("P1-E01-B1-V", 4, "E01", "P1-E01-B1")
    below().when(found("P1-E01-B1-V", 4, "E01", "P1-E01-B1")).then(volunteers)


def test_r_inv_4_a_dissolved_parent_is_no_parent() -> None:
    gone = evolve(
        around, PartyOrgDissolved(party_org_id="P1", level=1, place_id="C1", reason="撤销")
    )
    without = Scenario(party_org.decider, petitions_events, gone).given
    without().when(found("X", 2, "E01", "P1")).refused(ParentOneLevelUp)


def test_r_inv_3_an_estate_holds_one_special_organisation_until_it_is_dissolved() -> None:
    gone = PartyOrgDissolved(party_org_id="P1-E01", level=2, place_id="E01", reason="撤销")
    scope = "party-org-of-estate"
    taken = Take(scope=scope, key="E01", refusal=EstateHasPartyOrg)
    assert party_org.claims(estate) == [taken]
    assert party_org.claims(gone) == [Release(scope=scope, key="E01")]
    assert party_org.claims(founded("G", 3, "E01", "P1-E01")) == []


def test_r_inv_2_an_estate_holds_one_station_until_it_closes() -> None:
    scope = "station-of-estate"
    planned = StationPlanned(station_id="S02", estate_id="E07", name="驿站")
    taken = Take(scope=scope, key="E07", refusal=EstateHasStation)
    assert station.claims(planned) == [taken]
    ended = StationClosed(station_id="S02", estate_id="E07", reason="合并")
    assert station.claims(ended) == [Release(scope=scope, key="E07")]
    stations().when(PlanStation(station_id="S02", estate_id="E07", name="驿站")).then(planned)


def test_r_inv_5_co_owned_premises_need_a_reference_to_who_consented() -> None:
    planned = StationPlanned(station_id="S02", estate_id="E07", name="驿站")
    floor = StationPremisesSecured(
        station_id="S02",
        premises_kind=PremisesKind.OPEN_FLOOR,
        area_centi_m2=9_000,
        authorisation_kind=None,
        authorisation_ref=None,
    )
    rooms = [RoomOpened(station_id="S02", room_kind=kind, opened_on=DAY) for kind in RoomKind]
    accept = AcceptStation(station_id="S02", built_on=DAY, acceptance_ref="验-02")
    stations(planned, floor, *rooms).when(accept).refused(PremisesNotAuthorised)
    allowed = floor.model_copy(update={"authorisation_ref": "业主大会决议-3"})
    assert stations(planned, allowed, *rooms).when(accept).refusal is None


def test_r_inv_1_a_closed_room_is_missing() -> None:
    planned = StationPlanned(station_id="S02", estate_id="E07", name="驿站")
    premises = StationPremisesSecured(
        station_id="S02",
        premises_kind=PremisesKind.COMMUNITY_PREMISES,
        area_centi_m2=9_000,
        authorisation_kind=None,
        authorisation_ref=None,
    )
    hall = RoomOpened(station_id="S02", room_kind=RoomKind.HALL, opened_on=DAY)
    accept = AcceptStation(station_id="S02", built_on=DAY, acceptance_ref="验-02")
    stations(planned, premises, hall).when(accept).refused(RoomsNotAllOpen)


def test_the_special_organisation_is_founded_in_an_estate() -> None:
    given().when(found("X", 2, "C1", "P1")).refused(NotAnEstate)
    given().when(found("X", 2, "E99", "P1")).refused(UnitUnknown)


def test_it_is_founded_once() -> None:
    given(estate).when(found("P1-E01", 2, "E01", "P1")).refused(PartyOrgAlreadyFounded)


def test_it_moves_under_another_parent_of_the_level_above() -> None:
    moved = PartyOrgReparented(party_org_id="P1-E01", parent_id="P2")
    given(estate).when(ReparentPartyOrg(party_org_id="P1-E01", parent_id="P2")).then(moved)
    again = ReparentPartyOrg(party_org_id="P1-E01", parent_id="P2")
    given(estate, moved).when(again).then()
    wrong = ReparentPartyOrg(party_org_id="P1-E01", parent_id="P1-E01")
    given(estate).when(wrong).refused(ParentOneLevelUp)


def test_an_assessment_is_recorded() -> None:
    ask = AssessPartyOrg(party_org_id="P1-E01", scheme="红岩先锋", grade="示范")
    told = PartyOrgAssessed(party_org_id="P1-E01", scheme="红岩先锋", grade="示范")
    given(estate).when(ask).then(told)


def test_what_is_dissolved_stays_so() -> None:
    ask = DissolvePartyOrg(party_org_id="P1-E01", reason="撤销")
    gone = PartyOrgDissolved(party_org_id="P1-E01", level=2, place_id="E01", reason="撤销")
    given(estate).when(ask).then(gone)
    given(estate, gone).when(ask).refused(PartyOrgIsDissolved)
    given().when(ask).refused(PartyOrgUnknown)
