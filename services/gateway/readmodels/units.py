"""The street's org units: the tree that roles are held at."""

from services.contracts.petitions.events.registry import UnitRegistered
from services.contracts.places import UnitKind
from services.gateway.readmodels.card import Card, tagged
from services.kernel import Code, Event, Line, ReadModel
from services.kernel.readmodel import Told


class UnitCard(Card):
    """An org unit and where it hangs."""

    unit_id: Code
    kind: UnitKind
    name: Line
    parent_id: Code | None


def evolve(card: UnitCard | None, told: Told[Event]) -> UnitCard | None:
    match card, told.event:
        case None, UnitRegistered() as event:
            return UnitCard.of(event)
        case _:
            return card


units = ReadModel(
    name="units",
    room="petitions",
    category="unit",
    card=UnitCard,
    evolve=evolve,
    sort=lambda card: card.unit_id,
    tags=lambda card: tagged(kind=card.kind, parent=card.parent_id),
)
