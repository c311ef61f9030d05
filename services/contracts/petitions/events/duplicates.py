"""What is told of two petitions about one matter: proposed by one person, confirmed by another."""

from services.contracts.ids import PersonId, PetitionId
from services.contracts.petitions.clocks import Clock
from services.contracts.petitions.events.petition import PetitionEvent
from services.contracts.petitions.words import MergeBasis
from services.kernel import Instant, Line


class PetitionMergeProposed(PetitionEvent):
    """Somebody holds it for a duplicate of `lead_id`."""

    lead_id: PetitionId
    basis: MergeBasis
    proposed_by: PersonId


class PetitionMerged(PetitionEvent):
    """It goes on within its lead; it counts no more by itself."""

    lead_id: PetitionId
    basis: MergeBasis
    proposed_by: PersonId
    confirmed_by: PersonId


class DuplicateJoined(PetitionEvent):
    """Said of the lead: a duplicate goes on within it. The earliest of their due dates governs."""

    member_id: PetitionId
    member_due_at: Instant | None
    governing_due_at: Instant | None


class PetitionUnmergeProposed(PetitionEvent):
    """Somebody holds the merge for a mistake."""

    lead_id: PetitionId
    reason: Line
    proposed_by: PersonId


class PetitionUnmerged(PetitionEvent):
    """It stands by itself again, as it stood before the merge."""

    lead_id: PetitionId
    reason: Line
    proposed_by: PersonId
    confirmed_by: PersonId
    clocks: tuple[Clock, ...] = ()
    """Its own, which run for it again with the dates they had."""


class DuplicateLeft(PetitionEvent):
    """Said of the lead: a petition merged by mistake stands by itself again."""

    member_id: PetitionId
    governing_due_at: Instant | None


type DuplicatesEvent = (
    PetitionMergeProposed
    | PetitionMerged
    | DuplicateJoined
    | PetitionUnmergeProposed
    | PetitionUnmerged
    | DuplicateLeft
)
