"""What is told about a volunteer's hours. The total is their sum; none is edited (A-INV-8).

Credited minutes = Σ HoursVerified.minutes + Σ HoursCorrected.delta − Σ HoursRevoked.minutes.
Names and fields are kept for good: add freely, never rename, never remove.
"""

from datetime import date

from services.contracts.activities.words import Audience, HoursBasis, PendingReason
from services.contracts.ids import OrderId, PersonId, TaskId, VolunteerId
from services.kernel import Code, Event, Instant, Line


class HoursEvent(Event, category="hours", about="volunteer_id"):
    """About what a volunteer did for a task."""

    volunteer_id: VolunteerId
    task_id: TaskId


class HoursVerified(HoursEvent):
    """An organiser vouches: these minutes are credited beyond those before (A-INV-6)."""

    order_id: OrderId
    estate_id: Code
    audience: Audience
    minutes: int
    basis: HoursBasis
    counted_from: Instant
    counted_to: Instant
    verified_by: PersonId | None
    correct_by: date


class HoursPending(HoursEvent):
    """Nothing is credited before a second person has set the times right (A-INV-7)."""

    order_id: OrderId
    estate_id: Code
    audience: Audience
    reason: PendingReason
    checked_in_at: Instant
    held_by: PersonId | None
    correct_by: date


class HoursCorrected(HoursEvent):
    """A second person set the times right: `delta` minutes more (or less) are credited."""

    delta: int
    basis: HoursBasis
    counted_from: Instant
    counted_to: Instant
    reason: Line
    approver: PersonId | None


class HoursRevoked(HoursEvent):
    """`minutes` credited before are taken back; 0 where they were pending."""

    minutes: int
    reason: Line
    revoked_by: PersonId | None
