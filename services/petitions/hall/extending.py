"""More time for handling (延期): asked in time with a reason, granted once, by somebody else.

A formal petition's is bounded by law (P-LAW-5: 30 days); of the others, whose limit is a local
default, at most so many days as a difficult matter has (P-LAW-15). The days are calendar days
after the last day of the clock that runs.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from services.contracts.petitions.clocks import Clock, ClockKind
from services.contracts.petitions.commands.extensions import (
    DecideExtension,
    ExtensionCommand,
    RequestExtension,
)
from services.contracts.petitions.events.extensions import ExtensionDecided, ExtensionRequested
from services.contracts.petitions.events.petition import PetitionEvent
from services.contracts.petitions.words import Regime
from services.kernel import replace
from services.petitions.asker import person
from services.petitions.hall.clocks import clock_of
from services.petitions.hall.due import governing
from services.petitions.hall.known import Extension, Facts
from services.petitions.hall.refusals_clocks import NoSuchClock
from services.petitions.hall.refusals_extensions import (
    AlreadyExtended,
    ExtensionAlreadyRequested,
    ExtensionNotRequested,
    ExtensionTooLate,
    ExtensionTooLong,
    OwnExtensionRequest,
    PetitionerNotTold,
    UpstreamGivesTheDate,
)
from services.petitions.hall.states import Dispatch, Dispatched, Hall, InHandling, KnownPetition
from services.petitions.hall.why_not import why_not
from services.petitions.periods import a_working_day_before, after_calendar_days

LONGEST_FORMAL, LONGEST = 30, 15
RULE = "P-INV-6"
_MOMENT = timedelta(microseconds=1)


def decide(
    command: ExtensionCommand, petition: KnownPetition, setting: Hall
) -> Sequence[PetitionEvent]:
    match petition:
        case Dispatched(dispatch=dispatch) | InHandling(dispatch=Dispatch() as dispatch):
            facts = petition.facts
        case _:
            raise why_not(petition)
    clock = clock_of(facts, ClockKind.HANDLING)
    if clock is None:
        raise NoSuchClock
    match command:
        case RequestExtension():
            return [_requested(command, facts, clock, dispatch, setting)]
        case DecideExtension():
            return [_decided(command, facts, clock, setting)]


def _requested(
    command: RequestExtension, facts: Facts, clock: Clock, dispatch: Dispatch, setting: Hall
) -> ExtensionRequested:
    if facts.upstream_due_at is not None:
        raise UpstreamGivesTheDate
    if facts.extension is not None and facts.extension.granted:
        raise AlreadyExtended
    if _pending(facts, clock) is not None:
        raise ExtensionAlreadyRequested
    longest = LONGEST_FORMAL if facts.regime is Regime.FORMAL else LONGEST
    if command.days > longest:
        raise ExtensionTooLong(longest=longest)
    _in_time(facts, clock, setting)
    return ExtensionRequested(
        **vars(command),
        clock_id=clock.clock_id,
        org=dispatch.lead_org,
        requested_by=person(setting.asker),
    )


def _decided(
    command: DecideExtension, facts: Facts, clock: Clock, setting: Hall
) -> ExtensionDecided:
    asked = _pending(facts, clock)
    if asked is None:
        raise ExtensionNotRequested
    if asked.by == person(setting.asker):
        raise OwnExtensionRequest
    renewed = clock
    if command.approved:
        _in_time(facts, clock, setting)
        if facts.petitioner is not None and not command.petitioner_told:
            raise PetitionerNotTold
        renewed = _extended(clock, asked.days, setting)
    return ExtensionDecided(
        **vars(command),
        clock=renewed if command.approved else None,
        due_before=clock.due_at,
        governing_due_at=_governing(facts, renewed),
        decided_by=person(setting.asker),
    )


def _pending(facts: Facts, clock: Clock) -> Extension | None:
    """What was asked of a clock that was reset since is nobody's question any more."""
    asked = facts.extension
    if asked is None or asked.granted or asked.clock_id != clock.clock_id:
        return None
    return asked


def _in_time(facts: Facts, clock: Clock, setting: Hall) -> None:
    """The last day is in time until its 24:00, and not once it was told that it is over."""
    over = setting.occurred_at >= _governing(facts, clock)
    if over or clock.clock_id in facts.breached:
        raise ExtensionTooLate


def _governing(facts: Facts, clock: Clock) -> datetime:
    return governing(replace(facts, due_at=clock.due_at)) or clock.due_at


def _extended(clock: Clock, days: int, setting: Hall) -> Clock:
    calendars = setting.around.calendars
    due = after_calendar_days(clock.due_at - _MOMENT, days, calendars)
    return clock.model_copy(
        update={
            "due_at": due,
            "warn_at": a_working_day_before(due, calendars),
            "unit": None,
            "amount": None,
            "rule_ref": RULE,
        }
    )
