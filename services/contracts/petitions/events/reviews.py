"""What is told of the review of a formal petition's written answer (复查、复核, P-LAW-6).

Names and fields are kept for good: add freely, never rename, never remove.
"""

from typing import Annotated

from services.contracts.ids import PersonId
from services.contracts.petitions.clocks import Clock
from services.contracts.petitions.events.petition import PetitionEvent
from services.contracts.petitions.reviews import ReviewDecision
from services.kernel import Event, Instant, Line, Sealed, of


class ReviewRequested(PetitionEvent):
    """Level 1: review (复查); level 2: second review (复核). To be answered within 30 days."""

    level: int
    grounds: Annotated[Sealed, of("petition_id")]
    requested_by: PersonId
    clocks: tuple[Clock, ...]


class ReviewConcluded(PetitionEvent):
    """What was decided. After level 2 the same facts and reasons are not taken up again."""

    level: int
    decision: ReviewDecision
    document_ref: Line
    concluded_at: Instant
    recorded_by: PersonId


type ReviewEvent = ReviewRequested | ReviewConcluded
review_events: tuple[type[Event], ...] = (ReviewRequested, ReviewConcluded)
