"""What an event makes of a petition's clocks and supervision."""

from datetime import datetime

from services.contracts.petitions.clocks import ClockKind
from services.contracts.petitions.events.clocks import (
    DeadlineBreached,
    SupervisionClosed,
    SupervisionOpened,
)
from services.contracts.petitions.events.petition import (
    PetitionAccepted,
    PetitionEvent,
)
from services.contracts.petitions.running import running, started
from services.kernel import replace
from services.petitions.hall.known import Facts

GIVEN = "GIVEN"
"""The rule of a date that somebody promised."""


def timed(facts: Facts, event: PetitionEvent) -> Facts:
    match event:
        case DeadlineBreached(clock_id=clock):
            return replace(facts, breached=facts.breached | {clock})
        case SupervisionOpened(level=level):
            return replace(facts, supervision=level)
        case SupervisionClosed():
            return replace(facts, supervision=None)
        case PetitionAccepted():
            return _clocked(replace(facts, promised=_promised(event)), event)
        case _:
            return _clocked(facts, event)


def _clocked(facts: Facts, event: PetitionEvent) -> Facts:
    """A new handling clock says until when."""
    clocks = running(facts.clocks, event)
    if clocks is facts.clocks:
        return facts
    due = [each.due_at for each in started(event) if each.kind is ClockKind.HANDLING]
    return replace(facts, clocks=clocks, due_at=due[0] if due else facts.due_at)


def _promised(event: PetitionAccepted) -> datetime | None:
    """Before there were clocks, every date was somebody's promise."""
    rules = {each.rule_ref for each in event.clocks if each.kind is ClockKind.HANDLING}
    return event.due_at if not rules or GIVEN in rules else None
