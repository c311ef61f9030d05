"""Asked about a task: the invitation to volunteers, their answers, their presence."""

from typing import Annotated

from pydantic import Field

from services.contracts.activities.words import (
    CandidateGroup,
    CheckMethod,
    OfferedTo,
    UnwillingReason,
)
from services.contracts.ids import OrderId, TaskId, VolunteerId
from services.kernel import Code, Command, Instant, Line


class TaskCommand(Command, category="task", about="task_id"):
    """Asked about a task."""

    task_id: TaskId


class OfferTask(TaskCommand, creates=True):
    """Invite volunteers to serve an approved order (派单 is an invitation, A-INV-1).

    First these, until `respond_by`; then group after group; then the open pool, until `pool_until`
    (the beginning, if not said); then the order is unfilled (A-INV-2). OPEN_POOL invites everyone
    at once, until `respond_by`.
    """

    order_id: OrderId
    to: OfferedTo
    coalition_id: Code | None = None
    candidates: Annotated[tuple[VolunteerId, ...], Field(max_length=500)] = ()
    respond_by: Instant
    next_groups: Annotated[tuple[CandidateGroup, ...], Field(max_length=10)] = ()
    pool_until: Instant | None = None
    needed: Annotated[int, Field(ge=1, le=100)] = 1
    agreement_needed: bool = False
    starts_at: Instant
    ends_at: Instant


class AcceptTask(TaskCommand):
    """A candidate takes it on: only this binds."""

    volunteer_id: VolunteerId
    agreement_ref: Line | None = None


class DeclineTask(TaskCommand):
    """A candidate does not; no reason is owed, nothing follows from it."""

    volunteer_id: VolunteerId
    reason: UnwillingReason | None = None


class CancelAcceptance(TaskCommand):
    """A volunteer who accepted cannot come after all; the place is offered again."""

    volunteer_id: VolunteerId
    reason: UnwillingReason | None = None


class ExpireOffer(TaskCommand):
    """The time to answer has passed: on to the next group. The room asks it, or an organiser."""

    attempt: Annotated[int, Field(ge=1)]


class CheckIn(TaskCommand):
    """The volunteer has arrived."""

    volunteer_id: VolunteerId
    method: CheckMethod
    device_id: Code | None = None


class CheckOut(TaskCommand):
    """The volunteer has finished."""

    volunteer_id: VolunteerId
    method: CheckMethod
    device_id: Code | None = None


class LapseCheckOut(TaskCommand, internal=True):
    """The room reminds itself: this volunteer should have checked out by now."""

    volunteer_id: VolunteerId


class ReleaseTask(TaskCommand, internal=True):
    """The room lets its volunteers go: the order was cancelled."""
