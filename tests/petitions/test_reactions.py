"""What the hall does when it hears something."""

from datetime import UTC, datetime
from uuid import UUID

from services.contracts.activities.events.surroundings import ActivitiesErasureAnswered
from services.contracts.activities.words import ErasureOutcome
from services.contracts.mediation.events.around import MediationErasureAnswered
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
from services.contracts.petitions.words import (
    ContactMode,
    ErasureAnswer,
    NoticeKind,
    ReferralOutcome,
    RoomName,
)
from services.kernel import Event, Recorded
from services.kernel.actor import Actor
from services.kernel.record import Stored
from services.petitions import reactions
from services.petitions.room import room
from tests.petitions.cast import (
    ADA,
    CASE,
    DISPUTE,
    LAMP,
    LIFT,
    REFERRAL,
    closed,
    referred,
    registered,
)
from tests.petitions.test_erasure import requested
from tests.petitions.test_referral import cancelled, concluded, urged
from tests.petitions.test_room import case_opened, dispute_reported, performed
from tests.scenario import STREET

LATER = datetime(2024, 11, 5, 1, 0, tzinfo=UTC)


def heard(event: Event) -> Recorded[Event]:
    stored = Stored(
        log=STREET,
        position=1,
        stream=event.stream,
        version=1,
        event_id=UUID(int=1),
        type=type(event).__name__,
        schema_version=1,
        occurred_at=LATER,
        recorded_at=LATER,
        actor=Actor(person="somebody", role="caller", org=STREET),
        command_id=UUID(int=2),
        correlation_id=UUID(int=2),
        causation_id=None,
        body=b"",
    )
    return Recorded(stored=stored, event=event)


def test_a_referral_is_followed_dropped_urged_and_told_to_its_petition() -> None:
    outcome = ReferralOutcome.AGREEMENT_PERFORMED
    ended = concluded(outcome)
    assert [reactions.hall(heard(each)) for each in (referred, cancelled, urged, ended)] == [
        [OpenReferral(referral_id=REFERRAL, petition_id=LAMP)],
        [DropReferral(referral_id=REFERRAL, reason="诉求人不愿调解")],
        [UrgePetition(petition_id=LAMP, referral_id=REFERRAL, n=1)],
        [
            RecordReferralOutcome(
                petition_id=LAMP,
                referral_id=REFERRAL,
                outcome_code=outcome,
                agreed_on=ended.agreed_on,
                performed=True,
            )
        ],
    ]


def test_the_end_of_a_lead_is_told_to_each_member_at_the_time_it_ended() -> None:
    assert reactions.hall(heard(closed)) == []
    lead = closed.model_copy(update={"members": (LIFT,)})
    notice = NotifyPetitioner(
        petition_id=LIFT,
        notice_kind=NoticeKind.LEAD_CLOSED,
        mode=ContactMode.QUERY_CODE,
        sent_at=LATER,
    )
    assert reactions.hall(heard(lead)) == [notice]


def test_a_wish_to_be_forgotten_is_answered() -> None:
    assert reactions.hall(heard(requested)) == [AnswerErasure(person=ADA)]
    mediation = MediationErasureAnswered(
        person=ADA, outcome="APPLIED", ground=None, until=None, cases=(CASE,)
    )
    activities = ActivitiesErasureAnswered(
        person=ADA, outcome=ErasureOutcome.RESTRICTED, ground="OPEN_ORDER", until=None
    )
    assert reactions.mediation(heard(mediation)) == [
        RecordErasureAnswer(
            person=ADA,
            room=RoomName.MEDIATION,
            outcome=ErasureAnswer.APPLIED,
            ground=None,
            until=None,
            cases=(CASE,),
        )
    ]
    assert reactions.activities(heard(activities)) == [
        RecordErasureAnswer(
            person=ADA,
            room=RoomName.ACTIVITIES,
            outcome=ErasureAnswer.RESTRICTED,
            ground="OPEN_ORDER",
            until=None,
        )
    ]


def test_mediations_steps_are_followed_where_the_hall_referred() -> None:
    assert reactions.mediation(heard(dispute_reported)) == [
        FollowReferral(referral_id=REFERRAL, dispute_id=DISPUTE)
    ]
    assert reactions.mediation(heard(case_opened)) == [
        FollowReferral(referral_id=REFERRAL, case_id=CASE)
    ]
    assert reactions.mediation(heard(performed)) == [
        ConcludeReferral(
            referral_id=REFERRAL,
            case_id=CASE,
            outcome_code=ReferralOutcome.AGREEMENT_PERFORMED,
            agreed_on=performed.agreed_on,
            performed=True,
        )
    ]
    for event in (dispute_reported, case_opened):
        own = event.model_copy(update={"referral_id": None})
        assert reactions.mediation(heard(own)) == []


def test_everything_else_is_let_pass() -> None:
    for hearing in room.hears.values():
        assert hearing.react(heard(registered)) == []
