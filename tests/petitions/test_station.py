"""What becomes of a station from plan to acceptance."""

from datetime import date

from services.contracts.petitions.commands.registry import AcceptStation, PlanStation
from services.contracts.petitions.events import petitions_events
from services.contracts.petitions.events.registry import (
    EstateRegistered,
    RoomOpened,
    StationBuilt,
    StationPlanned,
    StationPremisesSecured,
    UnitRegistered,
)
from services.contracts.places import PremisesKind, RoomKind, UnitKind
from services.kernel.decider import fold
from services.petitions.registry import station
from services.petitions.registry.refusals import NotAnEstate, RoomsNotAllOpen
from services.petitions.surroundings import Surroundings, evolve
from tests.scenario import STREET, Scenario

map_of_the_street = fold(
    evolve,
    Surroundings(),
    [
        UnitRegistered(unit_id=STREET, kind=UnitKind.STREET, name="圣泉街道", parent_id=None),
        UnitRegistered(unit_id="C1", kind=UnitKind.COMMUNITY, name="一社区", parent_id=STREET),
        EstateRegistered(
            estate_id="E01", name="小区01", community_id="C1", household_count=600, buildings=()
        ),
    ],
)
planned = StationPlanned(station_id="S01", estate_id="E01", name="小区01驿站")
premises = StationPremisesSecured(
    station_id="S01",
    premises_kind=PremisesKind.COMMUNITY_PREMISES,
    area_centi_m2=12_000,
    authorisation_kind=None,
    authorisation_ref=None,
)
hall, mediation, activity = (
    RoomOpened(station_id="S01", room_kind=kind, opened_on=date(2024, 5, 1)) for kind in RoomKind
)
accept = AcceptStation(station_id="S01", built_on=date(2024, 6, 1), acceptance_ref="验-01")
given = Scenario(station.decider, petitions_events, map_of_the_street).given


def test_a_station_is_planned_for_a_registered_estate() -> None:
    given().when(PlanStation(station_id="S01", estate_id="E01", name="小区01驿站")).then(planned)


def test_no_station_is_planned_where_there_is_no_estate() -> None:
    ask = PlanStation(station_id="S99", estate_id="E99", name="无")
    given().when(ask).refused(NotAnEstate)


def test_r_inv_1_two_rooms_do_not_make_a_station() -> None:
    given(planned, premises, hall, mediation).when(accept).refused(RoomsNotAllOpen)


def test_two_rooms_and_a_hall_make_a_station() -> None:
    built = StationBuilt(station_id="S01", built_on=date(2024, 6, 1), acceptance_ref="验-01")
    given(planned, premises, hall, mediation, activity).when(accept).then(built)
