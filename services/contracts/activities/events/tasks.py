"""What is told about a task: who was invited, who answered what, who was there.

Names and fields are kept for good: add freely, never rename, never remove.
"""

from services.contracts.activities.words import (
    Audience,
    CandidateGroup,
    CheckMethod,
    OfferedTo,
    RiskLevel,
    UnwillingReason,
)
from services.contracts.ids import OrderId, TaskId, VolunteerId
from services.kernel import Code, Event, Instant, Line


class TaskEvent(Event, category="task", about="task_id"):
    """About a task of an order."""

    task_id: TaskId
    order_id: OrderId


class TaskOffered(TaskEvent):
    """An invitation, whole: the first (`attempt` 1) or a further one. Nobody is bound by it."""

    attempt: int
    to: OfferedTo
    coalition_id: Code | None
    candidates: tuple[VolunteerId, ...]
    """Who is invited; empty for the open pool, where everyone is."""
    respond_by: Instant
    next_groups: tuple[CandidateGroup, ...]
    pool_until: Instant
    needed: int
    agreement_needed: bool
    starts_at: Instant
    ends_at: Instant
    estate_id: Code
    audience: Audience
    skill_needs: tuple[Code, ...]
    risk_level: RiskLevel


class TaskAccepted(TaskEvent):
    """A volunteer comes."""

    volunteer_id: VolunteerId
    agreement_ref: Line | None


class TaskDeclined(TaskEvent):
    """A volunteer does not; nothing follows from it (A-INV-1)."""

    volunteer_id: VolunteerId
    reason: UnwillingReason | None


class TaskFilled(TaskEvent):
    """Everyone needed comes. Always follows the acceptance that filled it."""

    volunteer_ids: tuple[VolunteerId, ...]


class TaskOfferExpired(TaskEvent):
    """The time to answer this invitation has passed."""

    attempt: int


class TaskUnfilled(TaskEvent):
    """Nobody is left to ask; those who accepted are free again."""

    attempts: int
    accepted: int


class AcceptanceCancelled(TaskEvent):
    """A volunteer who had accepted cannot come."""

    volunteer_id: VolunteerId
    notice_hours: int
    """Whole hours before the beginning; 0 when it had begun."""
    reason: UnwillingReason | None


class VolunteerCheckedIn(TaskEvent):
    """Arrived."""

    volunteer_id: VolunteerId
    at: Instant
    method: CheckMethod
    device_id: Code | None
    ends_at: Instant
    """When the task ends by plan."""


class VolunteerCheckedOut(TaskEvent):
    """Finished."""

    volunteer_id: VolunteerId
    at: Instant
    method: CheckMethod
    device_id: Code | None


class CheckOutMissed(TaskEvent):
    """Should have checked out by now, and has not."""

    volunteer_id: VolunteerId


class TaskReleased(TaskEvent):
    """The order was cancelled: its volunteers are free."""
