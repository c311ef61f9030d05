"""Which clocks run after an event: part of what the events mean, for the hall and whoever hears it.

An event that carries clocks starts them; one that tells what a clock waits for stops it.
"""

from collections.abc import Collection

from services.contracts.petitions.clocks import Clock, ClockKind
from services.contracts.petitions.events.clocks import DeadlineRecalculated
from services.contracts.petitions.events.closing import (
    CallbackCompleted,
    PetitionClosed,
    PetitionReopened,
    ReopeningDeclined,
)
from services.contracts.petitions.events.extensions import ExtensionDecided
from services.contracts.petitions.events.petition import (
    PetitionAccepted,
    PetitionDispatched,
    PetitionerContacted,
    PetitionReplied,
    PetitionVoided,
    PetitionWithdrawn,
)
from services.contracts.petitions.events.reviews import ReviewConcluded, ReviewRequested
from services.kernel import Event

_NONE: frozenset[ClockKind] = frozenset()
EVERY = frozenset(ClockKind)
_THE_HALLS = EVERY - {ClockKind.REVIEW}
"""What the authority above owes it owes whatever the hall does with the petition meanwhile."""


def started(event: Event) -> tuple[Clock, ...]:
    """The clocks this event starts, or sets again."""
    match event:
        case (
            PetitionAccepted(clocks=clocks)
            | PetitionDispatched(clocks=clocks)
            | PetitionReplied(clocks=clocks)
            | CallbackCompleted(clocks=clocks)
            | PetitionReopened(clocks=clocks)
            | ReviewRequested(clocks=clocks)
        ):
            return clocks
        case DeadlineRecalculated(clock=clock) | ExtensionDecided(clock=Clock() as clock):
            return (clock,)
        case _:
            return ()


def stopped(event: Event) -> Collection[ClockKind]:
    """The kinds of clock that have got what they waited for."""
    match event:
        case PetitionerContacted(reached=True):
            return {ClockKind.FIRST_CONTACT}
        case PetitionReplied():
            return {ClockKind.FIRST_CONTACT, ClockKind.HANDLING}
        case CallbackCompleted(effective=True):
            return {ClockKind.CALL_BACK}
        case ReopeningDeclined():
            return {ClockKind.REOPENING_DECISION}
        case ReviewConcluded():
            return {ClockKind.REVIEW}
        case PetitionClosed() | PetitionReopened():
            return _THE_HALLS
        case PetitionWithdrawn() | PetitionVoided():
            return EVERY
        case _:
            return _NONE


def running(clocks: tuple[Clock, ...], event: Event) -> tuple[Clock, ...]:
    """Those that run after it, of those that ran before."""
    new, ended = started(event), stopped(event)
    if not new and not ended:
        return clocks
    over = {*ended, *(clock.kind for clock in new)}
    return (*(clock for clock in clocks if clock.kind not in over), *new)
