"""What the hall does when it hears itself and the other rooms: commands of its own, no more."""

from collections.abc import Sequence

from services.contracts.activities.events.surroundings import ActivitiesErasureAnswered
from services.contracts.ids import CaseId
from services.contracts.mediation.events.around import MediationErasureAnswered
from services.contracts.mediation.events.case import CaseOpened, CaseOutcomePublished
from services.contracts.mediation.events.dispute import DisputeReported
from services.contracts.petitions.commands.agenda import PlaceOnAgenda
from services.contracts.petitions.commands.clocks import SuperviseSilence
from services.contracts.petitions.commands.petition import NotifyPetitioner
from services.contracts.petitions.commands.privacy import AnswerErasure, RecordErasureAnswer
from services.contracts.petitions.commands.referral import (
    ConcludeReferral,
    DropReferral,
    FollowReferral,
    OpenReferral,
    RecordReferralOutcome,
    UrgePetition,
)
from services.contracts.petitions.commands.resolution import RevokeResolution
from services.contracts.petitions.commands.topic_moves import (
    NoteDeliberation,
    ReopenTopic,
    ResolveTopic,
    ReturnTopic,
    ScheduleTopic,
)
from services.contracts.petitions.events.closing import PetitionClosed
from services.contracts.petitions.events.meeting import (
    MeetingCancelled,
    MeetingFailedQuorum,
    MeetingHeld,
    MeetingNotified,
)
from services.contracts.petitions.events.privacy import ErasureRequested
from services.contracts.petitions.events.referral import (
    PetitionReferralCancelled,
    PetitionReferredToMediation,
    ReferralConcluded,
    ReferralUrged,
)
from services.contracts.petitions.events.registry import StationBuilt, StationResumed
from services.contracts.petitions.events.resolution import ResolutionAdopted, ResolutionRevoked
from services.contracts.petitions.events.topic import AssemblyProposalAdvised, TopicScreened
from services.contracts.petitions.events.whistle import DepartmentOverdue
from services.contracts.petitions.words import (
    ContactMode,
    ErasureAnswer,
    NoticeKind,
    ReferralOutcome,
    RoomName,
)
from services.kernel import Command, Event, Recorded
from services.petitions.deliberation.noticing import OWNERS
from services.petitions.outreach.owed import owed

HEARD_OF_THE_HALL = (
    PetitionReferredToMediation,
    PetitionReferralCancelled,
    ReferralUrged,
    ReferralConcluded,
    PetitionClosed,
    ErasureRequested,
    StationBuilt,
    StationResumed,
    TopicScreened,
    MeetingNotified,
    MeetingHeld,
    MeetingFailedQuorum,
    MeetingCancelled,
    ResolutionAdopted,
    ResolutionRevoked,
    AssemblyProposalAdvised,
    DepartmentOverdue,
)


def hall(heard: Recorded[Event]) -> Sequence[Command]:
    """What follows within the hall itself."""
    match heard.event:
        case PetitionReferredToMediation(petition_id=petition, referral_id=referral):
            return [OpenReferral(referral_id=referral, petition_id=petition)]
        case PetitionReferralCancelled(referral_id=referral, reason=reason):
            return [DropReferral(referral_id=referral, reason=reason)]
        case ReferralUrged(petition_id=petition, referral_id=referral, n=n):
            return [UrgePetition(petition_id=petition, referral_id=referral, n=n)]
        case ReferralConcluded() as ended:
            return [
                RecordReferralOutcome(
                    petition_id=ended.petition_id,
                    referral_id=ended.referral_id,
                    outcome_code=ended.outcome_code,
                    agreed_on=ended.agreed_on,
                    performed=ended.performed,
                )
            ]
        case PetitionClosed(members=members):
            return [
                NotifyPetitioner(
                    petition_id=member,
                    notice_kind=NoticeKind.LEAD_CLOSED,
                    mode=ContactMode.QUERY_CODE,
                    sent_at=heard.stored.occurred_at,
                )
                for member in members
            ]
        case DepartmentOverdue(petition_id=petition):
            return [SuperviseSilence(petition_id=petition)]
        case ErasureRequested(person=person):
            return [AnswerErasure(person=person)]
        case StationBuilt(station_id=station) | StationResumed(station_id=station):
            # Of the week in which the hall learns of it: what went before may be entered by hand.
            return owed(station, heard.stored.recorded_at)
        case ResolutionAdopted(resolution_id=resolution, topic_id=topic):
            return [ResolveTopic(topic_id=topic, resolution_id=resolution)]
        case ResolutionRevoked(resolution_id=resolution, topic_id=topic):
            return [ReopenTopic(topic_id=topic, resolution_id=resolution)]
        case AssemblyProposalAdvised(resolution_id=resolution) if resolution is not None:
            return [RevokeResolution(resolution_id=resolution, reason=OWNERS)]
        case TopicScreened(topic_id=topic, petitions=petitions):
            return [PlaceOnAgenda(petition_id=each, topic_id=topic) for each in petitions]
        case MeetingNotified(meeting_id=meeting, agenda=agenda):
            return [ScheduleTopic(topic_id=topic, meeting_id=meeting) for topic in agenda]
        case MeetingHeld(meeting_id=meeting, agenda=agenda):
            return [NoteDeliberation(topic_id=topic, meeting_id=meeting) for topic in agenda]
        case MeetingFailedQuorum(meeting_id=meeting, agenda=agenda):
            return [ReturnTopic(topic_id=topic, meeting_id=meeting) for topic in agenda]
        case MeetingCancelled(meeting_id=meeting, agenda=agenda):
            return [ReturnTopic(topic_id=topic, meeting_id=meeting) for topic in agenda]
        case _:
            return []


HEARD_OF_MEDIATION = (DisputeReported, CaseOpened, CaseOutcomePublished, MediationErasureAnswered)


def mediation(heard: Recorded[Event]) -> Sequence[Command]:
    """How it goes with what the hall referred, and whether a person may be forgotten there."""
    match heard.event:
        case DisputeReported(referral_id=referral, dispute_id=dispute) if referral is not None:
            return [FollowReferral(referral_id=referral, dispute_id=dispute)]
        case CaseOpened(referral_id=referral, case_id=case) if referral is not None:
            return [FollowReferral(referral_id=referral, case_id=case)]
        case CaseOutcomePublished() as ended:
            return [
                ConcludeReferral(
                    referral_id=ended.referral_id,
                    case_id=ended.case_id,
                    outcome_code=ReferralOutcome(ended.outcome_code),
                    agreed_on=ended.agreed_on,
                    performed=ended.performed,
                )
            ]
        case MediationErasureAnswered() as answer:
            return [_answer(RoomName.MEDIATION, answer, answer.cases)]
        case _:
            return []


HEARD_OF_ACTIVITIES = (ActivitiesErasureAnswered,)


def activities(heard: Recorded[Event]) -> Sequence[Command]:
    """Whether a person may be forgotten there."""
    match heard.event:
        case ActivitiesErasureAnswered() as answer:
            return [_answer(RoomName.ACTIVITIES, answer)]
        case _:
            return []


def _answer(
    room: RoomName,
    answer: MediationErasureAnswered | ActivitiesErasureAnswered,
    cases: tuple[CaseId, ...] = (),
) -> RecordErasureAnswer:
    return RecordErasureAnswer(
        person=answer.person,
        room=room,
        outcome=ErasureAnswer(answer.outcome),
        ground=answer.ground,
        until=answer.until,
        cases=cases,
    )
