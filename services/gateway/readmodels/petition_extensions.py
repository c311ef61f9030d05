"""What a petition's card shows of more time asked for its handling."""

from services.contracts.petitions.events.extensions import (
    ExtensionDecided,
    ExtensionEvent,
    ExtensionRequested,
)
from services.kernel import Code, Value


class ExtensionOnCard(Value):
    """The latest asked for. `approved`: None while it is not decided."""

    org: Code
    days: int
    approved: bool | None = None


def after(known: ExtensionOnCard | None, event: ExtensionEvent) -> ExtensionOnCard | None:
    match event:
        case ExtensionRequested(org=org, days=days):
            return ExtensionOnCard(org=org, days=days)
        case ExtensionDecided(approved=approved):
            return known and known.model_copy(update={"approved": approved})
