"""A grid Party-mass station (网格党群驿站): planned, given premises, its three rooms opened,
accepted as built."""

from collections.abc import Sequence

from services.contracts.petitions.commands.registry import (
    AcceptStation,
    AnyStationCommand,
    CloseRoom,
    CloseStation,
    OpenRoom,
    PlanStation,
    ResumeStation,
    SecurePremises,
    SuspendStation,
)
from services.contracts.petitions.events.registry import (
    AnyStationEvent,
    RoomClosed,
    RoomOpened,
    StationBuilt,
    StationClosed,
    StationPlanned,
    StationPremisesSecured,
    StationResumed,
    StationSuspended,
)
from services.contracts.places import PremisesKind, RoomKind, UnitKind
from services.kernel import Claim, Decider, Release, Setting, Standing, State, Take, replace
from services.petitions.registry.refusals import (
    EstateHasStation,
    NotAnEstate,
    PremisesNotAuthorised,
    PremisesNotSecured,
    RoomIsNotOpen,
    RoomIsOpen,
    RoomsNotAllOpen,
    StationAlreadyPlanned,
    StationIsBuilt,
    StationIsClosed,
    StationIsNotBuilt,
    StationIsSuspended,
    StationUnknown,
)
from services.petitions.surroundings import Surroundings


class Unplanned(State):
    """Nobody has planned it."""


class Planned(State):
    """On its way: premises and rooms as far as they are there."""

    estate_id: str
    rooms: frozenset[RoomKind] = frozenset()
    premises: PremisesKind | None = None
    authorised: bool = False


class Built(Planned):
    """Accepted: it counts."""


class Suspended(Planned):
    """Built, and out of use for a time."""


class Closed(State):
    """Closed for good."""

    estate_id: str


type Station = Unplanned | Planned | Built | Suspended | Closed

CO_OWNED = frozenset({PremisesKind.OPEN_FLOOR, PremisesKind.PROPERTY_PREMISES})


def decide(
    command: AnyStationCommand, station: Station, setting: Setting[Station, Surroundings]
) -> list[AnyStationEvent]:
    which = command.station_id
    match station, command:
        case Unplanned(), PlanStation():
            if setting.around.directory.kind(command.estate_id) is not UnitKind.ESTATE:
                raise NotAnEstate(estate=command.estate_id)
            return [StationPlanned(**vars(command))]
        case _, PlanStation():
            raise StationAlreadyPlanned
        case Unplanned(), _:
            raise StationUnknown
        case Closed(), _:
            raise StationIsClosed
        case Planned(estate_id=estate), CloseStation(reason=reason):
            return [StationClosed(station_id=which, estate_id=estate, reason=reason)]
        case Suspended(), ResumeStation():
            return [StationResumed(station_id=which)]
        case Suspended(), _:
            raise StationIsSuspended
        case Planned(rooms=rooms), OpenRoom(room_kind=room) if room in rooms:
            raise RoomIsOpen
        case Planned(), OpenRoom():
            return [RoomOpened(**vars(command))]
        case Planned(rooms=rooms), CloseRoom(room_kind=room) if room not in rooms:
            raise RoomIsNotOpen
        case Planned(), CloseRoom():
            return [RoomClosed(**vars(command))]
        case Planned(), SecurePremises():
            return [StationPremisesSecured(**vars(command))]
        case Built(), SuspendStation(reason=reason):
            return [StationSuspended(station_id=which, reason=reason)]
        case Built(), AcceptStation():
            raise StationIsBuilt
        case Planned(), AcceptStation():
            return [_accepted(command, station)]
        case Planned(), SuspendStation() | ResumeStation():
            raise StationIsNotBuilt


def _accepted(command: AcceptStation, station: Planned) -> StationBuilt:
    if station.premises is None:
        raise PremisesNotSecured
    if station.premises in CO_OWNED and not station.authorised:
        raise PremisesNotAuthorised
    if station.rooms != frozenset(RoomKind):
        raise RoomsNotAllOpen(open=sorted(station.rooms))
    return StationBuilt(**vars(command))


def evolve(station: Station, event: AnyStationEvent) -> Station:
    match station, event:
        case Unplanned(), StationPlanned(estate_id=estate):
            return Planned(estate_id=estate)
        case Planned(), StationPremisesSecured(premises_kind=kind, authorisation_ref=ref):
            return replace(station, premises=kind, authorised=ref is not None)
        case Planned(rooms=rooms), RoomOpened(room_kind=room):
            return replace(station, rooms=rooms | {room})
        case Planned(rooms=rooms), RoomClosed(room_kind=room):
            return replace(station, rooms=rooms - {room})
        case Planned(), StationBuilt() | StationResumed():
            return _as(Built, station)
        case Planned(), StationSuspended():
            return _as(Suspended, station)
        case Planned(estate_id=estate), StationClosed():
            return Closed(estate_id=estate)
        case _:
            return station


def _as[S: Planned](kind: type[S], station: Planned) -> S:
    return kind(
        estate_id=station.estate_id,
        rooms=station.rooms,
        premises=station.premises,
        authorised=station.authorised,
    )


def claims(event: AnyStationEvent) -> Sequence[Claim]:
    """One station for an estate, until it closes (R-INV-2)."""
    match event:
        case StationPlanned(estate_id=estate):
            return [Take(scope="station-of-estate", key=estate, refusal=EstateHasStation)]
        case StationClosed(estate_id=estate):
            return [Release(scope="station-of-estate", key=estate)]
        case _:
            return []


def standing(command: AnyStationCommand, station: Station, around: Surroundings) -> Standing:
    match command, station:
        case PlanStation(estate_id=estate), _:
            return Standing(place=estate)
        case _, Planned(estate_id=estate) | Closed(estate_id=estate):
            return Standing(place=estate)
        case _:
            return Standing(place=command.station_id)


decider: Decider[AnyStationCommand, Station, AnyStationEvent, Surroundings] = Decider(
    category="station",
    initial=Unplanned(),
    decide=decide,
    evolve=evolve,
    standing=standing,
    claims=claims,
)
