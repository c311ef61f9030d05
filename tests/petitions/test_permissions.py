"""Who may ask what of the hall, row by row (domain §3.6)."""

from uuid import uuid4

import pytest

from services.authority import Role
from services.contracts.ids import PersonId
from services.contracts.petitions.commands import (
    agenda,
    anchors,
    calendars,
    clocks,
    closing,
    duplicates,
    extensions,
    handling,
    meeting,
    outreach,
    owners_assembly,
    owners_committee,
    owners_prep,
    owners_roll,
    petition,
    petitions_commands,
    privacy,
    referral,
    registry,
    resolution,
    returns,
    reviews,
    topic,
    topic_moves,
    weights,
    whistle,
)
from services.kernel import Command, Forbidden, Standing
from services.kernel.actor import Grant, Principal, system
from services.kernel.ask import Ask
from services.petitions.permissions import table
from services.petitions.room import room
from tests.petitions.cast import resident, street
from tests.scenario import STREET, an_id

STREETS = "street_officer"
COMMUNITYS = f"{STREETS} community_officer"
DESK = f"{COMMUNITYS} station_clerk"
ON_BEHALF = f"{DESK} grid_worker grid_lead estate_secretary"
LEADS = f"{DESK} estate_secretary"
SCREENERS = f"{COMMUNITYS} estate_secretary"
CONVENERS = "community_officer estate_secretary"
MINUTES = f"{CONVENERS} station_clerk"
HANDLERS = f"{COMMUNITYS} estate_secretary dept_handler"
ORGANISERS = f"{COMMUNITYS} prep_member oc_member"
BALLOT_DESK = "prep_member oc_member station_clerk community_officer"
CALLERS = f"{COMMUNITYS} caller"
EVERYBODY = " ".join(role for role in Role if role is not Role.SYSTEM)

ROWS: dict[type[Command], str] = {
    registry.RegisterUnit: STREETS,
    registry.RegisterEstate: STREETS,
    registry.PlanStation: STREETS,
    registry.SecurePremises: COMMUNITYS,
    registry.OpenRoom: COMMUNITYS,
    registry.CloseRoom: COMMUNITYS,
    registry.AcceptStation: STREETS,
    registry.SuspendStation: STREETS,
    registry.ResumeStation: STREETS,
    registry.CloseStation: STREETS,
    registry.FoundPartyOrg: STREETS,
    registry.ReparentPartyOrg: STREETS,
    registry.AssessPartyOrg: STREETS,
    registry.DissolvePartyOrg: STREETS,
    calendars.PublishWorkCalendar: STREETS,
    weights.PublishRateWeights: STREETS,
    petition.RegisterPetition: EVERYBODY,
    petition.SupportPetition: "supporter",
    petition.ClassifyPetition: COMMUNITYS,
    petition.AcceptPetition: COMMUNITYS,
    petition.DeclinePetition: COMMUNITYS,
    petition.SignpostPetition: COMMUNITYS,
    petition.NotifyPetitioner: f"{DESK} system",
    petition.WithdrawPetition: f"{ON_BEHALF} petitioner",
    petition.VoidPetition: STREETS,
    petition.CorrectPetition: DESK,
    duplicates.MergeDuplicate: DESK,
    duplicates.ConfirmMerge: DESK,
    duplicates.UnmergePetition: DESK,
    duplicates.ConfirmUnmerge: DESK,
    handling.DispatchPetition: COMMUNITYS,
    handling.SignDispatch: HANDLERS,
    handling.RecordContact: HANDLERS,
    handling.RecordProgress: HANDLERS,
    handling.ReplyPetition: HANDLERS,
    returns.RequestReturn: HANDLERS,
    returns.DecideReturn: STREETS,
    reviews.AskReview: f"{ON_BEHALF} petitioner",
    reviews.ConcludeReview: STREETS,
    extensions.RequestExtension: HANDLERS,
    extensions.DecideExtension: HANDLERS,
    clocks.ApproachDeadline: "system",
    clocks.BreachDeadline: "system",
    clocks.UrgeHandling: "supervisor caller street_officer community_officer petitioner",
    clocks.RecalculateDeadline: STREETS,
    clocks.OpenSupervision: f"{STREETS} supervisor",
    clocks.CloseSupervision: f"{STREETS} supervisor",
    closing.AttemptCallback: CALLERS,
    closing.CompleteCallback: CALLERS,
    closing.AskRepresentative: CALLERS,
    closing.DecideNotToReopen: STREETS,
    closing.ClosePetition: CALLERS,
    closing.ReopenPetition: f"{STREETS} caller petitioner",
    referral.ReferToMediation: COMMUNITYS,
    referral.CancelReferral: COMMUNITYS,
    referral.UrgePetition: "system",
    referral.RecordReferralOutcome: "system",
    referral.OpenReferral: "system",
    referral.FollowReferral: "system",
    referral.UrgeReferral: "system",
    referral.ConcludeReferral: "system",
    referral.DropReferral: "system",
    outreach.ScheduleOutreachSession: f"{LEADS} system",
    outreach.HoldOutreachSession: LEADS,
    outreach.ExcuseOutreachSession: LEADS,
    outreach.EndOutreachWeek: "system",
    outreach.OpenCollectionRound: f"{LEADS} system",
    outreach.CollectOpinion: LEADS,
    outreach.FileZeroReport: LEADS,
    outreach.CloseCollectionRound: LEADS,
    outreach.EndCollectionMonth: "system",
    owners_prep.ApplyForGroup: f"{DESK} owner",
    owners_prep.ApproveGroup: STREETS,
    owners_prep.RejectGroup: STREETS,
    owners_prep.FormGroup: STREETS,
    owners_prep.PostGroupMembers: f"{COMMUNITYS} prep_member",
    owners_prep.PostGroupDrafts: f"{COMMUNITYS} prep_member",
    owners_prep.DissolveGroup: STREETS,
    owners_prep.TellGroupOverdue: "system",
    owners_committee.RecordElection: f"{COMMUNITYS} prep_member",
    owners_committee.FileCommittee: STREETS,
    owners_committee.VacateSeat: COMMUNITYS,
    owners_committee.SeatAlternate: COMMUNITYS,
    owners_committee.DissolveCommittee: STREETS,
    owners_committee.TellFilingOverdue: "system",
    owners_roll.DraftRoll: ORGANISERS,
    owners_roll.RecordUnits: ORGANISERS,
    owners_roll.PostRoll: ORGANISERS,
    owners_roll.FileRollObjection: f"{DESK} objector",
    owners_roll.UpholdRollObjection: ORGANISERS,
    owners_roll.DismissRollObjection: ORGANISERS,
    owners_roll.FreezeRoll: ORGANISERS,
    owners_roll.DropRoll: COMMUNITYS,
    owners_assembly.ProposeAssembly: ORGANISERS,
    owners_assembly.NoticeAssembly: ORGANISERS,
    owners_assembly.RegisterProxy: BALLOT_DESK,
    owners_assembly.ServeBallots: BALLOT_DESK,
    owners_assembly.CastBallot: f"{BALLOT_DESK} voter",
    owners_assembly.InvalidateBallot: "teller",
    owners_assembly.CloseVoting: ORGANISERS,
    owners_assembly.CountBallots: "teller",
    owners_assembly.PublishDecision: ORGANISERS,
    owners_assembly.TellPublicationOverdue: "system",
    owners_assembly.CancelAssembly: ORGANISERS,
    owners_assembly.RevokeDecision: STREETS,
    topic.ProposeTopic: EVERYBODY,
    topic.SupportTopic: EVERYBODY,
    topic.ScreenTopic: SCREENERS,
    topic.FindTopicOutOfRemit: SCREENERS,
    topic.AdviseAssemblyProposal: SCREENERS,
    topic.DeferTopic: SCREENERS,
    topic.RejectTopic: SCREENERS,
    topic_moves.RecordDiscussion: MINUTES,
    topic_moves.ScheduleTopic: "system",
    topic_moves.NoteDeliberation: "system",
    topic_moves.ReturnTopic: "system",
    meeting.ConveneMeeting: CONVENERS,
    meeting.NotifyMeeting: MINUTES,
    meeting.HoldMeeting: MINUTES,
    meeting.AddMinutesAddendum: MINUTES,
    meeting.CancelMeeting: CONVENERS,
    topic_moves.ResolveTopic: "system",
    topic_moves.ReopenTopic: "system",
    resolution.AdoptResolution: CONVENERS,
    resolution.ReviseResolution: CONVENERS,
    resolution.PostResolutionNotice: MINUTES,
    resolution.FileResolutionObjection: f"{DESK} objector",
    resolution.AnswerResolutionObjection: CONVENERS,
    resolution.TellObjectionOverdue: "system",
    resolution.PutResolutionInForce: "system",
    resolution.CompleteResolutionTask: MINUTES,
    resolution.TellTaskOverdue: "system",
    resolution.PublishResult: MINUTES,
    resolution.EvaluateResult: COMMUNITYS,
    resolution.RevokeResolution: f"{COMMUNITYS} system",
    privacy.RequestErasure: "privacy_officer person",
    privacy.AnswerErasure: "system",
    privacy.RecordErasureAnswer: "system",
    privacy.UrgeErasure: "system",
    whistle.ProposeWhistle: SCREENERS,
    whistle.ScreenWhistle: STREETS,
    whistle.BlowWhistle: STREETS,
    whistle.ReportIn: "dept_handler",
    whistle.ContestWhistle: "dept_handler",
    whistle.ArbitrateWhistle: STREETS,
    whistle.HandleWhistle: "dept_handler",
    whistle.TellDepartmentOverdue: "system",
    whistle.EvaluateDepartment: STREETS,
    whistle.EvaluateStreetWhistle: "dept_handler",
    agenda.PlaceOnAgenda: "system",
    clocks.SuperviseSilence: "system",
    anchors.AnchorCheckpointInPetitions: "system",
    anchors.OpenEpochInPetitions: "system",
}
PARTS = ("petitioner", "accused", "supporter", "person", "handler", "objector", "voter")
SOMEONE = an_id(PersonId, "someone")


def may(command: type[Command], who: Principal, place: str = "S01", part: str = "") -> bool:
    people = {part: frozenset({who.person})} if part else {}
    ask = Ask(command=command.model_construct(), command_id=uuid4(), principal=who)
    try:
        room.permit(ask, Standing(place=place, people=people), street)
    except Forbidden:
        return False
    return True


def of_role(role: str, org: str) -> Principal:
    return Principal(person=str(SOMEONE), street=STREET, grants=(Grant(role=role, org=org),))


def test_every_command_has_its_row() -> None:
    assert set(ROWS) == set(petitions_commands) == set(table)


@pytest.mark.parametrize("command", ROWS, ids=lambda kind: kind.__name__)
def test_exactly_the_named_may(command: type[Command]) -> None:
    roles = [str(role) for role in Role if role is not Role.SYSTEM]
    granted = {role for role in roles if may(command, of_role(role, STREET))}
    granted |= {"system"} if may(command, system("petitions", STREET)) else set()
    granted |= {part for part in PARTS if may(command, resident(SOMEONE), part=part)}
    expected = set(ROWS[command].split())
    if command in (petition.RegisterPetition, topic.ProposeTopic, topic.SupportTopic):
        expected |= set(PARTS)
    assert granted == expected


@pytest.mark.parametrize("org", ["S01", "E01", "C1", STREET])
def test_a_role_reaches_down_to_every_unit_below(org: str) -> None:
    assert may(petition.ClassifyPetition, of_role("community_officer", org))


@pytest.mark.parametrize("org", ["C2", "E07", "URBAN", "NOWHERE"])
def test_a_role_reaches_nowhere_else(org: str) -> None:
    assert not may(petition.ClassifyPetition, of_role("community_officer", org))


@pytest.mark.parametrize(
    "command",
    [
        petition.ClassifyPetition,
        petition.AcceptPetition,
        petition.DeclinePetition,
        petition.VoidPetition,
        petition.CorrectPetition,
        duplicates.ConfirmMerge,
        handling.DispatchPetition,
        handling.ReplyPetition,
        closing.CompleteCallback,
        closing.ClosePetition,
        referral.ReferToMediation,
    ],
    ids=lambda kind: kind.__name__,
)
@pytest.mark.parametrize("part", ["petitioner", "accused"])
def test_whoever_has_a_part_in_it_keeps_out_of_it(command: type[Command], part: str) -> None:
    assert not may(command, of_role("street_officer", STREET), part=part)


def test_a_privacy_officer_is_no_case_handler() -> None:
    assert not may(privacy.RequestErasure, of_role("privacy_officer", STREET), part="handler")
