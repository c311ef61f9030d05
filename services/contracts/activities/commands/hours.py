"""Asked about a volunteer's hours: verified, corrected or revoked by somebody else."""

from services.contracts.ids import TaskId, VolunteerId
from services.kernel import Command, Instant, Line


class HoursCommand(Command, category="hours", about="volunteer_id"):
    """Asked about the hours of a volunteer."""

    volunteer_id: VolunteerId


class VerifyHours(HoursCommand):
    """An organiser vouches for check-in and check-out; without a check-out it is pending."""

    task_id: TaskId


class CorrectHours(HoursCommand):
    """A second person sets the times right, within ten working days (A-INV-7)."""

    task_id: TaskId
    checked_out_at: Instant
    checked_in_at: Instant | None = None
    reason: Line


class RevokeHours(HoursCommand):
    """The minutes of this task are taken back, by a further event (A-INV-8)."""

    task_id: TaskId
    reason: Line


class HoldHours(HoursCommand, internal=True):
    """The room notes: this volunteer did not check out."""

    task_id: TaskId
