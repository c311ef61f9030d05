"""A station's monthly round of opinions: something was collected, or a zero report says that
nothing was (P-INV-18). Every month that ends opens the next, for as long as the station is in
use."""

from collections.abc import Sequence
from typing import Any

from services.contracts.ids import OpinionId
from services.contracts.petitions.commands.outreach import (
    AnyRoundCommand,
    CloseCollectionRound,
    CollectOpinion,
    EndCollectionMonth,
    FileZeroReport,
    OpenCollectionRound,
)
from services.contracts.petitions.events.outreach import (
    AnyRoundEvent,
    CollectionRoundCancelled,
    CollectionRoundClosed,
    CollectionRoundOpened,
    CollectionRoundOverdue,
    OpinionCollected,
    ZeroReportFiled,
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
from services.petitions.asker import person
from services.petitions.outreach.periods import (
    end_of_month,
    first_of,
    midnight,
    month_of,
    period_of,
    station_of,
)
from services.petitions.outreach.refusals import (
    PeriodHasNotBegun,
    RoundIsCancelled,
    RoundIsClosed,
    RoundIsNotEmpty,
    RoundUnknown,
    ZeroReportMissing,
)
from services.petitions.registry.refusals import StationIsNotBuilt
from services.petitions.surroundings import Surroundings


class Unopened(State):
    """Nobody collects."""


class Open(State):
    """Collecting; `overdue` once the month is over."""

    recurring: bool
    opinions: frozenset[OpinionId] = frozenset()
    zero_report: bool = False
    overdue: bool = False


class Closed(Open):
    """Closed."""


class Cancelled(Open):
    """None was due."""


type Round = Unopened | Open | Closed | Cancelled
type InMonth = Setting[Round, Surroundings]


def decide(command: AnyRoundCommand, known: Round, setting: InMonth) -> Sequence[AnyRoundEvent]:
    month, petitions = _month(command), setting.around.files.collected.get(command.key, 0)
    match known, command:
        case Unopened(), OpenCollectionRound():
            return _opened(command, setting)
        case Open(recurring=False), OpenCollectionRound() if setting.asker.is_system:
            return _opened(command, setting)  # what was entered by hand joins the row of months
        case _, OpenCollectionRound():
            return []
        case Unopened() | Closed() | Cancelled() | Open(overdue=True), EndCollectionMonth():
            return []
        case Unopened(), _:
            raise RoundUnknown
        case Closed(), CloseCollectionRound():
            return []
        case Closed(), _:
            raise RoundIsClosed
        case Cancelled(), _:
            raise RoundIsCancelled
        case Open(opinions=opinions), CollectOpinion(opinion_id=which) if which in opinions:
            return []
        case Open(), CollectOpinion():
            return [_said(command)]
        case Open(zero_report=True), FileZeroReport():
            return []
        case Open(opinions=opinions), FileZeroReport():
            if opinions or petitions:
                raise RoundIsNotEmpty
            return [ZeroReportFiled(**month, filed_by=person(setting.asker))]
        case Open(opinions=opinions), CloseCollectionRound():
            zero = not opinions and not petitions
            if zero and not known.zero_report:
                raise ZeroReportMissing
            return [
                CollectionRoundClosed(
                    **month, opinions=len(opinions), petitions=petitions, zero_report=zero
                )
            ]
        case Open(), EndCollectionMonth():
            if month["station_id"] not in setting.around.in_use:
                return [CollectionRoundCancelled(**month)]
            return [CollectionRoundOverdue(**month)]


def _month(command: AnyRoundCommand) -> dict[str, Any]:
    which = command.round_id
    return {"round_id": which, "station_id": station_of(which), "month": period_of(which)}


def _said(command: CollectOpinion) -> OpinionCollected:
    return OpinionCollected(
        **_month(command),
        opinion_id=command.opinion_id,
        said_by=command.said_by,
        note=command.note,
    )


def _opened(command: OpenCollectionRound, setting: InMonth) -> Sequence[CollectionRoundOpened]:
    month, itself = _month(command), setting.asker.is_system
    if month["station_id"] not in setting.around.in_use:
        if itself:
            return []
        raise StationIsNotBuilt
    if midnight(first_of(month["month"])) > setting.now:
        raise PeriodHasNotBegun
    ends = end_of_month(month["month"])
    return [CollectionRoundOpened(**month, ends_at=ends, recurring=itself or ends > setting.now)]


def evolve(known: Round, event: AnyRoundEvent) -> Round:
    match known, event:
        case Unopened(), CollectionRoundOpened(recurring=recurring):
            return Open(recurring=recurring)
        case Open(), CollectionRoundOpened(recurring=recurring):
            return replace(known, recurring=recurring)
        case Open(), OpinionCollected(opinion_id=which):
            return replace(known, opinions=known.opinions | {which}, zero_report=False)
        case Open(), ZeroReportFiled():
            return replace(known, zero_report=True)
        case Open(), CollectionRoundOverdue():
            return replace(known, overdue=True)
        case Open(), CollectionRoundClosed():
            return Closed(**vars(known))
        case Open(), CollectionRoundCancelled():
            return Cancelled(**vars(known))
        case _:
            return known


def deadlines(event: AnyRoundEvent) -> Sequence[Deadline]:
    """The next month's command goes to the next month's stream."""
    match event:
        case CollectionRoundOpened(round_id=which, ends_at=end):
            over = EndCollectionMonth(round_id=which)
            overdue = SetTimer(name="overdue", due_at=end + LATE_ENTRY_GRACE, command=over)
            following = OpenCollectionRound(round_id=f"{event.station_id}-{month_of(end)}")
            turn = SetTimer(name="next-month", due_at=end, command=following)
            return [overdue, turn] if event.recurring else [overdue]
        case CollectionRoundClosed() | CollectionRoundCancelled() | CollectionRoundOverdue():
            return [CancelTimer(name="overdue")]
        case _:
            return []


def standing(command: AnyRoundCommand, known: Round, around: Surroundings) -> Standing:
    return Standing(place=station_of(command.round_id))


decider: Decider[AnyRoundCommand, Round, AnyRoundEvent, Surroundings] = Decider(
    category="round",
    initial=Unopened(),
    decide=decide,
    evolve=evolve,
    standing=standing,
    deadlines=deadlines,
)
