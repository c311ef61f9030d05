"""What is told of a ticket that its unit wants to give back (退单, P-LAW-4, 14).

Names and fields are kept for good: add freely, never rename, never remove.
"""

from typing import Annotated

from services.contracts.ids import DispatchId, PersonId
from services.contracts.petitions.events.petition import PetitionEvent
from services.kernel import Code, Event, Line, Sealed, of


class DispatchReturnRequested(PetitionEvent):
    """The unit says that it is not in its remit. It stays in its hands until that is decided."""

    dispatch_id: DispatchId
    org: Code
    reason: Annotated[Sealed, of("petition_id")]
    evidence_refs: tuple[Line, ...]
    requested_by: PersonId


class DispatchReturnDecided(PetitionEvent):
    """Taken back, or not. After a final designation nobody may return it any more (P-INV-7)."""

    dispatch_id: DispatchId
    org: Code
    approved: bool
    final_designation: bool
    reason: Line
    decided_by: PersonId


type ReturnEvent = DispatchReturnRequested | DispatchReturnDecided
return_events: tuple[type[Event], ...] = (DispatchReturnRequested, DispatchReturnDecided)
