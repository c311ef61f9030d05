"""What a petition's card shows of the reviews of its written answer."""

from services.contracts.petitions.events.reviews import (
    ReviewConcluded,
    ReviewEvent,
    ReviewRequested,
)
from services.contracts.petitions.reviews import ReviewDecision
from services.kernel import Line, Value


class ReviewOnCard(Value):
    """One level. `decision`: None while it is under way."""

    level: int
    decision: ReviewDecision | None = None
    document_ref: Line | None = None


def after(known: tuple[ReviewOnCard, ...], event: ReviewEvent) -> tuple[ReviewOnCard, ...]:
    match event:
        case ReviewRequested(level=level):
            return (*known, ReviewOnCard(level=level))
        case ReviewConcluded() as told:
            decided = ReviewOnCard(
                level=told.level, decision=told.decision, document_ref=told.document_ref
            )
            return (*known[:-1], decided)
