"""Asked about venues (一个活动室, N 个功能) and their bookings, venue by venue, day by day."""

from typing import Annotated

from pydantic import Field

from services.contracts.activities.words import VenueDayId, VenueFunction
from services.contracts.ids import BookingId, OrderId
from services.kernel import Code, Command, Instant, Line


class VenueCommand(Command, category="venue", about="venue_id"):
    """Asked about a venue."""

    venue_id: Code


class RegisterVenue(VenueCommand, creates=True):
    """Register a venue of a station with what it can be used for. It opens by `OpenVenue`."""

    station_id: Code
    name: Line
    functions: Annotated[tuple[VenueFunction, ...], Field(min_length=1, max_length=30)]


class OpenVenue(VenueCommand):
    """It can be booked."""


class CloseVenue(VenueCommand):
    """It takes no new bookings; those made stand until cancelled."""

    reason: Line


class VenueDayCommand(Command, category="venueday", about="venue_day"):
    """Asked about one day of one venue: `<venue_id>_<date in Shengquan>`."""

    venue_day: VenueDayId


class BookVenue(VenueDayCommand):
    """Book it for an exclusive function, setting up and clearing away included (A-INV-11)."""

    booking_id: BookingId
    function: Code
    starts_at: Instant
    ends_at: Instant
    setup_min: Annotated[int, Field(ge=0, le=240)] = 0
    teardown_min: Annotated[int, Field(ge=0, le=240)] = 0
    order_id: OrderId | None = None


class CancelBooking(VenueDayCommand):
    """Give the time back."""

    booking_id: BookingId
    reason: Line
