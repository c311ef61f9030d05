"""A petition that is really a dispute: out to mediation, urged, and back (X1)."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from services.contracts.ids import ReferralId
from services.contracts.petitions.commands.referral import (
    CancelReferral,
    ConcludeReferral,
    DropReferral,
    FollowReferral,
    OpenReferral,
    RecordReferralOutcome,
    ReferToMediation,
    UrgePetition,
    UrgeReferral,
)
from services.contracts.petitions.events import petitions_events
from services.contracts.petitions.events.referral import (
    PetitionReferralCancelled,
    PetitionUrged,
    ReferralCancelled,
    ReferralConcluded,
    ReferralOpened,
    ReferralReceived,
    ReferralTakenUp,
    ReferralUrged,
)
from services.contracts.petitions.words import DisputeHint, ReferralOutcome
from services.kernel import CancelTimer, SetTimer
from services.kernel.decider import fold
from services.petitions.hall import petition, referral
from services.petitions.hall.refusals import PetitionIsReferred, PetitionNotAccepted
from services.petitions.hall.refusals_closing import (
    ConsentMissing,
    NobodyToMediate,
    PetitionIsNotReferred,
)
from services.petitions.surroundings import evolve
from tests.petitions.cast import (
    CASE,
    DISPUTE,
    LAMP,
    REFERRAL,
    accepted,
    anonymous,
    came_back,
    given,
    in_hand,
    referred,
    registered,
    street,
)
from tests.scenario import Scenario, an_id

WEDNESDAY_NIGHT = datetime(2024, 11, 6, 16, 0, tzinfo=UTC)
"""The end of Wednesday 2024-11-06 in Shengquan: two working days after Monday."""

refer = ReferToMediation(
    petition_id=LAMP, referral_id=REFERRAL, kind_hint=DisputeHint.LIFE, consent=True
)
cancel = CancelReferral(petition_id=LAMP, referral_id=REFERRAL, reason="诉求人不愿调解")
cancelled = PetitionReferralCancelled(
    petition_id=LAMP, referral_id=REFERRAL, reason="诉求人不愿调解"
)


def outcome(code: ReferralOutcome) -> RecordReferralOutcome:
    return RecordReferralOutcome(**dict(came_back(code)))


def state(*events: Any) -> Any:
    return fold(petition.decider.evolve, petition.decider.initial, events)


def test_it_is_referred_with_the_petitioners_consent() -> None:
    given(registered, accepted).when(refer).then(referred)
    given(*in_hand).when(refer).then(referred)
    given(*in_hand, referred).when(refer).then()
    no = refer.model_copy(update={"consent": False})
    given(*in_hand).when(no).refused(ConsentMissing)
    given(registered).when(refer).refused(PetitionNotAccepted)
    other = refer.model_copy(update={"referral_id": an_id(ReferralId, "other")})
    given(*in_hand, referred).when(other).refused(PetitionIsReferred)


def test_nobody_is_no_party_to_a_mediation() -> None:
    given(anonymous, accepted).when(refer).refused(NobodyToMediate)


@pytest.mark.parametrize("history", [(registered, accepted), in_hand])
def test_p_inv_13_called_back_it_stands_as_before(history: Any) -> None:
    given(*history, referred).when(cancel).then(cancelled)
    assert state(*history, referred, cancelled) == state(*history)
    given(*history).when(cancel).refused(PetitionIsNotReferred)


@pytest.mark.parametrize("code", list(ReferralOutcome))
def test_any_outcome_brings_it_back_into_handling(code: ReferralOutcome) -> None:
    given(*in_hand, referred).when(outcome(code)).then(came_back(code))
    back = state(*in_hand, referred, came_back(code))
    assert type(back).__name__ == "InHandling"
    assert back.dispatch is not None
    given(*in_hand, referred, came_back(code)).when(outcome(code)).then()
    given(*in_hand).when(outcome(code)).then()


def test_an_agreement_performed_later_is_told_later() -> None:
    reached = came_back(ReferralOutcome.AGREEMENT_REACHED)
    performed = outcome(ReferralOutcome.AGREEMENT_PERFORMED)
    given(*in_hand, referred, reached).when(performed).then(
        came_back(ReferralOutcome.AGREEMENT_PERFORMED)
    )


def test_a_waiting_petition_is_urged() -> None:
    ask = UrgePetition(petition_id=LAMP, referral_id=REFERRAL, n=2)
    told = PetitionUrged(petition_id=LAMP, referral_id=REFERRAL, n=2)
    given(*in_hand, referred).when(ask).then(told)
    given(*in_hand).when(ask).then()


# The referral itself: its stream is inbox and outbox.

knowing = evolve(evolve(street, registered), referred)
on_its_way = Scenario(referral.decider, petitions_events, knowing).given
follow_dispute = FollowReferral(referral_id=REFERRAL, dispute_id=DISPUTE)
follow_case = FollowReferral(referral_id=REFERRAL, case_id=CASE)
urge = UrgeReferral(referral_id=REFERRAL)
drop = DropReferral(referral_id=REFERRAL, reason="诉求人不愿调解")
opened = ReferralOpened(referral_id=REFERRAL, petition_id=LAMP, urge_at=WEDNESDAY_NIGHT)
received = ReferralReceived(referral_id=REFERRAL, petition_id=LAMP, dispute_id=DISPUTE)
taken_up = ReferralTakenUp(referral_id=REFERRAL, petition_id=LAMP, case_id=CASE)
urged = ReferralUrged(referral_id=REFERRAL, petition_id=LAMP, n=1, urge_at=WEDNESDAY_NIGHT)
dropped = ReferralCancelled(referral_id=REFERRAL, petition_id=LAMP, reason="诉求人不愿调解")


def conclude(code: ReferralOutcome) -> ConcludeReferral:
    return ConcludeReferral(
        referral_id=REFERRAL,
        case_id=CASE,
        outcome_code=code,
        agreed_on=date(2024, 11, 3),
        performed=code is ReferralOutcome.AGREEMENT_PERFORMED,
    )


def concluded(code: ReferralOutcome) -> ReferralConcluded:
    return ReferralConcluded(petition_id=LAMP, **dict(conclude(code)))


def test_it_is_followed_from_the_moment_it_is_referred() -> None:
    ask = OpenReferral(referral_id=REFERRAL, petition_id=LAMP)
    on_its_way().when(ask).then(opened)
    on_its_way(opened).when(ask).then()


def test_mediation_may_answer_before_the_hall_has_heard_itself() -> None:
    on_its_way().when(follow_dispute).then(opened, received)
    on_its_way().when(follow_case).then(opened, taken_up)
    performed = ReferralOutcome.AGREEMENT_PERFORMED
    on_its_way().when(conclude(performed)).then(opened, concluded(performed))


def test_what_the_hall_never_referred_is_none_of_its_business() -> None:
    nobody = Scenario(referral.decider, petitions_events, street).given
    for ask in (follow_dispute, follow_case, urge, drop, conclude(ReferralOutcome.REFUSED)):
        nobody().when(ask).then()


def test_each_step_is_told_once() -> None:
    on_its_way(opened).when(follow_dispute).then(received)
    on_its_way(opened, received).when(follow_dispute).then()
    on_its_way(opened, received).when(follow_case).then(taken_up)
    on_its_way(opened, received, taken_up).when(follow_case).then()
    on_its_way(opened, received, taken_up).when(follow_dispute).then()


def test_it_is_urged_again_and_again_until_a_case_is_open() -> None:
    on_its_way(opened, received).when(urge).then(urged)
    second = urged.model_copy(update={"n": 2})
    on_its_way(opened, urged).when(urge).then(second)
    on_its_way(opened, taken_up).when(urge).then()
    timer = SetTimer(name="no-case", due_at=WEDNESDAY_NIGHT, command=urge)
    assert [referral.deadlines(each) for each in (opened, urged)] == [[timer], [timer]]
    done = (taken_up, concluded(ReferralOutcome.REFUSED), dropped)
    assert [referral.deadlines(each) for each in done] == [[CancelTimer(name="no-case")]] * 3
    assert referral.deadlines(received) == []


@pytest.mark.parametrize("code", list(ReferralOutcome))
def test_it_ends_with_any_outcome_once(code: ReferralOutcome) -> None:
    on_its_way(opened).when(conclude(code)).then(concluded(code))
    on_its_way(opened, taken_up).when(conclude(code)).then(concluded(code))
    on_its_way(opened, taken_up, concluded(code)).when(conclude(code)).then()
    on_its_way(opened, concluded(code)).when(drop).then()


def test_an_agreement_reached_may_be_performed_later() -> None:
    reached = concluded(ReferralOutcome.AGREEMENT_REACHED)
    performed = ReferralOutcome.AGREEMENT_PERFORMED
    on_its_way(opened, taken_up, reached).when(conclude(performed)).then(concluded(performed))
    ended = (opened, taken_up, reached, concluded(performed))
    on_its_way(*ended).when(conclude(performed)).then()


def test_called_back_it_hears_no_more() -> None:
    on_its_way(opened).when(drop).then(dropped)
    for ask in (drop, follow_dispute, follow_case, urge, conclude(ReferralOutcome.REFUSED)):
        on_its_way(opened, dropped).when(ask).then()
