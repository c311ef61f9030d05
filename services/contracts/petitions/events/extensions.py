"""What is told of more time for a petition's handling (延期, P-LAW-5, 15).

Names and fields are kept for good: add freely, never rename, never remove.
"""

from typing import Annotated

from services.contracts.ids import PersonId
from services.contracts.petitions.clocks import Clock
from services.contracts.petitions.events.petition import PetitionEvent
from services.kernel import Code, Event, Instant, Line, Sealed, of


class ExtensionRequested(PetitionEvent):
    """The unit asks for so many days after the due date of this clock, which runs on meanwhile."""

    clock_id: Code
    org: Code
    days: int
    reason: Annotated[Sealed, of("petition_id")]
    requested_by: PersonId


class ExtensionDecided(PetitionEvent):
    """Granted, with the clock as it runs now; or refused: then it runs as it did (P-INV-6)."""

    approved: bool
    clock: Clock | None
    due_before: Instant
    governing_due_at: Instant
    """Of its own date and its members', the earliest (P-INV-5)."""
    reason: Line
    petitioner_told: bool
    decided_by: PersonId


type ExtensionEvent = ExtensionRequested | ExtensionDecided
extension_events: tuple[type[Event], ...] = (ExtensionRequested, ExtensionDecided)
