"""Asked about the review of a formal petition's written answer (复查、复核, P-LAW-6)."""

from typing import Annotated

from services.contracts.petitions.commands.petition import PetitionCommand
from services.contracts.petitions.reviews import ReviewDecision
from services.kernel import Command, Line, Sealed, of


class AskReview(PetitionCommand):
    """Ask the authority above to look again, within 30 days of its written answer; then once more.

    Entered for the petitioner where they ask on paper.
    """

    grounds: Annotated[Sealed, of("petition_id")]


class ConcludeReview(PetitionCommand):
    """Record what the authority above decided, and in which paper."""

    decision: ReviewDecision
    document_ref: Line


type ReviewCommand = AskReview | ConcludeReview
review_commands: tuple[type[Command], ...] = (AskReview, ConcludeReview)
