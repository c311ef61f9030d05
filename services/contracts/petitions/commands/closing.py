"""Asked after the reply, by people who did not handle it: call back, close, reopen."""

from typing import Annotated

from services.contracts.ids import PersonId
from services.contracts.petitions.commands.petition import Papers, PetitionCommand
from services.contracts.petitions.words import (
    CallbackResult,
    Confirmation,
    Outcome,
    ReopenReason,
    Satisfaction,
)
from services.kernel import Instant, Line, Sealed, of


class AttemptCallback(PetitionCommand):
    """Record an attempt to reach the petitioner."""

    at: Instant
    result: CallbackResult


class CompleteCallback(PetitionCommand):
    """Record what the petitioner said: was the handler in touch, is it solved, are they content."""

    effective: bool
    contacted: bool
    solved: bool
    satisfaction: Satisfaction
    comment: Annotated[Sealed, of("petition_id")] | None = None


class AskRepresentative(PetitionCommand):
    """Record what one representative of a group said; each is asked once (§5.1-8)."""

    representative: PersonId
    effective: bool
    contacted: bool
    solved: bool
    satisfaction: Satisfaction
    comment: Annotated[Sealed, of("petition_id")] | None = None


class DecideNotToReopen(PetitionCommand):
    """The street leaves it at that although the petitioner is not content; say why (P-INV-9)."""

    reason: Line


class ClosePetition(PetitionCommand):
    """End it. Resolved needs the petitioner's word, or evidence where nobody answers (P-INV-8)."""

    outcome: Outcome
    confirmed_by: Confirmation
    evidence_refs: Papers = ()


class ReopenPetition(PetitionCommand):
    """Take it up again. A petitioner brings new facts."""

    reason: ReopenReason
    new_facts: Annotated[Sealed, of("petition_id")] | None = None
    due_at: Instant | None = None


type ClosingCommand = (
    AttemptCallback
    | CompleteCallback
    | AskRepresentative
    | DecideNotToReopen
    | ClosePetition
    | ReopenPetition
)
