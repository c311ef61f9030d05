"""What a case can be asked and what it tells, by the part of its life."""

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

type OpeningCommand = OpenCase | EndDelegation
type PartyCommand = NameParty | RecordConsent | RecordRefusal | StopMediation | AskForWriting
type TeamCommand = (
    AcceptCase
    | DeclareConflict
    | RecuseMediator
    | ObjectToMediator
    | ProposeRoute
    | AssignTeam
    | AcceptAssignment
    | DeclineAssignment
)
type SessionCommand = ScheduleSession | HoldSession | AdjournSession | RaiseSafety
type AgreementCommand = RecordAgreement | SignAgreement | AffixSeal
type PerformanceCommand = RecordPerformance | UrgePerformance | RecordBreach | FollowUp
type EndingCommand = EscalateCase | HandUpCase | TerminateCase | ArchiveCase

type MediatingCommand = (
    PartyCommand
    | TeamCommand
    | SessionCommand
    | AgreementCommand
    | PerformanceCommand
    | EndingCommand
)

type CaseCommand = OpeningCommand | MediatingCommand
