"""Asked about the service catalogue (服务清单): what residents can order."""

from typing import Annotated

from pydantic import Field

from services.contracts.activities.words import Audience, ItemKind
from services.kernel import Code, Command, Line


class CatalogCommand(Command, category="catalog", about="item_id"):
    """Asked about an item of the catalogue."""

    item_id: Code


class PublishCatalogItem(CatalogCommand, creates=True):
    """Put an item on the catalogue of an org unit: a station, a community or the street."""

    org_id: Code
    title: Line
    kind: ItemKind
    audiences: Annotated[tuple[Audience, ...], Field(min_length=1, max_length=3)]
    function: Code | None = None
    """The venue function it needs, if it needs one."""
    description: Line | None = None


class ReviseCatalogItem(CatalogCommand):
    """Publish the next revision; earlier ones stay readable."""

    title: Line
    kind: ItemKind
    audiences: Annotated[tuple[Audience, ...], Field(min_length=1, max_length=3)]
    function: Code | None = None
    description: Line | None = None
    reason: Line


class WithdrawCatalogItem(CatalogCommand):
    """Take it off: no new order names it."""

    reason: Line
