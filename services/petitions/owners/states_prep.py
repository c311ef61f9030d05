"""What is known of a preparatory group at each step."""

from services.contracts.petitions.owners_prep_values import Draft
from services.kernel import State


class Unapplied(State):
    """Nobody has applied for it."""


class Applied(State):
    """The street reviews it."""

    estate_ids: tuple[str, ...]


class Approved(Applied):
    """It may be formed."""


class Formed(Applied):
    """It is at work."""

    posted: bool = False
    drafts: frozenset[Draft] = frozenset()


class Over(Applied):
    """Rejected, or dissolved."""


type PrepGroup = Unapplied | Applied | Approved | Formed | Over
