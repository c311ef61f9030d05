"""Who has booked a venue on a day: one card a venue and day."""

from services.contracts.activities.events.venues import BookingCancelled, VenueBooked
from services.contracts.activities.words import VenueDayId
from services.contracts.ids import BookingId, OrderId
from services.gateway.readmodels.card import Card, tagged
from services.kernel import Code, Event, Instant, ReadModel
from services.kernel.readmodel import Told


class BookingOnCard(Card):
    """A time that is taken, with setting up before and clearing away after it."""

    booking_id: BookingId
    function: Code
    starts_at: Instant
    ends_at: Instant
    setup_min: int
    teardown_min: int
    order_id: OrderId | None


class VenueDayCard(Card):
    """One day of one venue."""

    venue_day: VenueDayId
    venue_id: Code
    bookings: tuple[BookingOnCard, ...] = ()


def evolve(card: VenueDayCard | None, told: Told[Event]) -> VenueDayCard | None:
    match told.event:
        case VenueBooked() as event:
            day = card or VenueDayCard(venue_day=event.venue_day, venue_id=event.venue_id)
            taken = sorted(
                (*day.bookings, BookingOnCard.of(event)), key=lambda each: each.starts_at
            )
            return day.but(bookings=tuple(taken))
        case BookingCancelled(booking_id=which) if card is not None:
            rest = tuple(each for each in card.bookings if each.booking_id != which)
            return card.but(bookings=rest)
        case _:
            return card


venue_days = ReadModel(
    name="venue-days",
    room="activities",
    category="venueday",
    card=VenueDayCard,
    evolve=evolve,
    sort=lambda card: card.venue_day.rpartition("_")[2],
    tags=lambda card: tagged(venue=card.venue_id, day=card.venue_day.rpartition("_")[2]),
)
