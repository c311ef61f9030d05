"""What is told of a petition after the reply: the call-back, the end, and the second beginning."""

from typing import Annotated

from services.contracts.ids import PersonId, PetitionId
from services.contracts.petitions.clocks import Clock
from services.contracts.petitions.events.petition import PetitionEvent
from services.contracts.petitions.words import (
    CallbackResult,
    Confirmation,
    Outcome,
    ReopenReason,
    Satisfaction,
)
from services.kernel import Instant, Line, Sealed, of


class CallbackAttempted(PetitionEvent):
    """Somebody who did not handle it tried to reach the petitioner: the n-th time in this cycle."""

    n: int
    at: Instant
    result: CallbackResult


class CallbackCompleted(PetitionEvent):
    """What the petitioner said. Only an effective call-back counts in the three rates."""

    effective: bool
    contacted: bool
    solved: bool
    satisfaction: Satisfaction
    comment: Annotated[Sealed, of("petition_id")] | None
    called_by: PersonId
    cycle: int
    clocks: tuple[Clock, ...] = ()


class RepresentativeAsked(PetitionEvent):
    """What one representative of a group said, before their majority is told (§5.1-8)."""

    representative: PersonId
    effective: bool
    contacted: bool
    solved: bool
    satisfaction: Satisfaction
    comment: Annotated[Sealed, of("petition_id")] | None
    called_by: PersonId
    cycle: int


class ReopeningDeclined(PetitionEvent):
    """The street decided, on record, not to reopen although the petitioner is not content."""

    reason: Line
    decided_by: PersonId
    cycle: int


class PetitionClosed(PetitionEvent):
    """It has ended. `members`: the duplicates that end with it; each petitioner is told."""

    outcome: Outcome
    confirmed_by: Confirmation
    evidence_refs: tuple[Line, ...]
    approved_by: PersonId
    closed_at: Instant
    cycle: int
    members: tuple[PetitionId, ...]
    same_matter: Line | None


class PetitionReopened(PetitionEvent):
    """Taken up again: a new cycle."""

    reason: ReopenReason
    new_facts: Annotated[Sealed, of("petition_id")] | None
    due_at: Instant | None
    cycle: int
    same_matter: Line | None
    clocks: tuple[Clock, ...] = ()


type ClosingEvent = (
    CallbackAttempted
    | CallbackCompleted
    | RepresentativeAsked
    | ReopeningDeclined
    | PetitionClosed
    | PetitionReopened
)
