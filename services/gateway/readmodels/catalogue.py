"""The service catalogue: what can be ordered (点单)."""

from services.contracts.activities.events.catalogue import (
    CatalogItemPublished,
    CatalogItemRevised,
    CatalogItemWithdrawn,
)
from services.contracts.activities.words import Audience, ItemKind
from services.gateway.readmodels.card import Card, tagged
from services.kernel import Code, Event, Line, ReadModel
from services.kernel.readmodel import Told


class CatalogueCard(Card):
    """An item, in its latest revision."""

    item_id: Code
    org_id: Code
    revision: int = 1
    title: Line
    kind: ItemKind
    audiences: tuple[Audience, ...]
    function: Code | None
    description: Line | None
    withdrawn: bool = False
    reason: Line | None = None


def evolve(card: CatalogueCard | None, told: Told[Event]) -> CatalogueCard | None:
    match card, told.event:
        case None, CatalogItemPublished() as event:
            return CatalogueCard.of(event)
        case None, _:
            return None
        case _, CatalogItemRevised() as event:
            return card.but(
                revision=event.revision,
                title=event.title,
                kind=event.kind,
                audiences=event.audiences,
                function=event.function,
                description=event.description,
                reason=event.reason,
            )
        case _, CatalogItemWithdrawn(reason=reason):
            return card.but(withdrawn=True, reason=reason)
        case _:
            return card


catalogue = ReadModel(
    name="catalogue-items",
    room="activities",
    category="catalog",
    card=CatalogueCard,
    evolve=evolve,
    sort=lambda card: card.item_id,
    tags=lambda card: tagged(
        kind=card.kind,
        audience=card.audiences,
        org=card.org_id,
        status="withdrawn" if card.withdrawn else "published",
    ),
)
