"""What the room tells itself of the street's map, and its answer to a wish to be forgotten.

Names and fields are kept for good: add freely, never rename, never remove.
"""

from typing import Literal

from services.contracts.ids import CaseId, PersonId
from services.contracts.places import UnitKind
from services.kernel import Code, Event, Instant


class MediationUnitNoted(Event, category="notedunit", about="unit_id"):
    """The room knows of this org unit."""

    unit_id: Code
    kind: UnitKind
    parent_id: Code | None


class MediationErasureAnswered(Event, category="forgetting", about="person"):
    """RESTRICTED while the person is a party of an open case; else their words may go."""

    person: PersonId
    outcome: Literal["APPLIED", "RESTRICTED"]
    ground: Code | None
    until: Instant | None
    """When to ask again, as far as it can be known."""
    cases: tuple[CaseId, ...] = ()
    """Their ended cases, when APPLIED: what was said in them may go with their words."""
