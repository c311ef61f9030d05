"""The grid Party-mass stations: how far each has come, and which rooms are open."""

from datetime import date
from enum import StrEnum

from services.contracts.petitions.events.registry import (
    RoomClosed,
    RoomOpened,
    StationBuilt,
    StationClosed,
    StationPlanned,
    StationPremisesSecured,
    StationResumed,
    StationSuspended,
)
from services.contracts.places import PremisesKind, RoomKind
from services.gateway.readmodels.card import Card, tagged
from services.kernel import Code, Event, Line, ReadModel, Value
from services.kernel.readmodel import Cells, Told


class StationStatus(StrEnum):
    """Only BUILT counts in the coverage: a station out of use is not shown as one."""

    PLANNED = "planned"
    BUILT = "built"
    SUSPENDED = "suspended"
    CLOSED = "closed"


class OpenRoom(Value):
    """One of the two rooms and the hall, open since."""

    room_kind: RoomKind
    opened_on: date


class StationCard(Card):
    """A station."""

    station_id: Code
    estate_id: Code
    name: Line
    status: StationStatus = StationStatus.PLANNED
    premises_kind: PremisesKind | None = None
    area_centi_m2: int | None = None
    authorisation_kind: Line | None = None
    authorisation_ref: Line | None = None
    rooms: tuple[OpenRoom, ...] = ()
    built_on: date | None = None
    acceptance_ref: Line | None = None
    reason: Line | None = None
    """Why it is suspended or closed."""


def evolve(card: StationCard | None, told: Told[Event]) -> StationCard | None:
    match card, told.event:
        case None, StationPlanned(station_id=which, estate_id=estate, name=name):
            return StationCard(station_id=which, estate_id=estate, name=name)
        case None, _:
            return None
        case _, StationPremisesSecured() as event:
            return card.but(
                premises_kind=event.premises_kind,
                area_centi_m2=event.area_centi_m2,
                authorisation_kind=event.authorisation_kind,
                authorisation_ref=event.authorisation_ref,
            )
        case _, RoomOpened(room_kind=kind, opened_on=day):
            room = OpenRoom(room_kind=kind, opened_on=day)
            return card.but(rooms=(*_without(card, kind), room))
        case _, RoomClosed(room_kind=kind):
            return card.but(rooms=_without(card, kind))
        case _, StationBuilt(built_on=day, acceptance_ref=ref):
            return card.but(status=StationStatus.BUILT, built_on=day, acceptance_ref=ref)
        case _, StationSuspended(reason=reason):
            return card.but(status=StationStatus.SUSPENDED, reason=reason)
        case _, StationResumed():
            return card.but(status=StationStatus.BUILT, reason=None)
        case _, StationClosed(reason=reason):
            return card.but(status=StationStatus.CLOSED, reason=reason)
        case _:
            return card


def _without(card: StationCard, kind: RoomKind) -> tuple[OpenRoom, ...]:
    return tuple(room for room in card.rooms if room.room_kind is not kind)


def contributes(card: StationCard) -> Cells:
    return {("station", card.status): 1}


stations = ReadModel(
    name="stations",
    room="petitions",
    category="station",
    card=StationCard,
    evolve=evolve,
    sort=lambda card: card.station_id,
    tags=lambda card: tagged(
        status=card.status, estate=card.estate_id, premises=card.premises_kind
    ),
    contributes=contributes,
    confidential=frozenset({"authorisation_kind", "authorisation_ref", "acceptance_ref"}),
)
