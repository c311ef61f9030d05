"""What is told about venues and their bookings.

Names and fields are kept for good: add freely, never rename, never remove.
"""

from services.contracts.activities.words import VenueDayId, VenueFunction
from services.contracts.ids import BookingId, OrderId
from services.kernel import Code, Event, Instant, Line


class VenueEvent(Event, category="venue", about="venue_id"):
    """About a venue."""

    venue_id: Code


class VenueRegistered(VenueEvent):
    """A venue of a station, and what it can be used for."""

    station_id: Code
    name: Line
    functions: tuple[VenueFunction, ...]


class VenueOpened(VenueEvent):
    """It can be booked."""


class VenueClosed(VenueEvent):
    """It takes no new bookings."""

    reason: Line


class VenueDayEvent(Event, category="venueday", about="venue_day"):
    """About one day of one venue."""

    venue_day: VenueDayId
    venue_id: Code
    booking_id: BookingId


class VenueBooked(VenueDayEvent):
    """It is taken from setting up (`setup_min` before) to cleared away (`teardown_min` after)."""

    function: Code
    starts_at: Instant
    ends_at: Instant
    setup_min: int
    teardown_min: int
    order_id: OrderId | None


class BookingCancelled(VenueDayEvent):
    """The time is free again."""

    reason: Line
