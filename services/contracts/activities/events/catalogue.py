"""What is told about the service catalogue.

Names and fields are kept for good: add freely, never rename, never remove.
"""

from services.contracts.activities.words import Audience, ItemKind
from services.kernel import Code, Event, Line


class CatalogEvent(Event, category="catalog", about="item_id"):
    """About an item of the catalogue."""

    item_id: Code


class CatalogItemPublished(CatalogEvent):
    """It can be ordered. This is revision 1."""

    org_id: Code
    title: Line
    kind: ItemKind
    audiences: tuple[Audience, ...]
    function: Code | None
    description: Line | None


class CatalogItemRevised(CatalogEvent):
    """The next revision, whole."""

    revision: int
    title: Line
    kind: ItemKind
    audiences: tuple[Audience, ...]
    function: Code | None
    description: Line | None
    reason: Line


class CatalogItemWithdrawn(CatalogEvent):
    """It can no longer be ordered."""

    reason: Line
