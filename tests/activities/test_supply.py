"""What the catalogue and the venues take."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given as every
from hypothesis import strategies as st

from services.activities.people.refusals import PlaceUnknown
from services.activities.supply import item, venue, venue_day
from services.activities.supply.refusals import (
    BookingIdReused,
    BookingOutsideDay,
    BookingUnknown,
    FunctionNamedTwice,
    FunctionNeedsNoBooking,
    FunctionNotOffered,
    ItemAlreadyPublished,
    ItemIsWithdrawn,
    ItemUnknown,
    NotAStation,
    VenueAlreadyRegistered,
    VenueIsClosed,
    VenueIsOpen,
    VenueIsTaken,
    VenueUnknown,
)
from services.activities.surroundings import Surroundings
from services.contracts.activities.commands.catalogue import (
    PublishCatalogItem,
    ReviseCatalogItem,
    WithdrawCatalogItem,
)
from services.contracts.activities.commands.venues import (
    BookVenue,
    CancelBooking,
    CloseVenue,
    OpenVenue,
    RegisterVenue,
)
from services.contracts.activities.events import activities_events
from services.contracts.activities.events.catalogue import (
    CatalogItemRevised,
    CatalogItemWithdrawn,
)
from services.contracts.activities.events.venues import (
    BookingCancelled,
    VenueBooked,
    VenueClosed,
    VenueDayEvent,
    VenueOpened,
)
from services.contracts.activities.words import Audience, ItemKind, VenueFunction
from services.contracts.ids import BookingId
from services.kernel import Refusal, Setting
from services.kernel.decider import fold
from tests.activities.cast import after, published, room_of_s01
from tests.scenario import NOON, SOMEBODY, Scenario, an_id

given_item = Scenario(item.decider, activities_events, after()).given
given_venue = Scenario(venue.decider, activities_events, after()).given
given_day = Scenario(venue_day.decider, activities_events, after()).given

publish = PublishCatalogItem(**dict(published))
content: dict[str, Any] = {
    "title": "合唱与朗诵",
    "kind": ItemKind.CLASS,
    "audiences": (Audience.SENIOR,),
    "function": None,
    "description": None,
    "reason": "应居民要求",
}
revise = ReviseCatalogItem(item_id="choir", **content)
revised = CatalogItemRevised(item_id="choir", revision=2, **content)
withdraw = WithdrawCatalogItem(item_id="choir", reason="无老师")
withdrawn = CatalogItemWithdrawn(item_id="choir", reason="无老师")


def test_an_item_is_published_once_at_a_place_on_the_map() -> None:
    given_item().when(publish).then(published)
    given_item(published).when(publish).refused(ItemAlreadyPublished)
    given_item().when(publish.model_copy(update={"org_id": "S99"})).refused(PlaceUnknown)


def test_every_revision_is_kept_under_its_number() -> None:
    given_item(published).when(revise).then(revised)
    third = revised.model_copy(update={"revision": 3})
    given_item(published, revised).when(revise).then(third)


def test_a_withdrawn_item_is_not_revised() -> None:
    given_item(published).when(withdraw).then(withdrawn)
    given_item(published, withdrawn).when(withdraw).then()
    given_item(published, withdrawn).when(revise).refused(ItemIsWithdrawn)
    given_item().when(revise).refused(ItemUnknown)


def test_a_venue_is_a_room_of_a_station_with_its_functions() -> None:
    ask = RegisterVenue(**dict(room_of_s01))
    given_venue().when(ask).then(room_of_s01)
    given_venue(room_of_s01).when(ask).refused(VenueAlreadyRegistered)
    given_venue().when(ask.model_copy(update={"station_id": "E01"})).refused(NotAStation)
    twice = (VenueFunction(code="dance", capacity=1), VenueFunction(code="dance", capacity=2))
    given_venue().when(ask.model_copy(update={"functions": twice})).refused(FunctionNamedTwice)


def test_a_venue_opens_and_closes() -> None:
    opened, closed = VenueOpened(venue_id="V01"), VenueClosed(venue_id="V01", reason="装修")
    open_it, close_it = OpenVenue(venue_id="V01"), CloseVenue(venue_id="V01", reason="装修")
    given_venue(room_of_s01).when(open_it).then(opened)
    given_venue(room_of_s01, opened).when(open_it).refused(VenueIsOpen)
    given_venue(room_of_s01, opened).when(close_it).then(closed)
    given_venue(room_of_s01).when(close_it).refused(VenueIsClosed)
    given_venue().when(open_it).refused(VenueUnknown)


MORNING = datetime(2024, 11, 11, 16, 0, tzinfo=UTC)
"""Midnight in Shengquan: the twelfth of November begins."""


def book(
    name: str,
    starts: float,
    ends: float,
    function: str = "dance",
    setup: int = 0,
    teardown: int = 0,
) -> BookVenue:
    """A booking from one hour of the day to another."""
    return BookVenue(
        venue_day="V01_2024-11-12",
        booking_id=an_id(BookingId, name),
        function=function,
        starts_at=MORNING + timedelta(hours=starts),
        ends_at=MORNING + timedelta(hours=ends),
        setup_min=setup,
        teardown_min=teardown,
    )


def booked(ask: BookVenue) -> VenueBooked:
    return VenueBooked(**dict(ask), venue_id="V01")


def cancel(name: str) -> CancelBooking:
    which = an_id(BookingId, name)
    return CancelBooking(venue_day="V01_2024-11-12", booking_id=which, reason="改期")


def given_back(name: str) -> BookingCancelled:
    return BookingCancelled(**dict(cancel(name)), venue_id="V01")


choir = book("choir", 9, 11, setup=30, teardown=15)


def test_a_venue_is_booked_and_given_back() -> None:
    given_day().when(choir).then(booked(choir))
    given_day(booked(choir)).when(choir).then()
    given_day(booked(choir)).when(cancel("choir")).then(given_back("choir"))
    given_day(booked(choir), given_back("choir")).when(cancel("choir")).then()
    given_day().when(cancel("choir")).refused(BookingUnknown)


def test_a_inv_11_setting_up_and_clearing_away_belong_to_a_booking() -> None:
    day = given_day(booked(choir))
    day.when(book("tai chi", 8, 8.75)).refused(VenueIsTaken)
    day.when(book("painting", 11, 12)).refused(VenueIsTaken)
    painting = book("painting", 11.5, 12, setup=15)
    day.when(painting).then(booked(painting))


def test_what_was_given_back_can_be_booked_by_others() -> None:
    day = given_day(booked(choir), given_back("choir"))
    day.when(book("dance", 9, 11)).then(booked(book("dance", 9, 11)))
    day.when(choir).refused(BookingIdReused)


def test_a_booking_id_names_one_booking() -> None:
    given_day(booked(choir)).when(book("choir", 14, 15)).refused(BookingIdReused)


def test_a_booking_lies_within_its_day() -> None:
    given_day().when(book("late", 23, 25)).refused(BookingOutsideDay)
    given_day().when(book("early", 0, 1, setup=10)).refused(BookingOutsideDay)
    given_day().when(book("next day", 25, 26)).refused(BookingOutsideDay)
    given_day().when(book("backwards", 10, 9)).refused(BookingOutsideDay)


def test_only_an_open_venue_and_an_exclusive_function_are_booked() -> None:
    given_day().when(book("reading", 9, 10, function="reading")).refused(FunctionNeedsNoBooking)
    given_day().when(book("pool", 9, 10, function="pool")).refused(FunctionNotOffered)
    shut = after(VenueClosed(venue_id="V01", reason="装修"))
    Scenario(venue_day.decider, activities_events, shut).given().when(choir).refused(VenueIsClosed)
    nowhere = choir.model_copy(update={"venue_day": "V99_2024-11-12"})
    given_day().when(nowhere).refused(VenueUnknown)


wishes = st.lists(
    st.tuples(
        st.integers(0, 95),
        st.integers(1, 24),
        st.integers(0, 60),
        st.integers(0, 60),
        st.booleans(),
    ),
    max_size=25,
)


@every(wishes)
def test_a_inv_11_bookings_of_a_day_never_overlap(
    wishes: list[tuple[int, int, int, int, bool]],
) -> None:
    """Whatever is asked and cancelled, in whatever order."""
    decider = venue_day.decider
    history: list[VenueDayEvent] = []
    for n, (quarter, length, setup, teardown, keep) in enumerate(wishes):
        ask = book(str(n), quarter / 4, (quarter + length) / 4, setup=setup, teardown=teardown)
        for command in (ask,) if keep else (ask, cancel(str(n))):
            state = fold(decider.evolve, decider.initial, history)
            setting: Setting[venue_day.VenueDay, Surroundings] = Setting(
                now=NOON, occurred_at=NOON, asker=SOMEBODY, around=after(), others={}
            )
            try:
                history += decider.decide(command, state, setting)
            except Refusal:
                continue
    dropped = {each.booking_id for each in history if isinstance(each, BookingCancelled)}
    taken = sorted(
        (
            each.starts_at - timedelta(minutes=each.setup_min),
            each.ends_at + timedelta(minutes=each.teardown_min),
        )
        for each in history
        if isinstance(each, VenueBooked) and each.booking_id not in dropped
    )
    assert all(one[1] <= other[0] for one, other in pairwise(taken))
