"""The clocks as they run: told when near and when out, counted anew, urged and supervised."""

from collections.abc import Sequence
from datetime import datetime

from services.contracts.petitions.clocks import (
    Clock,
    ClockKind,
    SupervisionTrigger,
)
from services.contracts.petitions.commands.clocks import (
    ApproachDeadline,
    BreachDeadline,
    ClockCommand,
    CloseSupervision,
    OpenSupervision,
    RecalculateDeadline,
    SuperviseSilence,
    UrgeHandling,
)
from services.contracts.petitions.events.clocks import (
    DeadlineApproached,
    DeadlineBreached,
    DeadlineRecalculated,
)
from services.contracts.petitions.events.duplicates import (
    DuplicateJoined,
    DuplicateLeft,
    PetitionUnmerged,
)
from services.contracts.petitions.events.extensions import ExtensionDecided
from services.contracts.petitions.events.petition import PetitionDispatched, PetitionEvent
from services.contracts.petitions.running import started, stopped
from services.contracts.petitions.words import TopicClass
from services.kernel import CancelTimer, Deadline, SetTimer, replace
from services.petitions.hall import supervising, urging
from services.petitions.hall.clocks import clock_of, recounted
from services.petitions.hall.due import governing
from services.petitions.hall.known import Facts
from services.petitions.hall.refusals_clocks import NoSuchClock
from services.petitions.hall.states import (
    Hall,
    KnownPetition,
    Merged,
)


def decide(
    command: ClockCommand, petition: KnownPetition, setting: Hall
) -> Sequence[PetitionEvent]:
    which, facts = command.petition_id, petition.facts
    match petition, command:
        case Merged(), ApproachDeadline() | BreachDeadline():
            return []  # it goes on within its lead, under the earliest date of all
        case _, ApproachDeadline(kind=kind) | BreachDeadline(kind=kind):
            return _ran_out(command, facts, clock_of(facts, kind), setting)
        case _, RecalculateDeadline(kind=kind, reason=reason):
            clock = clock_of(facts, kind)
            if clock is None:
                raise NoSuchClock
            renewed = recounted(clock, facts, setting)
            if renewed == clock:
                return []
            return [
                DeadlineRecalculated(
                    petition_id=which,
                    clock=renewed,
                    due_before=clock.due_at,
                    governing_due_at=_until(facts, renewed),
                    reason=reason,
                )
            ]
        case _, OpenSupervision() | CloseSupervision() | SuperviseSilence():
            return supervising.decide(command, petition)
        case _, UrgeHandling():
            return urging.decide(command, petition, setting)


def _ran_out(
    command: ApproachDeadline | BreachDeadline, facts: Facts, clock: Clock | None, setting: Hall
) -> Sequence[PetitionEvent]:
    """A timer may come late, or for a clock that was met or moved since: then there is nothing."""
    if clock is None or clock.clock_id in facts.breached:
        return []
    due = _until(facts, clock)
    which, clock_id, kind = command.petition_id, clock.clock_id, clock.kind
    match command:
        case ApproachDeadline() if setting.now < due:
            return [DeadlineApproached(petition_id=which, clock_id=clock_id, kind=kind, due_at=due)]
        case BreachDeadline() if setting.now >= due:
            late = DeadlineBreached(petition_id=which, clock_id=clock_id, kind=kind, due_at=due)
            return [late, *_supervised(command, facts, clock)]
        case _:
            return []


def _until(facts: Facts, clock: Clock) -> datetime:
    """A lead is to be answered by the earliest date of its members and itself (P-INV-5)."""
    if clock.kind is not ClockKind.HANDLING:
        return clock.due_at
    return governing(replace(facts, due_at=clock.due_at)) or clock.due_at


def _supervised(command: BreachDeadline, facts: Facts, clock: Clock) -> list[PetitionEvent]:
    topic = facts.classification
    if topic is None or topic.topic_class is not TopicClass.DIFFICULT:
        return []
    which, overdue = command.petition_id, SupervisionTrigger.OVERDUE
    return supervising.supervised(which, facts, overdue, clock.clock_id)


def deadlines(event: PetitionEvent) -> Sequence[Deadline]:
    """Two timers a clock. A lead's breach moves with the earliest date of its members."""
    which = event.petition_id
    clocks = event.clocks if isinstance(event, PetitionUnmerged) else started(event)
    new = {clock.kind for clock in clocks}
    ended: list[Deadline] = [
        CancelTimer(name=f"{kind}-{end}")
        for kind in ClockKind
        if kind in stopped(event) and kind not in new
        for end in ("soon", "over")
    ]
    match event:
        case DuplicateJoined(governing_due_at=due) | DuplicateLeft(governing_due_at=due) if due:
            over = BreachDeadline(petition_id=which, kind=ClockKind.HANDLING)
            return [SetTimer(name=f"{ClockKind.HANDLING}-over", due_at=due, command=over)]
        case _:
            return [*ended, *(each for clock in clocks for each in _timers(event, clock))]


def _timers(event: PetitionEvent, clock: Clock) -> list[Deadline]:
    which, kind = event.petition_id, clock.kind
    soon = ApproachDeadline(petition_id=which, kind=kind)
    over = BreachDeadline(petition_id=which, kind=kind)
    match event:
        case (
            PetitionDispatched(due_at=due)
            | DeadlineRecalculated(governing_due_at=due)
            | ExtensionDecided(governing_due_at=due)
        ) if kind is ClockKind.HANDLING:
            until = due
        case _:
            until = clock.due_at
    told: list[Deadline] = [SetTimer(name=f"{kind}-over", due_at=until, command=over)]
    if clock.warn_at > clock.start_at:
        told.append(SetTimer(name=f"{kind}-soon", due_at=clock.warn_at, command=soon))
    return told
