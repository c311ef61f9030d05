"""Who may ask what of the mediation room (domain §3.6), row by row."""

from collections.abc import Mapping

from services.authority import Role, Rule, allow
from services.contracts.mediation.commands import (
    agreement,
    anchors,
    around,
    case,
    dispute,
    mediators,
)
from services.kernel import Command

OFFICE = (Role.STREET_OFFICER, Role.COMMUNITY_OFFICER, Role.COMMITTEE_CHAIR)
MEDIATORS = (Role.MEDIATOR, Role.GOLD_MEDIATOR)
DESK = (*OFFICE, *MEDIATORS, Role.STATION_CLERK)

ROOM = allow(Role.SYSTEM)
"""The room alone, because of what it heard."""

CERTIFIER = allow(Role.STREET_OFFICER, Role.COMMITTEE_CHAIR, barred=("self",))
"""Nobody decides about their own certificate."""

COMMITTEE = allow(*OFFICE)
TRIAGE = allow(*DESK)
PARTY = allow(*DESK, parts=("party", "team"))
"""A party itself, or whoever writes down at the desk what a party said."""

CHAIR = allow(Role.COMMITTEE_CHAIR, barred=("party",))
"""The chair of the committee at the case's level, who is not a party."""

TEAM = allow(Role.COMMITTEE_CHAIR, parts=("team",), barred=("party",))
MEDIATOR_OWN = allow(Role.COMMITTEE_CHAIR, parts=("mediator",))

table: Mapping[type[Command], Rule] = {
    mediators.RegisterMediator: COMMITTEE,
    mediators.CertifyMediator: CERTIFIER,
    mediators.PromoteMediator: allow(Role.STREET_OFFICER, barred=("self",)),
    mediators.SuspendMediator: CERTIFIER,
    mediators.ReinstateMediator: CERTIFIER,
    mediators.RevokeMediator: CERTIFIER,
    mediators.RecordSpeciality: allow(*OFFICE, parts=("self",)),
    mediators.FoundStudio: COMMITTEE,
    mediators.AwardPlaque: allow(Role.STREET_OFFICER),
    mediators.RevokePlaque: allow(Role.STREET_OFFICER),
    mediators.CloseStudio: COMMITTEE,
    dispute.ReportDispute: allow(Role.SYSTEM, *DESK, anyone=True),
    dispute.ProposeTriage: allow(Role.SYSTEM, *DESK),
    dispute.TriageDispute: TRIAGE,
    dispute.ReclassifyDispute: TRIAGE,
    dispute.MergeDispute: TRIAGE,
    dispute.VoidDispute: COMMITTEE,
    dispute.CloseDisputeWithoutCase: allow(Role.SYSTEM, *DESK),
    dispute.LinkRecurrence: TRIAGE,
    dispute.ImportBaseline: allow(Role.STREET_OFFICER, Role.STATION_CLERK, Role.SUPERVISOR),
    dispute.SignBaseline: allow(Role.STREET_OFFICER, Role.SUPERVISOR, barred=("importer",)),
    dispute.RejectBaseline: allow(Role.STREET_OFFICER, Role.SUPERVISOR),
    case.OpenCase: allow(Role.SYSTEM, Role.DEPT_HANDLER, *DESK, parts=("party",)),
    case.EndDelegation: ROOM,
    case.NameParty: PARTY,
    case.RecordConsent: PARTY,
    case.RecordRefusal: PARTY,
    case.StopMediation: PARTY,
    case.AskForWriting: PARTY,
    case.AcceptCase: CHAIR,
    case.DeclareConflict: MEDIATOR_OWN,
    case.RecuseMediator: allow(Role.COMMITTEE_CHAIR, barred=("mediator", "party")),
    case.ObjectToMediator: PARTY,
    case.ProposeRoute: allow(Role.SYSTEM, *DESK),
    case.AssignTeam: CHAIR,
    case.AcceptAssignment: MEDIATOR_OWN,
    case.DeclineAssignment: MEDIATOR_OWN,
    case.ScheduleSession: TEAM,
    case.HoldSession: TEAM,
    case.AdjournSession: TEAM,
    case.RaiseSafety: allow(*DESK, parts=("party", "team")),
    case.EscalateCase: TEAM,
    case.HandUpCase: TEAM,
    case.TerminateCase: TEAM,
    case.ArchiveCase: allow(Role.STATION_CLERK, *OFFICE, parts=("team",)),
    agreement.RecordAgreement: TEAM,
    agreement.SignAgreement: allow(Role.COMMITTEE_CHAIR, parts=("party", "team")),
    agreement.AffixSeal: CHAIR,
    agreement.RecordPerformance: allow(Role.COMMITTEE_CHAIR, parts=("team", "party")),
    agreement.UrgePerformance: TEAM,
    agreement.RecordBreach: TEAM,
    agreement.FollowUp: TEAM,
    around.NoteUnitForMediation: ROOM,
    around.AnswerErasureInMediation: ROOM,
    anchors.AnchorCheckpointInMediation: ROOM,
    anchors.OpenEpochInMediation: ROOM,
}
