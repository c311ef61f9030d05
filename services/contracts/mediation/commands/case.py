"""Asked about a mediation case, from its opening to the last session."""

from typing import Annotated

from pydantic import Field

from services.contracts.ids import CaseId, DisputeId, MediatorId, PersonId, ReferralId, SessionId
from services.contracts.mediation.kinds import (
    Capacity,
    ConsentMode,
    EndReason,
    Relation,
    SafetyFlag,
    SessionMode,
    Side,
    StartedBy,
)
from services.contracts.mediation.values import Level
from services.kernel import Code, Command, Instant, Line, Sealed, of


class CaseCommand(Command, category="case", about="case_id"):
    """Asked about a mediation case."""

    case_id: CaseId


class OpenCase(CaseCommand, creates=True):
    """Open a case for one or more disputes of one estate."""

    dispute_ids: Annotated[tuple[DisputeId, ...], Field(min_length=1, max_length=20)]
    started_by: StartedBy
    delegation_ref: Line | None = None
    level: Level = 1
    previous_case_id: CaseId | None = None
    """The ended case that a fresh application takes up again."""


class EndDelegation(CaseCommand, internal=True):
    """The hall took its referral back, or its dispute ended: no case, or none any more."""

    referral_id: ReferralId


class NameParty(CaseCommand):
    """Name a further party to the mediation; it has to consent like the others."""

    party: PersonId
    side: Side
    capacity: Capacity
    name: Annotated[Sealed | None, of("party")] = None
    phone: Annotated[Sealed | None, of("party")] = None


class RecordConsent(CaseCommand):
    """A party agrees to mediation."""

    party: PersonId
    mode: ConsentMode


class RecordRefusal(CaseCommand):
    """A party does not agree. One clear refusal ends the case (M-INV-1)."""

    party: PersonId
    clear: bool = True


class StopMediation(CaseCommand):
    """A party stops: at any time before an agreement binds, without a reason (M-INV-2)."""

    party: PersonId


class AskForWriting(CaseCommand):
    """A party wants whatever is agreed in writing."""

    party: PersonId


class AcceptCase(CaseCommand):
    """The committee takes the case; the parties were given the notice of their rights."""

    committee_id: Code
    rights_notice_ref: Line


class DeclareConflict(CaseCommand):
    """A mediator discloses a relation to a party and stands aside."""

    mediator_id: MediatorId
    relation: Relation


class RecuseMediator(CaseCommand):
    """The committee decides that a mediator stands aside."""

    mediator_id: MediatorId
    reason: Line


class ObjectToMediator(CaseCommand):
    """A party objects to a mediator: that is enough."""

    party: PersonId
    mediator_id: MediatorId


class ProposeRoute(CaseCommand):
    """Let the published rule propose level and team; a human confirms."""


class AssignTeam(CaseCommand):
    """Assign lead and members at the case's level."""

    lead_id: MediatorId
    member_ids: Annotated[tuple[MediatorId, ...], Field(max_length=8)] = ()
    reason: Line


class AcceptAssignment(CaseCommand):
    """A mediator of the team takes it."""

    mediator_id: MediatorId


class DeclineAssignment(CaseCommand):
    """A mediator of the team does not take it."""

    mediator_id: MediatorId
    reason: Line


class ScheduleSession(CaseCommand):
    """Set a session. `joint`: the parties sit together. `open`: others may listen."""

    session_id: SessionId
    at: Instant
    mode: SessionMode
    joint: bool = True
    open: bool = False
    address: Annotated[Sealed | None, of("case_id")] = None


class HoldSession(CaseCommand):
    """The session was held. Its record is for the team and the committee's chair."""

    session_id: SessionId
    attendance: Annotated[tuple[PersonId, ...], Field(min_length=1, max_length=40)]
    record: Annotated[Sealed, of("case_id")]
    private_talks: bool = False


class AdjournSession(CaseCommand):
    """Break off, to go on another day."""

    reason: Line


class RaiseSafety(CaseCommand):
    """Somebody is in danger. Nobody can take this back."""

    flag: SafetyFlag


class EscalateCase(CaseCommand):
    """To the next level, or straight to the street for RED (M-INV-9)."""

    to_level: Level
    reason: Line


class HandUpCase(CaseCommand):
    """Beyond the street: to the district's centre or a court."""

    to: Line
    reason: Line


class TerminateCase(CaseCommand):
    """End it without an agreement; the parties are told of the other ways."""

    reason: EndReason
    notice_ref: Line | None = None


class ArchiveCase(CaseCommand):
    """Close the file: after the follow-up, or after the termination."""
