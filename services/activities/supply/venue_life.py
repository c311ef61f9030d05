"""What a venue is: unregistered, open to bookings, or closed to them."""

from services.contracts.activities.events.venues import (
    VenueClosed,
    VenueEvent,
    VenueOpened,
    VenueRegistered,
)
from services.contracts.activities.words import VenueFunction
from services.kernel import State


class Unregistered(State):
    """Nobody has registered it."""


class Registered(State):
    """A room of a station and its functions."""

    station_id: str
    functions: tuple[VenueFunction, ...]


class Closed(Registered):
    """It takes no bookings."""


class Open(Registered):
    """It can be booked."""


type Venue = Unregistered | Closed | Open


def evolve(venue: Venue, event: VenueEvent) -> Venue:
    match venue, event:
        case Unregistered(), VenueRegistered(station_id=station, functions=functions):
            return Closed(station_id=station, functions=functions)
        case Closed(station_id=station, functions=functions), VenueOpened():
            return Open(station_id=station, functions=functions)
        case Open(station_id=station, functions=functions), VenueClosed():
            return Closed(station_id=station, functions=functions)
        case _:
            return venue
