"""Sessions: set, held, broken off; never before every party consented, apart where it is unsafe."""

from datetime import datetime

from services.contracts.mediation.commands.case import (
    AdjournSession,
    HoldSession,
    RaiseSafety,
    ScheduleSession,
)
from services.contracts.mediation.events.case import (
    CaseEvent,
)
from services.contracts.mediation.events.session import (
    SafetyAlertRaised,
    SessionAdjourned,
    SessionHeld,
    SessionScheduled,
)
from services.kernel import Setting
from services.mediation.cases.gravity import gravity
from services.mediation.cases.parties import check_consent
from services.mediation.cases.refusals import (
    AgreementStands,
)
from services.mediation.cases.states import (
    Agreed,
    Assigned,
    Case,
    InSession,
    Open,
    Performing,
    Planned,
)
from services.mediation.cases.team import available
from services.mediation.cases.words import SessionCommand
from services.mediation.cases.work_refusals import (
    LeadHasNotAccepted,
    NoJointSession,
    NoSessionRunning,
    NoTeamAssigned,
    SessionNotScheduled,
)
from services.mediation.day import day_of
from services.mediation.known import Surroundings


def decide(
    command: SessionCommand, case: Open, setting: Setting[Case, Surroundings]
) -> list[CaseEvent]:
    match case, command:
        case Open(file=file), RaiseSafety(flag=flag) if flag in file.flags:
            return []
        case _, RaiseSafety():
            return [SafetyAlertRaised(**vars(command))]
        case Agreed() | Performing(), _:
            raise AgreementStands
        case Assigned(), ScheduleSession(joint=joint, at=at):
            _check(case, setting.around, joint=joint, at=at)
            return [SessionScheduled(**vars(command))]
        case Assigned(planned=Planned(session_id=planned, joint=joint)), HoldSession() if (
            planned == command.session_id
        ):
            _check(case, setting.around, joint=joint, at=setting.occurred_at)
            return [
                SessionHeld(held_at=setting.occurred_at, level=case.file.level, **vars(command))
            ]
        case Assigned(), HoldSession():
            raise SessionNotScheduled
        case InSession(), AdjournSession():
            return [SessionAdjourned(**vars(command))]
        case Assigned(), AdjournSession():
            raise NoSessionRunning
        case _:
            raise NoTeamAssigned


def _check(case: Assigned, around: Surroundings, *, joint: bool, at: datetime) -> None:
    """What must hold when a session is set, and still when it is held (M-INV-1, 4, 10)."""
    check_consent(case.file)
    available(case.team.lead, case.file, around, day_of(at))
    if case.team.lead not in case.team.accepted:
        raise LeadHasNotAccepted
    if joint and gravity(case.file, around).apart:
        raise NoJointSession
