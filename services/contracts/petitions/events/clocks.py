"""What is told of a petition's clocks: due soon, overdue, counted anew, supervised.

Names and fields are kept for good: add freely, never rename, never remove.
"""

from datetime import date

from services.contracts.ids import PersonId
from services.contracts.petitions.clocks import (
    Clock,
    ClockKind,
    SupervisionLevel,
    SupervisionTrigger,
)
from services.contracts.petitions.events.petition import PetitionEvent
from services.kernel import Code, Event, Instant, Line


class DeadlineApproached(PetitionEvent):
    """Due soon."""

    clock_id: Code
    kind: ClockKind
    due_at: Instant


class DeadlineBreached(PetitionEvent):
    """Overdue: what this clock waits for had not been told when it ran out."""

    clock_id: Code
    kind: ClockKind
    due_at: Instant


class DeadlineRecalculated(PetitionEvent):
    """Counted anew by the calendar as it is now, from the same start; nothing else moves one."""

    clock: Clock
    due_before: Instant
    governing_due_at: Instant
    """Of its own date and its members', the earliest (P-INV-5)."""
    reason: Line


class HandlingUrged(PetitionEvent):
    """Those who have it in hand are reminded (催办), once a day at most."""

    clock_id: Code
    kind: ClockKind
    due_at: Instant
    on: date
    urged_by: PersonId


class SupervisionOpened(PetitionEvent):
    """Under supervision (督办), or under a heavier form of it than before."""

    level: SupervisionLevel
    trigger: SupervisionTrigger
    clock_id: Code | None
    """The clock that ran out, where that is why."""
    reason: Line | None


class SupervisionClosed(PetitionEvent):
    """No longer supervised: with what result."""

    result: Line


type ClockEvent = (
    DeadlineApproached
    | DeadlineBreached
    | DeadlineRecalculated
    | HandlingUrged
    | SupervisionOpened
    | SupervisionClosed
)
clock_events: tuple[type[Event], ...] = (
    DeadlineApproached,
    DeadlineBreached,
    DeadlineRecalculated,
    HandlingUrged,
    SupervisionOpened,
    SupervisionClosed,
)
