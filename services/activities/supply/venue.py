"""A venue (一个活动室, N 个功能): registered with its functions, opened and closed."""

from services.activities.supply.refusals import (
    FunctionNamedTwice,
    NotAStation,
    VenueAlreadyRegistered,
    VenueIsClosed,
    VenueIsOpen,
    VenueUnknown,
)
from services.activities.supply.venue_life import (
    Closed,
    Open,
    Registered,
    Unregistered,
    Venue,
    evolve,
)
from services.activities.surroundings import Surroundings
from services.contracts.activities.commands.venues import CloseVenue, OpenVenue, RegisterVenue
from services.contracts.activities.events.venues import (
    VenueClosed,
    VenueEvent,
    VenueOpened,
    VenueRegistered,
)
from services.contracts.places import UnitKind
from services.kernel import Decider, Setting, Standing

type VenueCommand = RegisterVenue | OpenVenue | CloseVenue


def decide(
    command: VenueCommand, venue: Venue, setting: Setting[Venue, Surroundings]
) -> list[VenueEvent]:
    match venue, command:
        case Unregistered(), RegisterVenue():
            return [_registered(command, setting.around)]
        case _, RegisterVenue():
            raise VenueAlreadyRegistered
        case Unregistered(), _:
            raise VenueUnknown
        case Closed(), OpenVenue():
            return [VenueOpened(venue_id=command.venue_id)]
        case Open(), CloseVenue():
            return [VenueClosed(**vars(command))]
        case _, OpenVenue():
            raise VenueIsOpen
        case _, CloseVenue():
            raise VenueIsClosed


def _registered(command: RegisterVenue, around: Surroundings) -> VenueRegistered:
    if around.directory.kind(command.station_id) is not UnitKind.STATION:
        raise NotAStation(station=command.station_id)
    codes = [function.code for function in command.functions]
    if len(set(codes)) < len(codes):
        raise FunctionNamedTwice
    return VenueRegistered(**vars(command))


def standing(command: VenueCommand, venue: Venue, around: Surroundings) -> Standing:
    match command, venue:
        case RegisterVenue(station_id=station), _:
            return Standing(place=station)
        case _, Registered(station_id=station):
            return Standing(place=station)
        case _:
            return Standing(place=command.venue_id)


decider: Decider[VenueCommand, Venue, VenueEvent, Surroundings] = Decider(
    category="venue", initial=Unregistered(), decide=decide, evolve=evolve, standing=standing
)
