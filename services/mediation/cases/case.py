"""A mediation case (调解案): free of charge, and the parties' own from the first word to the last.

Each part of its life decides in a file of its own; here is which, and what holds for all.
"""

from collections.abc import Sequence

from services.contracts.mediation.commands.agreement import (
    AffixSeal,
    FollowUp,
    RecordAgreement,
    RecordBreach,
    RecordPerformance,
    SignAgreement,
    UrgePerformance,
)
from services.contracts.mediation.commands.case import (
    AcceptAssignment,
    AcceptCase,
    AdjournSession,
    ArchiveCase,
    AskForWriting,
    AssignTeam,
    DeclareConflict,
    DeclineAssignment,
    EndDelegation,
    EscalateCase,
    HandUpCase,
    HoldSession,
    NameParty,
    ObjectToMediator,
    OpenCase,
    ProposeRoute,
    RaiseSafety,
    RecordConsent,
    RecordRefusal,
    RecuseMediator,
    ScheduleSession,
    StopMediation,
    TerminateCase,
)
from services.contracts.mediation.events.case import CaseEvent, CaseOpened, CaseTerminated
from services.kernel import Claim, Decider, Refusal, Release, Setting, Take
from services.mediation.cases import (
    agreement,
    ending,
    opening,
    parties,
    performance,
    sessions,
    team,
)
from services.mediation.cases.folding import evolve
from services.mediation.cases.refusals import (
    CaseIsArchived,
    CaseIsTerminated,
    CaseUnknown,
)
from services.mediation.cases.standing import standing
from services.mediation.cases.states import Archived, Case, Open, Terminated, Unopened
from services.mediation.cases.words import CaseCommand, MediatingCommand
from services.mediation.disputes.refusals import DisputeIsSettled
from services.mediation.known import Surroundings


def decide(
    command: CaseCommand, case: Case, setting: Setting[Case, Surroundings]
) -> list[CaseEvent]:
    match case, command:
        case _, OpenCase() | EndDelegation():
            return opening.decide(command, case, setting)
        case Open(), _:
            return _going_on(command, case, setting)
        case Terminated(), ArchiveCase():
            return [ending.archived(command, setting)]
        case Terminated(), StopMediation() | TerminateCase():
            return []
        case Archived(), ArchiveCase():
            return []
        case _:
            raise _refusal(case)


def _going_on(
    command: MediatingCommand, case: Open, setting: Setting[Case, Surroundings]
) -> list[CaseEvent]:
    match command:
        case NameParty() | RecordConsent() | RecordRefusal() | StopMediation() | AskForWriting():
            return parties.decide(command, case, setting)
        case (
            AcceptCase()
            | DeclareConflict()
            | RecuseMediator()
            | ObjectToMediator()
            | ProposeRoute()
            | AssignTeam()
            | AcceptAssignment()
            | DeclineAssignment()
        ):
            return team.decide(command, case, setting)
        case ScheduleSession() | HoldSession() | AdjournSession() | RaiseSafety():
            return sessions.decide(command, case, setting)
        case RecordAgreement() | SignAgreement() | AffixSeal():
            return agreement.decide(command, case, setting)
        case RecordPerformance() | UrgePerformance() | RecordBreach() | FollowUp():
            return performance.decide(command, case, setting)
        case EscalateCase() | HandUpCase() | TerminateCase() | ArchiveCase():
            return ending.decide(command, case, setting)


def _refusal(case: Case) -> Refusal:
    match case:
        case Terminated(reason=reason):
            return CaseIsTerminated(reason=reason)
        case Archived():
            return CaseIsArchived()
        case _:
            return CaseUnknown()


def claims(event: CaseEvent) -> Sequence[Claim]:
    """A dispute is in one case at a time; after a termination it may be taken up afresh."""
    match event:
        case CaseOpened(dispute_ids=disputes):
            return [
                Take(scope="matter-of-dispute", key=str(each), refusal=DisputeIsSettled)
                for each in disputes
            ]
        case CaseTerminated(dispute_ids=disputes):
            return [Release(scope="matter-of-dispute", key=str(each)) for each in disputes]
        case _:
            return []


decider: Decider[CaseCommand, Case, CaseEvent, Surroundings] = Decider(
    category="case",
    initial=Unopened(),
    decide=decide,
    evolve=evolve,
    standing=standing,
    claims=claims,
)
