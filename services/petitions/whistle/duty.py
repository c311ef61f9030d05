"""A department that was called: it reports in or says that it is not theirs, works, is scored and
scores. The scores come in whatever order, before or after the work is told (§5.1-9)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from services.contracts.petitions.commands.whistle import (
    AnyDepartmentCommand,
    ArbitrateWhistle,
    ContestWhistle,
    EvaluateDepartment,
    EvaluateStreetWhistle,
    HandleWhistle,
    ReportIn,
    TellDepartmentOverdue,
)
from services.contracts.petitions.events.whistle import (
    AnyDepartmentEvent,
    AnyWhistleEvent,
    DepartmentEvaluated,
    DepartmentOverdue,
    DepartmentReportedIn,
    StreetWhistleEvaluated,
    WhistleArbitrated,
    WhistleBlown,
    WhistleContested,
    WhistleHandled,
)
from services.contracts.petitions.whistle import Arbitration
from services.kernel import CancelTimer, Deadline, SetTimer, replace
from services.petitions.asker import person
from services.petitions.hall.refusals import MomentInFuture
from services.petitions.whistle.refusals import (
    AlreadyScored,
    BeforeTheWhistle,
    DepartmentIsReleased,
    DepartmentIsResponsible,
    DepartmentNotCalled,
    NotContested,
    NotReportedIn,
    OtherPetition,
    RequiredByIsPast,
)
from services.petitions.whistle.states import Blown, Duty, InWhistle, Stand


def decide(
    command: AnyDepartmentCommand, whistle: Blown, setting: InWhistle
) -> Sequence[AnyDepartmentEvent]:
    duty = whistle.duties.get(command.department)
    if duty is None:
        raise DepartmentNotCalled(unit=command.department)
    about = {**vars(command), "petition_id": whistle.told.petition_id}
    match duty.stand, command:
        case _, HandleWhistle() | ContestWhistle() if command.petition_id != about["petition_id"]:
            raise OtherPetition
        case _, TellDepartmentOverdue():
            return _overdue(command, whistle, duty, setting)
        case _, EvaluateStreetWhistle(quality=quality):
            if _given(duty.quality, quality):
                return []
            return [StreetWhistleEvaluated(**about, evaluated_by=person(setting.asker))]
        case Stand.CONTESTED, ArbitrateWhistle(required_by=due):
            if due is not None and due <= setting.occurred_at:
                raise RequiredByIsPast
            return [WhistleArbitrated(**about, arbitrated_by=person(setting.asker))]
        case _, ArbitrateWhistle():
            raise NotContested
        case Stand.RELEASED, _:
            raise DepartmentIsReleased
        case _, EvaluateDepartment(score=score):
            if _given(duty.score, score):
                return []
            return [DepartmentEvaluated(**about, evaluated_by=person(setting.asker))]
        case Stand.THERE | Stand.HANDLED, ReportIn():
            return []
        case _, ReportIn():
            return [_reported(command, whistle, setting)]
        case Stand.CONTESTED, ContestWhistle():
            return []
        case Stand.CALLED, ContestWhistle():
            return [WhistleContested(**about)]
        case _, ContestWhistle():
            raise DepartmentIsResponsible
        case Stand.THERE | Stand.HANDLED, HandleWhistle():
            return [WhistleHandled(**about)]
        case _, HandleWhistle():
            raise NotReportedIn


def _given(before: int | None, now: int) -> bool:
    """Said already. A score once given stands."""
    if before is not None and before != now:
        raise AlreadyScored
    return before is not None


def _reported(command: ReportIn, whistle: Blown, setting: InWhistle) -> DepartmentReportedIn:
    if command.at > setting.now:
        raise MomentInFuture
    if command.at < whistle.call.blown_at:
        raise BeforeTheWhistle
    return DepartmentReportedIn(
        **vars(command),
        petition_id=whistle.told.petition_id,
        response_seconds=(command.at - whistle.call.blown_at) // timedelta(seconds=1),
    )


def _overdue(
    command: TellDepartmentOverdue, whistle: Blown, duty: Duty, setting: InWhistle
) -> Sequence[DepartmentOverdue]:
    """Who has said that it is not theirs is not silent, until it is decided."""
    waits = duty.stand in (Stand.CALLED, Stand.BOUND) and not duty.late
    if not waits or setting.now < duty.required_by:
        return []
    return [
        DepartmentOverdue(
            **vars(command),
            petition_id=whistle.told.petition_id,
            required_by=duty.required_by,
        )
    ]


def evolve(duty: Duty, event: AnyDepartmentEvent) -> Duty:
    match event:
        case DepartmentReportedIn():
            return replace(duty, stand=Stand.THERE)
        case WhistleContested():
            return replace(duty, stand=Stand.CONTESTED)
        case WhistleArbitrated(decision=Arbitration.RELEASED):
            return replace(duty, stand=Stand.RELEASED)
        case WhistleArbitrated(required_by=due):
            again = due or duty.required_by
            return replace(duty, stand=Stand.BOUND, required_by=again, late=False)
        case DepartmentOverdue():
            return replace(duty, late=True)
        case WhistleHandled():
            return replace(duty, stand=Stand.HANDLED)
        case DepartmentEvaluated(score=score):
            return replace(duty, score=score)
        case StreetWhistleEvaluated(quality=quality):
            return replace(duty, quality=quality)


def deadlines(event: AnyWhistleEvent) -> Sequence[Deadline]:
    """A timer a department, until it answers; the arbitration may start it anew."""
    match event:
        case WhistleBlown(departments=departments, required_by=due):
            return [_timer(event, each, due) for each in departments]
        case WhistleArbitrated(decision=Arbitration.RESPONSIBLE, department=which) if (
            event.required_by is not None
        ):
            return [_timer(event, which, event.required_by)]
        case DepartmentReportedIn(department=which) | WhistleContested(department=which):
            return [CancelTimer(name=f"report-in-{which}")]
        case _:
            return []


def _timer(event: AnyWhistleEvent, department: str, due: datetime) -> SetTimer:
    told = TellDepartmentOverdue(whistle_id=event.whistle_id, department=department)
    return SetTimer(name=f"report-in-{department}", due_at=due, command=told)
