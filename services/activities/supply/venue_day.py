"""One day of one venue: bookings never overlap, setting up and clearing away included (A-INV-11).

A day is a stream, so that the check sees every booking that could clash and the stream stays short.
"""

from datetime import datetime, timedelta
from uuid import UUID

from services.activities.calendar import day_begins, local_day
from services.activities.supply.refusals import (
    BookingIdReused,
    BookingOutsideDay,
    BookingUnknown,
    FunctionNeedsNoBooking,
    FunctionNotOffered,
    VenueIsClosed,
    VenueIsTaken,
    VenueUnknown,
)
from services.activities.supply.venue_life import Closed, Open, Registered
from services.activities.surroundings import Surroundings
from services.contracts.activities.commands.venues import BookVenue, CancelBooking
from services.contracts.activities.events.venues import (
    BookingCancelled,
    VenueBooked,
    VenueDayEvent,
)
from services.kernel import Decider, Setting, Standing, State


class VenueDay(State):
    """Its bookings in the order they were made, and those given back."""

    booked: tuple[VenueBooked, ...] = ()
    cancelled: frozenset[UUID] = frozenset()


type VenueDayCommand = BookVenue | CancelBooking


def decide(
    command: VenueDayCommand, day: VenueDay, setting: Setting[VenueDay, Surroundings]
) -> list[VenueDayEvent]:
    venue_id = _venue_of(command.venue_day)
    match command:
        case BookVenue():
            return _book(VenueBooked(**vars(command), venue_id=venue_id), day, setting.around)
        case CancelBooking(booking_id=which) if which in day.cancelled:
            return []
        case CancelBooking(booking_id=which) if which in _known(day):
            return [BookingCancelled(**vars(command), venue_id=venue_id)]
        case CancelBooking():
            raise BookingUnknown


def _book(wanted: VenueBooked, day: VenueDay, around: Surroundings) -> list[VenueDayEvent]:
    if wanted in day.booked and wanted.booking_id not in day.cancelled:
        return []
    if wanted.booking_id in _known(day):
        raise BookingIdReused
    _check_venue(wanted, around)
    begins, ends = _occupied(wanted)
    on = local_day(wanted.starts_at)
    if f"{wanted.venue_id}_{on}" != wanted.venue_day or wanted.starts_at >= wanted.ends_at:
        raise BookingOutsideDay
    if begins < day_begins(on) or ends > day_begins(on + timedelta(days=1)):
        raise BookingOutsideDay
    for each in day.booked:
        other_begins, other_ends = _occupied(each)
        if each.booking_id not in day.cancelled and begins < other_ends and other_begins < ends:
            raise VenueIsTaken(booking=each.booking_id)
    return [wanted]


def _check_venue(wanted: VenueBooked, around: Surroundings) -> None:
    match around.venues.get(wanted.venue_id):
        case Open(functions=functions):
            found = next((each for each in functions if each.code == wanted.function), None)
            if found is None:
                raise FunctionNotOffered(function=wanted.function)
            if not found.exclusive:
                raise FunctionNeedsNoBooking(function=wanted.function)
        case Closed():
            raise VenueIsClosed
        case _:
            raise VenueUnknown


def _occupied(booking: VenueBooked) -> tuple[datetime, datetime]:
    return (
        booking.starts_at - timedelta(minutes=booking.setup_min),
        booking.ends_at + timedelta(minutes=booking.teardown_min),
    )


def _known(day: VenueDay) -> frozenset[UUID]:
    return frozenset(each.booking_id for each in day.booked)


def _venue_of(venue_day: str) -> str:
    return venue_day.rpartition("_")[0]


def evolve(day: VenueDay, event: VenueDayEvent) -> VenueDay:
    match event:
        case VenueBooked():
            return VenueDay(booked=(*day.booked, event), cancelled=day.cancelled)
        case BookingCancelled(booking_id=which):
            return VenueDay(booked=day.booked, cancelled=day.cancelled | {which})
        case _:
            return day


def standing(command: VenueDayCommand, day: VenueDay, around: Surroundings) -> Standing:
    venue_id = _venue_of(command.venue_day)
    match around.venues.get(venue_id):
        case Registered(station_id=station):
            return Standing(place=station)
        case _:
            return Standing(place=venue_id)


decider: Decider[VenueDayCommand, VenueDay, VenueDayEvent, Surroundings] = Decider(
    category="venueday", initial=VenueDay(), decide=decide, evolve=evolve, standing=standing
)
