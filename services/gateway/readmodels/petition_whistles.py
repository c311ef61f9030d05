"""What a petition's card shows of its whistles: which, and which departments are called by them."""

from services.contracts.ids import WhistleId
from services.contracts.petitions.events.whistle import (
    WhistleArbitrated,
    WhistleBlown,
    WhistleEvent,
    WhistleProposed,
)
from services.contracts.petitions.whistle import Arbitration
from services.kernel import Code, Value

type Whistles = tuple["WhistleOnCard", ...]


class WhistleOnCard(Value):
    """One whistle. `called`: none before it is blown, and not who was released."""

    whistle_id: WhistleId
    called: tuple[Code, ...] = ()


def after(whistles: Whistles, event: WhistleEvent) -> Whistles:
    match event:
        case WhistleProposed(whistle_id=which):
            return (*_others(whistles, which), WhistleOnCard(whistle_id=which))
        case WhistleBlown(whistle_id=which, departments=called):
            return (*_others(whistles, which), WhistleOnCard(whistle_id=which, called=called))
        case WhistleArbitrated(decision=Arbitration.RELEASED):
            return tuple(_without(each, event) for each in whistles)
        case _:
            return whistles


def _others(whistles: Whistles, which: WhistleId) -> Whistles:
    return tuple(each for each in whistles if each.whistle_id != which)


def _without(whistle: WhistleOnCard, event: WhistleArbitrated) -> WhistleOnCard:
    if whistle.whistle_id != event.whistle_id:
        return whistle
    left = tuple(each for each in whistle.called if each != event.department)
    return WhistleOnCard(whistle_id=whistle.whistle_id, called=left)
