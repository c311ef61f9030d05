"""The residential estates: thirty of them are what the stations are planned for."""

from services.contracts.petitions.events.registry import EstateRegistered
from services.gateway.readmodels.card import Card, tagged
from services.kernel import Code, Event, Line, ReadModel
from services.kernel.readmodel import Cells, Told


class EstateCard(Card):
    """An estate within its community."""

    estate_id: Code
    name: Line
    community_id: Code
    household_count: int
    buildings: tuple[Code, ...]


def evolve(card: EstateCard | None, told: Told[Event]) -> EstateCard | None:
    match card, told.event:
        case None, EstateRegistered() as event:
            return EstateCard.of(event)
        case _:
            return card


def contributes(card: EstateCard) -> Cells:
    return {("estate", card.community_id): 1}


estates = ReadModel(
    name="estates",
    room="petitions",
    category="estate",
    card=EstateCard,
    evolve=evolve,
    sort=lambda card: card.estate_id,
    tags=lambda card: tagged(community=card.community_id),
    contributes=contributes,
)
