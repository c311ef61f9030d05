"""A volunteer's hours, task by task: pending, credited, revoked."""

from datetime import date, datetime

from rpds import HashTrieMap

from services.activities.orders.credit import Span
from services.contracts.activities.events.hours import (
    HoursCorrected,
    HoursEvent,
    HoursPending,
    HoursRevoked,
    HoursVerified,
)
from services.contracts.ids import PersonId, TaskId
from services.kernel import State, replace


class Entry(State):
    """`by`: who entered it (None: the room itself). It may be corrected until `correct_by`."""

    by: PersonId | None
    correct_by: date


class Pending(Entry):
    """Nothing is credited yet."""

    arrived: datetime


class Credited(Entry):
    """This time counts."""

    span: Span


class Revoked(State):
    """It counts no more."""


class Hours(State):
    """What one volunteer did, by task."""

    entries: "HashTrieMap[TaskId, Pending | Credited | Revoked]" = HashTrieMap()

    def spans(self, without: TaskId) -> list[Span]:
        """The credited times of all other tasks."""
        return [
            each.span
            for task, each in self.entries.items()
            if task != without and isinstance(each, Credited)
        ]


def evolve(hours: Hours, event: HoursEvent) -> Hours:
    task, held = event.task_id, hours.entries.get(event.task_id)
    match event, held:
        case HoursVerified(), _:
            span = Span(begins=event.counted_from, ends=event.counted_to)
            entry = Credited(by=event.verified_by, correct_by=event.correct_by, span=span)
            return Hours(entries=hours.entries.insert(task, entry))
        case HoursPending(), _:
            waiting = Pending(
                by=event.held_by, correct_by=event.correct_by, arrived=event.checked_in_at
            )
            return Hours(entries=hours.entries.insert(task, waiting))
        case HoursCorrected(), Entry(correct_by=until):
            span = Span(begins=event.counted_from, ends=event.counted_to)
            entry = Credited(by=event.approver, correct_by=until, span=span)
            return Hours(entries=hours.entries.insert(task, entry))
        case HoursRevoked(), _:
            return replace(hours, entries=hours.entries.insert(task, Revoked()))
        case _:
            return hours
