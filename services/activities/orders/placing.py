"""Placing an order: what it must say, and who has a part in it."""

from collections.abc import Mapping

from services.activities.orders.order_life import Placed, Returned, Wish
from services.activities.orders.refusals import (
    GuardianMissing,
    ItemNotForAudience,
    ItemNotOffered,
    NotAnEstateHere,
    NothingWished,
    NotTheirOrder,
    NotThisEstatesStation,
    TimesOutOfOrder,
)
from services.activities.supply.item_life import Offered
from services.activities.surroundings import Surroundings
from services.contracts.activities.commands.orders import AmendOrder, PlaceOrder
from services.contracts.activities.events.orders import OrderAmended, OrderPlaced
from services.contracts.activities.words import AgeBand, TimeSpan
from services.contracts.ids import OrderId, PersonId
from services.contracts.places import UnitKind

UNDER_FOURTEEN = frozenset({AgeBand.UNDER_8, AgeBand.FROM_8_TO_13})


def placed(command: PlaceOrder, around: Surroundings) -> OrderPlaced:
    if around.directory.kind(command.estate_id) is not UnitKind.ESTATE:
        raise NotAnEstateHere(estate=command.estate_id)
    station = command.station_id
    if station is not None and not around.directory.within(station, command.estate_id):
        raise NotThisEstatesStation(station=station)
    _check_wish(command, around)
    _check_times(command.wish_times)
    consented = command.guardian is not None and command.guardian_consent_ref is not None
    if not consented and any(each.age_band in UNDER_FOURTEEN for each in command.participants):
        raise GuardianMissing
    return OrderPlaced(**vars(command))


def _check_wish(command: PlaceOrder, around: Surroundings) -> None:
    if command.catalog_item_id is None:
        if command.free_text is None:
            raise NothingWished
        return
    match around.items.get(command.catalog_item_id):
        case Offered(audiences=audiences):
            if command.audience not in audiences:
                raise ItemNotForAudience(audience=command.audience)
        case _:
            raise ItemNotOffered(item=command.catalog_item_id)


def amended(command: AmendOrder, order: Placed | Returned) -> OrderAmended:
    if command.resident != order.wish.resident:
        raise NotTheirOrder
    _check_times(command.wish_times)
    return OrderAmended(**vars(command))


def _check_times(wishes: tuple[TimeSpan, ...]) -> None:
    if any(wish.starts_at >= wish.ends_at for wish in wishes):
        raise TimesOutOfOrder


def parts(resident: PersonId, guardian: PersonId | None) -> Mapping[str, frozenset[str]]:
    """Who speaks for the order."""
    return {
        "orderer": frozenset({str(resident)}),
        "guardian": frozenset() if guardian is None else frozenset({str(guardian)}),
    }


def everyone(order_id: OrderId, wish: Wish, around: Surroundings) -> Mapping[str, frozenset[str]]:
    """Who speaks for the order, who takes part, and which volunteers serve it."""
    found = around.task_for(order_id)
    helpers = () if found is None else (*found[1].accepted, *found[1].present)
    return {
        **parts(wish.resident, wish.guardian),
        "participant": frozenset(str(each) for each in wish.participants),
        "volunteer": frozenset().union(*map(around.person_behind, helpers)),
    }
