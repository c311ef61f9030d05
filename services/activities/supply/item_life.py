"""What a catalogue item is: not published, offered in its latest revision, withdrawn."""

from services.contracts.activities.events.catalogue import (
    CatalogEvent,
    CatalogItemPublished,
    CatalogItemRevised,
    CatalogItemWithdrawn,
)
from services.contracts.activities.words import Audience
from services.kernel import State, replace


class Unpublished(State):
    """Nobody offers it."""


class Offered(State):
    """It can be ordered."""

    org_id: str
    revision: int
    audiences: frozenset[Audience]


class Withdrawn(State):
    """It can no longer be ordered."""

    org_id: str


type Item = Unpublished | Offered | Withdrawn


def evolve(item: Item, event: CatalogEvent) -> Item:
    match item, event:
        case Unpublished(), CatalogItemPublished(org_id=org, audiences=audiences):
            return Offered(org_id=org, revision=1, audiences=frozenset(audiences))
        case Offered(), CatalogItemRevised(revision=revision, audiences=audiences):
            return replace(item, revision=revision, audiences=frozenset(audiences))
        case Offered(org_id=org), CatalogItemWithdrawn():
            return Withdrawn(org_id=org)
        case _:
            return item
