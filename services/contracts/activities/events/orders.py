"""What is told about an order.

Names and fields are kept for good: add freely, never rename, never remove.
"""

from typing import Annotated

from services.contracts.activities.words import (
    Audience,
    ConfirmedBy,
    LocationKind,
    Participant,
    Priority,
    RatingDims,
    RiskLevel,
    Score,
    TimeSpan,
)
from services.contracts.ids import OrderId, PersonId, TaskId, VolunteerId
from services.kernel import Code, Event, Instant, Line, Sealed, of


class OrderEvent(Event, category="order", about="order_id"):
    """About an order."""

    order_id: OrderId


class OrderPlaced(OrderEvent):
    """A resident wishes for something."""

    resident: PersonId
    guardian: PersonId | None
    guardian_consent_ref: Line | None
    estate_id: Code
    station_id: Code | None
    catalog_item_id: Code | None
    free_text: Annotated[Sealed, of("resident")] | None
    audience: Audience
    location: LocationKind
    address: Annotated[Sealed, of("resident")] | None
    wish_times: tuple[TimeSpan, ...]
    participants: tuple[Participant, ...]
    risk_notes: Annotated[Sealed, of("resident")] | None
    priority: Priority


class OrderAmended(OrderEvent):
    """What was missing is there; it is up for review again."""

    resident: PersonId
    free_text: Annotated[Sealed, of("resident")] | None
    wish_times: tuple[TimeSpan, ...]
    risk_notes: Annotated[Sealed, of("resident")] | None


class OrderApproved(OrderEvent):
    """Reviewed, and it may be offered to volunteers."""

    order_category: Code
    skill_needs: tuple[Code, ...]
    risk_level: RiskLevel


class OrderRejected(OrderEvent):
    """Reviewed, and it cannot be offered."""

    reason: Line


class OrderReturnedForInfo(OrderEvent):
    """Something is missing."""

    question: Line


class OrderDispatched(OrderEvent):
    """A task for it is offered: the first time, or again (`attempt`)."""

    task_id: TaskId
    attempt: int


class OrderAccepted(OrderEvent):
    """Its task has everyone it needs."""

    task_id: TaskId
    volunteer_ids: tuple[VolunteerId, ...]


class OrderUnfilled(OrderEvent):
    """Nobody was left to ask: unmet demand. It may be offered anew."""

    task_id: TaskId
    attempts: int


class OrderDelivered(OrderEvent):
    """It was rendered: by the resident's word, or by evidence after three days."""

    task_id: TaskId
    confirmed_by: ConfirmedBy
    evidence_ref: Line | None
    delivered_at: Instant
    rate_by: Instant


class OrderRated(OrderEvent):
    """Rated by somebody who was there."""

    task_id: TaskId
    rater: PersonId
    score: Score
    dims: RatingDims | None
    comment: Annotated[Sealed, of("rater")] | None
    anonymous_to_volunteer: bool


class RatingChanged(OrderEvent):
    """The same person rates it otherwise, within the window. Replaces the rating before."""

    task_id: TaskId
    rater: PersonId
    score: Score
    dims: RatingDims | None
    comment: Annotated[Sealed, of("rater")] | None
    anonymous_to_volunteer: bool


class ImprovementItemOpened(OrderEvent):
    """Rated two or less: something is to be done better. Once for an order."""

    task_id: TaskId
    score: Score


class RatingWindowLapsed(OrderEvent):
    """Seven days passed without a rating."""


class OrderClosed(OrderEvent):
    """Done."""


class OrderCancelled(OrderEvent):
    """Called off. Its task, if there was one, is released."""

    reason: Line
    task_id: TaskId | None


class LateTaskDismissed(OrderEvent):
    """A task was offered while the order was being called off: it is released."""

    task_id: TaskId
