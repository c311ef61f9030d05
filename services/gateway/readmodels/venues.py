"""The venues of the stations, and what each can be used for."""

from enum import StrEnum

from services.contracts.activities.events.venues import VenueClosed, VenueOpened, VenueRegistered
from services.contracts.activities.words import VenueFunction
from services.gateway.readmodels.card import Card, tagged
from services.kernel import Code, Event, Line, ReadModel
from services.kernel.readmodel import Told


class VenueStatus(StrEnum):
    """Only an open one is booked."""

    REGISTERED = "registered"
    OPEN = "open"
    CLOSED = "closed"


class VenueCard(Card):
    """A venue."""

    venue_id: Code
    station_id: Code
    name: Line
    functions: tuple[VenueFunction, ...]
    status: VenueStatus = VenueStatus.REGISTERED
    reason: Line | None = None


def evolve(card: VenueCard | None, told: Told[Event]) -> VenueCard | None:
    match card, told.event:
        case None, VenueRegistered() as event:
            return VenueCard.of(event)
        case None, _:
            return None
        case _, VenueOpened():
            return card.but(status=VenueStatus.OPEN, reason=None)
        case _, VenueClosed(reason=reason):
            return card.but(status=VenueStatus.CLOSED, reason=reason)
        case _:
            return card


venues = ReadModel(
    name="venues",
    room="activities",
    category="venue",
    card=VenueCard,
    evolve=evolve,
    sort=lambda card: card.venue_id,
    tags=lambda card: tagged(
        status=card.status,
        station=card.station_id,
        function=tuple(function.code for function in card.functions),
    ),
)
