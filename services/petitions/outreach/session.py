"""A station's outreach session of one week (四下基层): held, or missed (P-INV-17).

Every week that ends schedules the next, for as long as the station is in use. A session is missed
a day after its week: what was done on Sunday may be entered on Monday (domain §3.0).
"""

from collections.abc import Sequence

from services.contracts.petitions.commands.outreach import (
    AnyOutreachCommand,
    EndOutreachWeek,
    ExcuseOutreachSession,
    HoldOutreachSession,
    ScheduleOutreachSession,
)
from services.contracts.petitions.events.outreach import (
    AnyOutreachEvent,
    OutreachMissExplained,
    OutreachSessionCancelled,
    OutreachSessionHeld,
    OutreachSessionMissed,
    OutreachSessionScheduled,
)
from services.kernel import (
    CancelTimer,
    Deadline,
    Decider,
    SetTimer,
    Setting,
    Standing,
    State,
    replace,
)
from services.kernel.writing import LATE_ENTRY_GRACE
from services.petitions.outreach.periods import (
    station_of,
    week_of,
)
from services.petitions.outreach.refusals import (
    OutreachIsCancelled,
    OutreachIsHeld,
    OutreachIsMissed,
    OutreachUnknown,
)
from services.petitions.outreach.telling import held, scheduled, week
from services.petitions.surroundings import Surroundings


class Unscheduled(State):
    """Nobody expects one."""


class Scheduled(State):
    """Owed this week."""

    recurring: bool


class Held(Scheduled):
    """It took place."""

    told: OutreachSessionHeld


class Missed(Scheduled):
    """None took place. `explained`: somebody has said why."""

    explained: bool


class Cancelled(Scheduled):
    """None was due."""


type Session = Unscheduled | Scheduled | Held | Missed | Cancelled
type InWeek = Setting[Session, Surroundings]


def decide(
    command: AnyOutreachCommand, session: Session, setting: InWeek
) -> Sequence[AnyOutreachEvent]:
    match session, command:
        case Unscheduled(), ScheduleOutreachSession():
            return scheduled(command, setting)
        case Scheduled(recurring=False), ScheduleOutreachSession() if setting.asker.is_system:
            return scheduled(command, setting)  # what was entered by hand joins the row of weeks
        case _, ScheduleOutreachSession():
            return []
        case Unscheduled(), EndOutreachWeek():
            return []
        case Unscheduled(), HoldOutreachSession() | ExcuseOutreachSession():
            raise OutreachUnknown
        case Held() | Missed() | Cancelled(), EndOutreachWeek():
            return []
        case Held(told=told), HoldOutreachSession():
            if told == held(command, setting):
                return []
            raise OutreachIsHeld
        case Held(), ExcuseOutreachSession():
            raise OutreachIsHeld
        case Missed(explained=False), ExcuseOutreachSession(reason=reason):
            return [OutreachMissExplained(**week(command), reason=reason)]
        case Missed(), _:
            raise OutreachIsMissed
        case Cancelled(), _:
            raise OutreachIsCancelled
        case _, HoldOutreachSession():
            return [held(command, setting)]
        case _, ExcuseOutreachSession(reason=reason):
            return [OutreachSessionMissed(**week(command), reason=reason)]
        case _, EndOutreachWeek():
            if station_of(command.outreach_id) not in setting.around.in_use:
                return [OutreachSessionCancelled(**week(command))]
            return [OutreachSessionMissed(**week(command), reason=None)]


def evolve(session: Session, event: AnyOutreachEvent) -> Session:
    match session, event:
        case Unscheduled(), OutreachSessionScheduled(recurring=recurring):
            return Scheduled(recurring=recurring)
        case Scheduled(), OutreachSessionScheduled(recurring=recurring):
            return replace(session, recurring=recurring)
        case Scheduled(recurring=recurring), OutreachSessionHeld():
            return Held(recurring=recurring, told=event)
        case Scheduled(recurring=recurring), OutreachSessionMissed(reason=reason):
            return Missed(recurring=recurring, explained=reason is not None)
        case Missed(), OutreachMissExplained():
            return replace(session, explained=True)
        case Scheduled(recurring=recurring), OutreachSessionCancelled():
            return Cancelled(recurring=recurring)
        case _:
            return session


def deadlines(event: AnyOutreachEvent) -> Sequence[Deadline]:
    """The next week's command goes to the next week's stream."""
    match event:
        case OutreachSessionScheduled(outreach_id=which, ends_at=end):
            over = EndOutreachWeek(outreach_id=which)
            missed = SetTimer(name="missed", due_at=end + LATE_ENTRY_GRACE, command=over)
            following = ScheduleOutreachSession(outreach_id=f"{event.station_id}-{week_of(end)}")
            turn = SetTimer(name="next-week", due_at=end, command=following)
            return [missed, turn] if event.recurring else [missed]
        case _:
            return [CancelTimer(name="missed")]


def standing(command: AnyOutreachCommand, session: Session, around: Surroundings) -> Standing:
    return Standing(place=station_of(command.outreach_id))


decider: Decider[AnyOutreachCommand, Session, AnyOutreachEvent, Surroundings] = Decider(
    category="outreach",
    initial=Unscheduled(),
    decide=decide,
    evolve=evolve,
    standing=standing,
    deadlines=deadlines,
)
