"""When a clock runs out: it is told, and a difficult matter is put under supervision (P-INV-14)."""

from collections.abc import Sequence
from datetime import datetime

from services.contracts.petitions.clocks import (
    Clock,
    ClockKind,
    SupervisionLevel,
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
)
from services.contracts.petitions.events.clocks import (
    DeadlineApproached,
    DeadlineBreached,
    DeadlineRecalculated,
    SupervisionClosed,
    SupervisionOpened,
)
from services.contracts.petitions.events.duplicates import (
    DuplicateJoined,
    DuplicateLeft,
    PetitionUnmerged,
)
from services.contracts.petitions.events.petition import PetitionDispatched, PetitionEvent
from services.contracts.petitions.running import started, stopped
from services.contracts.petitions.words import TopicClass
from services.kernel import CancelTimer, Deadline, SetTimer, replace
from services.petitions.hall.clocks import clock_of, recounted
from services.petitions.hall.due import governing
from services.petitions.hall.refusals_clocks import AlreadySupervised, NoSuchClock, NotSupervised
from services.petitions.hall.states import (
    Closed,
    Declined,
    Facts,
    Hall,
    KnownPetition,
    Merged,
    Voided,
    Withdrawn,
)
from services.petitions.hall.why_not import why_not


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
        case Merged() | Withdrawn() | Voided() | Declined() | Closed(), SuperviseSilence():
            return []
        case _, SuperviseSilence():
            return _listed(command, facts)
        case Merged() | Withdrawn() | Voided() | Declined() | Closed(), OpenSupervision():
            raise why_not(petition)
        case _, OpenSupervision():
            return [_opened(command, facts)]
        case _, CloseSupervision(result=result):
            if facts.supervision is None:
                raise NotSupervised
            return [SupervisionClosed(petition_id=which, result=result)]


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
    difficult = topic is not None and topic.topic_class is TopicClass.DIFFICULT
    if not difficult or facts.supervision is not None:
        return []
    return [
        SupervisionOpened(
            petition_id=command.petition_id,
            level=SupervisionLevel.NORMAL,
            trigger=SupervisionTrigger.OVERDUE,
            clock_id=clock.clock_id,
            reason=None,
        )
    ]


def _listed(command: SuperviseSilence, facts: Facts) -> list[PetitionEvent]:
    """Unless it is supervised so heavily already."""
    if facts.supervision in (SupervisionLevel.LISTED, SupervisionLevel.SUMMONS):
        return []
    return [
        SupervisionOpened(
            petition_id=command.petition_id,
            level=SupervisionLevel.LISTED,
            trigger=SupervisionTrigger.OVERDUE,
            clock_id=None,
            reason=None,
        )
    ]


def _opened(command: OpenSupervision, facts: Facts) -> SupervisionOpened:
    ladder = list(SupervisionLevel)
    now = facts.supervision
    if now is not None and ladder.index(command.level) <= ladder.index(now):
        raise AlreadySupervised(level=now)
    return SupervisionOpened(**vars(command), clock_id=None)


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
        case PetitionDispatched(due_at=due) | DeadlineRecalculated(governing_due_at=due) if (
            kind is ClockKind.HANDLING
        ):
            until = due
        case _:
            until = clock.due_at
    told: list[Deadline] = [SetTimer(name=f"{kind}-over", due_at=until, command=over)]
    if clock.warn_at > clock.start_at:
        told.append(SetTimer(name=f"{kind}-soon", due_at=clock.warn_at, command=soon))
    return told
