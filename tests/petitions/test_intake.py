"""At the desk: classified, accepted or declined, told of, corrected, taken back or struck out."""

from datetime import timedelta

import pytest

from services.contracts.petitions.commands.petition import (
    AcceptPetition,
    ClassifyPetition,
    CorrectPetition,
    DeclinePetition,
    NotifyPetitioner,
    SignpostPetition,
    VoidPetition,
    WithdrawPetition,
)
from services.contracts.petitions.events.duplicates import DuplicateJoined, PetitionMerged
from services.contracts.petitions.events.petition import (
    PetitionCorrected,
    PetitionDeclined,
    PetitionerNotified,
    PetitionEvent,
    PetitionSignposted,
    PetitionVoided,
    PetitionWithdrawn,
)
from services.contracts.petitions.words import (
    ContactMode,
    DeclineReason,
    DemandType,
    LegalChannel,
    MergeBasis,
    NoticeKind,
    Outcome,
    TopicClass,
)
from services.petitions.hall.refusals import (
    AlreadyClassified,
    MomentInFuture,
    NotClassified,
    NothingToCorrect,
    OutcomeIsTheStreets,
    PetitionInHandling,
    PetitionIsClosed,
    PetitionIsDeclined,
    PetitionIsMerged,
    PetitionIsReferred,
    PetitionIsReplied,
    PetitionIsVoided,
    PetitionIsWithdrawn,
    PetitionNotDispatched,
    PetitionUnknown,
)
from services.petitions.hall.refusals_closing import (
    CallbackMissing,
    LeadsDuplicates,
    NotSolvedInTheirWords,
)
from tests.petitions.cast import (
    ADA,
    BOB,
    DUE,
    EVE,
    LAMP,
    LIFT,
    accepted,
    answered,
    called,
    caller,
    classified,
    clerk,
    closed,
    given,
    in_hand,
    kept,
    matter_of,
    officer,
    referred,
    registered,
    words,
)
from tests.scenario import NOON

accept = AcceptPetition(petition_id=LAMP, due_at=DUE)
classify = ClassifyPetition(
    petition_id=LAMP,
    topic_class=TopicClass.PRACTICAL,
    category_code="STREET_LIGHT",
    demand_type=DemandType.HELP,
)
decline = DeclinePetition(
    petition_id=LAMP,
    reason_code=DeclineReason.LEGAL_CHANNEL,
    signpost=LegalChannel.COURT,
    reply=words(LAMP),
)
declined = PetitionDeclined(
    petition_id=LAMP,
    reason_code=DeclineReason.LEGAL_CHANNEL,
    signpost=LegalChannel.COURT,
    legal_base=None,
    reply=words(LAMP),
    same_matter=matter_of(ADA),
)
withdraw = WithdrawPetition(petition_id=LAMP)
withdrawn = PetitionWithdrawn(petition_id=LAMP, same_matter=matter_of(ADA))
void = VoidPetition(petition_id=LAMP, reason="测试")
voided = PetitionVoided(petition_id=LAMP, reason="测试", same_matter=matter_of(ADA))
merged = PetitionMerged(
    petition_id=LAMP,
    lead_id=LIFT,
    basis=MergeBasis.SAME_MATTER,
    proposed_by=BOB,
    confirmed_by=EVE,
)
joined = DuplicateJoined(
    petition_id=LAMP, member_id=LIFT, member_due_at=None, governing_due_at=None
)


def correct(
    category_code: str | None = None,
    topic_class: TopicClass | None = None,
    outcome: Outcome | None = None,
) -> CorrectPetition:
    return CorrectPetition(
        petition_id=LAMP,
        category_code=category_code,
        topic_class=topic_class,
        outcome=outcome,
        reason="登记有误",
    )


def corrected(ask: CorrectPetition) -> PetitionCorrected:
    return PetitionCorrected(**dict(ask))


def test_a_registered_petition_is_classified() -> None:
    given(registered).when(classify).then(classified)
    given(registered, classified).when(classify).then()


def test_p_inv_15_a_classification_is_changed_only_by_a_correction_with_a_reason() -> None:
    other = classify.model_copy(update={"topic_class": TopicClass.MAJOR})
    given(registered, classified).when(other).refused(AlreadyClassified)
    ask = correct(category_code="LIFT", topic_class=TopicClass.MAJOR)
    given(registered, classified).when(ask).then(corrected(ask))
    latest = other.model_copy(update={"category_code": "LIFT"})
    given(registered, classified, corrected(ask)).when(latest).then()


def test_p_inv_15_an_outcome_is_corrected_by_the_street_once_it_is_there() -> None:
    ask = correct(outcome=Outcome.EXPLAINED)
    given(*answered, called(), closed).when(ask, by=officer).then(corrected(ask))
    given(*answered, called(), closed).when(ask, by=clerk).refused(OutcomeIsTheStreets)
    given(*answered, called(), closed).when(ask, by=caller).refused(OutcomeIsTheStreets)
    given(*answered).when(ask, by=officer).refused(PetitionIsReplied)


def test_p_inv_8_a_correction_is_no_way_around_the_petitioners_word() -> None:
    explained = closed.model_copy(update={"outcome": Outcome.EXPLAINED})
    unsolved = (*answered, called(solved=False), kept, explained)
    given(*unsolved).when(correct(outcome=Outcome.RESOLVED)).refused(NotSolvedInTheirWords)
    given(*answered, explained).when(correct(outcome=Outcome.RESOLVED)).refused(CallbackMissing)


def test_a_correction_says_what_and_what_was_never_classified_is_not_corrected() -> None:
    given(registered).when(correct()).refused(NothingToCorrect)
    given(registered).when(correct(topic_class=TopicClass.MAJOR)).refused(NotClassified)
    given(registered, voided).when(correct(category_code="LIFT")).refused(PetitionIsVoided)


def test_it_is_accepted_once_with_its_due_date() -> None:
    given(registered).when(accept).then(accepted)
    given(registered, accepted).when(accept).then()
    later = accept.model_copy(update={"due_at": DUE + timedelta(days=1)})
    given(registered, accepted).when(later).refused(PetitionNotDispatched)


def test_it_is_declined_with_a_signpost() -> None:
    given(registered).when(decline).then(declined)
    given(registered, accepted).when(decline).refused(PetitionNotDispatched)
    given(registered, declined).when(accept).refused(PetitionIsDeclined)


def test_somebody_is_shown_another_door() -> None:
    ask = SignpostPetition(petition_id=LAMP, channel=LegalChannel.ARBITRATION)
    told = PetitionSignposted(petition_id=LAMP, channel=LegalChannel.ARBITRATION, note=None)
    given(registered).when(ask).then(told)
    given(*in_hand).when(ask).then(told)
    given(*answered).when(ask).refused(PetitionIsReplied)


def test_the_petitioner_is_told_and_never_from_the_future() -> None:
    ask = NotifyPetitioner(
        petition_id=LAMP,
        notice_kind=NoticeKind.ACCEPTED,
        mode=ContactMode.PHONE,
        sent_at=NOON,
    )
    told = PetitionerNotified(
        petition_id=LAMP,
        notice_kind=NoticeKind.ACCEPTED,
        mode=ContactMode.PHONE,
        sent_at=NOON,
        delivered_at=None,
        same_matter=None,
    )
    given(registered, accepted).when(ask).then(told)
    ahead = ask.model_copy(update={"sent_at": NOON + timedelta(minutes=1)})
    given(registered, accepted).when(ahead).refused(MomentInFuture)


@pytest.mark.parametrize("history", [(registered,), (registered, accepted), in_hand, answered])
def test_the_petitioner_takes_it_back_until_it_is_closed(
    history: tuple[PetitionEvent, ...],
) -> None:
    given(*history).when(withdraw).then(withdrawn)
    given(*history, withdrawn).when(withdraw).then()


def test_what_has_ended_is_not_taken_back() -> None:
    given(*answered, called(), closed).when(withdraw).refused(PetitionIsClosed)
    given(registered, accepted, referred).when(withdraw).refused(PetitionIsReferred)
    given(registered, merged).when(withdraw).refused(PetitionIsMerged)
    given(registered, withdrawn).when(classify).refused(PetitionIsWithdrawn)


def test_a_slip_is_struck_out() -> None:
    given(registered).when(void).then(voided)
    given(*answered, called(), closed).when(void).then(voided)
    given(registered, voided).when(void).then()
    given(registered, accepted, referred).when(void).refused(PetitionIsReferred)
    given(registered, merged).when(void).refused(PetitionIsMerged)


def test_p_inv_5_a_lead_does_not_go_away_under_its_duplicates() -> None:
    for ask in (withdraw, void, decline):
        given(registered, joined).when(ask).refused(LeadsDuplicates)


def test_what_is_in_hand_is_not_accepted_again() -> None:
    given(*in_hand).when(accept).refused(PetitionInHandling)


def test_nothing_can_be_asked_of_what_is_not_there() -> None:
    for ask in (accept, classify, decline, withdraw, void, correct(category_code="LIFT")):
        given().when(ask).refused(PetitionUnknown)
