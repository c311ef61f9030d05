"""Dispatched, signed for, worked on, answered."""

from datetime import timedelta
from typing import Any

import pytest

from services.contracts.ids import DispatchId
from services.contracts.petitions.commands.handling import (
    DispatchPetition,
    RecordContact,
    RecordProgress,
    ReplyPetition,
    SignDispatch,
)
from services.contracts.petitions.events.duplicates import DuplicateJoined
from services.contracts.petitions.events.petition import (
    ConflictCheck,
    HandlingProgressRecorded,
    PetitionerContacted,
)
from services.contracts.petitions.words import ContactMode, Outcome, ReferralOutcome, Regime
from services.petitions.hall import petition
from services.petitions.hall.refusals import (
    ConflictOfInterest,
    DispatchNotSigned,
    MomentInFuture,
    OtherDispatch,
    OutsideYourCommunity,
    PetitionInHandling,
    PetitionIsReplied,
    PetitionNotAccepted,
    PetitionNotDispatched,
)
from services.petitions.hall.refusals_closing import AgreementNotPerformed, FormalNeedsAuthority
from services.petitions.registry.refusals import UnitUnknown
from tests.petitions.cast import (
    DISPATCH,
    DUE,
    EVE,
    LAMP,
    LIFT,
    SOON,
    accepted,
    anonymous,
    answered,
    came_back,
    community,
    dispatched,
    given,
    hall,
    handler,
    id_of,
    in_hand,
    officer,
    referred,
    registered,
    replied,
    signed,
    street,
    words,
)
from tests.scenario import NOON, an_id


def dispatch(lead_org: str = "URBAN", **other: Any) -> DispatchPetition:
    asked: dict[str, Any] = {
        "petition_id": LAMP,
        "dispatch_id": DISPATCH,
        "lead_org": lead_org,
        "due_at": DUE,
    }
    return DispatchPetition(**{**asked, **other})


sign = SignDispatch(petition_id=LAMP, dispatch_id=DISPATCH)
reply = ReplyPetition(petition_id=LAMP, proposed_outcome=Outcome.RESOLVED, reply=words(LAMP))


def about(*orgs: str) -> Any:
    """The petition, complaining of these units and of Eve."""
    return registered.model_copy(update={"accused_orgs": orgs, "accused_persons": (EVE,)})


def test_an_accepted_petition_is_dispatched() -> None:
    given(registered, accepted).when(dispatch()).then(dispatched)
    given(registered).when(dispatch()).refused(PetitionNotAccepted)
    given(*in_hand).when(dispatch()).refused(PetitionInHandling)
    given(registered, accepted).when(dispatch("NOBODY")).refused(UnitUnknown)


@pytest.mark.parametrize(
    "ask",
    [
        dispatch("C1"),
        dispatch("E01"),
        dispatch("S01"),
        dispatch("URBAN", co_orgs=("S01",)),
        dispatch("URBAN", handler=EVE),
    ],
    ids=["the accused", "below it", "far below it", "as a helper", "an accused person"],
)
def test_p_inv_1_nothing_goes_to_whom_it_complains_of(ask: DispatchPetition) -> None:
    given(about("C1"), accepted).when(ask).refused(ConflictOfInterest)


def test_p_inv_1_the_dispatch_says_who_was_kept_out() -> None:
    excluded = ConflictCheck(excluded_orgs=("C1", "E01", "S01"), excluded_persons=(EVE,))
    told = dispatched.model_copy(update={"conflict_check": excluded})
    given(about("C1"), accepted).when(dispatch()).then(told)


def test_p_inv_1_a_complaint_is_judged_above_everyone_it_accuses() -> None:
    def judged_at(*accused: str) -> str:
        state = petition.decider.evolve(petition.decider.initial, about(*accused))
        return petition.decider.standing(dispatch(), state, street).place

    assert judged_at() == "S01"
    assert judged_at("S01") == "E01"
    assert judged_at("C1") == "shengquan"
    assert judged_at("S01", "C1") == "shengquan"
    assert judged_at("C2") == "S01"


def test_a_community_dispatches_within_itself() -> None:
    within = dispatched.model_copy(update={"lead_org": "E01"})
    given(registered, accepted).when(dispatch("E01"), by=community).then(within)
    given(registered, accepted).when(dispatch(), by=community).refused(OutsideYourCommunity)
    helped = dispatch("E01", co_orgs=("C2",))
    given(registered, accepted).when(helped, by=community).refused(OutsideYourCommunity)


def test_p_inv_5_the_earliest_due_date_governs_a_dispatch() -> None:
    joined = DuplicateJoined(
        petition_id=LAMP, member_id=LIFT, member_due_at=SOON, governing_due_at=SOON
    )
    told = dispatched.model_copy(update={"due_at": SOON})
    given(registered, accepted, joined).when(dispatch()).then(told)


def test_the_handler_signs_for_the_dispatch_in_force() -> None:
    given(registered, accepted, dispatched).when(sign, by=handler).then(signed)
    given(*in_hand).when(sign, by=handler).then()
    other = sign.model_copy(update={"dispatch_id": an_id(DispatchId, "other")})
    given(registered, accepted, dispatched).when(other).refused(OtherDispatch)
    given(registered, accepted).when(sign).refused(PetitionNotDispatched)


def test_only_the_handling_unit_and_those_above_sign_and_reply() -> None:
    state = hall.given(*in_hand)._state(in_hand)
    for ask in (sign, reply):
        assert petition.decider.standing(ask, state, street).place == "URBAN"


def test_contact_and_progress_are_recorded() -> None:
    contact = RecordContact(petition_id=LAMP, mode=ContactMode.PHONE, at=NOON, reached=True)
    told = PetitionerContacted(petition_id=LAMP, mode=ContactMode.PHONE, at=NOON, reached=True)
    for history in ((registered, accepted, dispatched), in_hand, answered):
        given(*history).when(contact).then(told)
    given(registered, accepted).when(contact).refused(PetitionNotDispatched)
    ahead = contact.model_copy(update={"at": NOON + timedelta(minutes=1)})
    given(*in_hand).when(ahead).refused(MomentInFuture)
    progress = RecordProgress(petition_id=LAMP, text=words(LAMP), evidence_refs=("照片-1",))
    given(*in_hand).when(progress).then(HandlingProgressRecorded(**dict(progress)))
    given(registered, accepted, dispatched).when(progress).refused(DispatchNotSigned)


def test_what_is_in_hand_is_answered_once() -> None:
    given(*in_hand).when(reply, by=handler).then(replied)
    given(*answered).when(reply, by=handler).refused(PetitionIsReplied)
    given(registered, accepted, dispatched).when(reply).refused(DispatchNotSigned)


def test_p_inv_2_an_anonymous_petition_is_handled_like_any_other() -> None:
    given(anonymous, accepted).when(dispatch()).then(dispatched)
    given(anonymous, accepted, dispatched, signed).when(reply, by=handler).then(replied)


def test_p_inv_12_a_formal_petition_is_answered_by_an_authority_on_a_legal_basis() -> None:
    formal = registered.model_copy(update={"regime": Regime.FORMAL})
    lawful = reply.model_copy(update={"legal_base": "信访工作条例第32条"})
    told = replied.model_copy(update={"legal_base": "信访工作条例第32条"})
    given(formal, accepted, dispatched, signed).when(lawful, by=handler).then(told)
    given(formal, accepted, dispatched, signed).when(reply).refused(FormalNeedsAuthority)
    at_station = dispatched.model_copy(update={"lead_org": "S01"})
    given(formal, accepted, at_station, signed).when(lawful).refused(FormalNeedsAuthority)


def test_back_from_mediation_undispatched_its_community_answers() -> None:
    history = (registered, accepted, referred, came_back(ReferralOutcome.AGREEMENT_PERFORMED))
    told = replied.model_copy(update={"replied_by": id_of(community), "handling_orgs": ("C1",)})
    given(*history).when(reply, by=community).then(told)
    given(*history).when(dispatch(), by=officer).then(dispatched)


def test_an_agreement_not_yet_performed_is_not_resolved() -> None:
    history = (*in_hand, referred, came_back(ReferralOutcome.AGREEMENT_REACHED))
    given(*history).when(reply, by=handler).refused(AgreementNotPerformed)
    performed = came_back(ReferralOutcome.AGREEMENT_PERFORMED)
    given(*history, performed).when(reply, by=handler).then(replied)
    told = replied.model_copy(update={"proposed_outcome": Outcome.EXPLAINED})
    explained = reply.model_copy(update={"proposed_outcome": Outcome.EXPLAINED})
    given(*history).when(explained, by=handler).then(told)
