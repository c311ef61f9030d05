"""The clocks of a petition (时限): how long each may take, and from when it is counted.

Handling runs from the dispatch, never from the signature (P-LAW-14); until there is one it runs
from the acceptance, so that nothing hangs in the air. A formal petition's sixty days run from its
acceptance alone (P-LAW-5).
"""

from datetime import datetime, timedelta

from services.contracts.petitions.clocks import Clock, ClockKind, PeriodUnit
from services.contracts.petitions.words import Regime, TopicClass, Urgency
from services.kernel import State
from services.petitions.hall.known import Facts
from services.petitions.hall.refusals_clocks import MajorNeedsDueDate
from services.petitions.hall.states import Hall
from services.petitions.hall.timed import GIVEN
from services.petitions.periods import (
    a_working_day_before,
    after_calendar_days,
    after_working_days,
)

UPSTREAM = "UPSTREAM"


class Standard(State):
    """So much time, by this rule."""

    amount: int
    unit: PeriodUnit
    rule_ref: str


FORMAL = Standard(amount=60, unit=PeriodUnit.CALENDAR_DAY, rule_ref="P-LAW-5")
DIFFICULT = Standard(amount=15, unit=PeriodUnit.WORKING_DAY, rule_ref="DIFFICULT")
PRACTICAL = Standard(amount=5, unit=PeriodUnit.WORKING_DAY, rule_ref="P-LAW-15")
CONTACT = Standard(amount=1, unit=PeriodUnit.WORKING_DAY, rule_ref="FIRST-CONTACT")
URGENT_CONTACT = Standard(amount=2, unit=PeriodUnit.HOUR, rule_ref="FIRST-CONTACT-URGENT")
CALL_BACK = Standard(amount=5, unit=PeriodUnit.WORKING_DAY, rule_ref="CALL-BACK")
DECISION = Standard(amount=3, unit=PeriodUnit.WORKING_DAY, rule_ref="P-INV-9")
RETURN_FORMAL, RETURN = 5, 1
"""Working days in which a ticket may be given back (P-LAW-4)."""


def clock_of(facts: Facts, kind: ClockKind) -> Clock | None:
    """The running one of this kind."""
    return next((each for each in facts.clocks if each.kind is kind), None)


def at_acceptance(given: datetime | None, facts: Facts, setting: Hall) -> tuple[Clock, ...]:
    """Handling, last; before it the first contact, where there is somebody to contact."""
    handling = _handling(given, facts, setting)
    if handling is None:
        raise MajorNeedsDueDate
    if facts.petitioner is None:
        return (handling,)
    contact = URGENT_CONTACT if facts.urgency is Urgency.URGENT else CONTACT
    return (counted(ClockKind.FIRST_CONTACT, contact, facts.cycle, setting), handling)


def at_dispatch(given: datetime | None, facts: Facts, setting: Hall) -> Clock:
    """The date promised at acceptance holds; of several dates the earliest does. A ticket that was
    given back goes on under the clock that runs: returning it wins no time (P-LAW-14)."""
    known = clock_of(facts, ClockKind.HANDLING)
    if known is not None and (facts.returned or _counts_from_acceptance(facts)):
        clock: Clock | None = known
    else:
        clock = _handling(facts.promised, facts, setting)
    if clock is None and given is None:
        raise MajorNeedsDueDate
    if clock is None:
        return _given(given, facts.cycle, setting)
    return _bounded(clock, given, setting)


def return_until(facts: Facts, setting: Hall) -> datetime:
    """Until when a unit may ask to give it back, counted from the dispatch (P-LAW-4)."""
    window = RETURN_FORMAL if facts.regime is Regime.FORMAL else RETURN
    return after_working_days(setting.occurred_at, window, setting.around.calendars)


def at_reopening(given: datetime | None, facts: Facts, setting: Hall) -> tuple[Clock, ...]:
    """A new cycle has a handling clock of its own."""
    clock = _handling(given, facts, setting)
    return () if clock is None else (clock,)


def counted(kind: ClockKind, standard: Standard, cycle: int, setting: Hall) -> Clock:
    """From when it happened, by the calendar as it is."""
    return _by(kind, standard, cycle, setting.occurred_at, setting)


def recounted(clock: Clock, facts: Facts, setting: Hall) -> Clock:
    """The same period from the same start, by today's calendar. A given date is nobody's count."""
    if clock.unit is None or clock.amount is None:
        return clock
    standard = Standard(amount=clock.amount, unit=clock.unit, rule_ref=clock.rule_ref)
    renewed = _by(clock.kind, standard, facts.cycle, clock.start_at, setting)
    promised = facts.promised if clock.kind is ClockKind.HANDLING else None
    return _bounded(renewed, promised, setting)


def _handling(given: datetime | None, facts: Facts, setting: Hall) -> Clock | None:
    """None: a major matter, whose date is that of its stages, and nobody has said it."""
    upstream, topic = facts.upstream_due_at, facts.classification
    if upstream is not None:
        due = a_working_day_before(upstream, setting.around.calendars)
        sooner = _dated(due, UPSTREAM, facts.cycle, setting)
        return _bounded(sooner, given, setting)
    if facts.regime is Regime.FORMAL:
        standard = FORMAL
    elif topic is None or topic.topic_class is TopicClass.PRACTICAL:
        standard = PRACTICAL
    elif topic.topic_class is TopicClass.DIFFICULT:
        standard = DIFFICULT
    else:
        return None if given is None else _given(given, facts.cycle, setting)
    clock = counted(ClockKind.HANDLING, standard, facts.cycle, setting)
    return _bounded(clock, given, setting)


def _counts_from_acceptance(facts: Facts) -> bool:
    return facts.regime is Regime.FORMAL or facts.upstream_due_at is not None


def _bounded(clock: Clock, given: datetime | None, setting: Hall) -> Clock:
    if given is None or clock.due_at <= given:
        return clock
    told = {"due_at": given, "unit": None, "amount": None, "rule_ref": GIVEN}
    return clock.model_copy(update={**told, "warn_at": _warned(given, setting)})


def _given(due: datetime | None, cycle: int, setting: Hall) -> Clock:
    if due is None:
        raise MajorNeedsDueDate
    return _dated(due, GIVEN, cycle, setting)


def _dated(due: datetime, rule: str, cycle: int, setting: Hall) -> Clock:
    return Clock(
        clock_id=f"{ClockKind.HANDLING}-{cycle}",
        kind=ClockKind.HANDLING,
        start_at=setting.occurred_at,
        warn_at=_warned(due, setting),
        due_at=due,
        unit=None,
        amount=None,
        rule_ref=rule,
    )


def _by(kind: ClockKind, standard: Standard, cycle: int, start: datetime, setting: Hall) -> Clock:
    calendars, amount = setting.around.calendars, standard.amount
    match standard.unit:
        case PeriodUnit.CALENDAR_DAY:
            due = after_calendar_days(start, amount, calendars)
            warn = _warned(due, setting)
        case PeriodUnit.WORKING_DAY:
            due = after_working_days(start, amount, calendars)
            warn = _warned(due, setting)
        case PeriodUnit.HOUR:
            due = start + timedelta(hours=amount)
            warn = start + timedelta(hours=amount) / 2
    return Clock(
        clock_id=f"{kind}-{cycle}",
        kind=kind,
        start_at=start,
        warn_at=warn,
        due_at=due,
        unit=standard.unit,
        amount=amount,
        rule_ref=standard.rule_ref,
    )


def _warned(due: datetime, setting: Hall) -> datetime:
    return a_working_day_before(due, setting.around.calendars)
