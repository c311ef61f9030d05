"""The call-back, the end, and the second beginning."""

from datetime import timedelta
from typing import Any

import pytest

from services.contracts.petitions.clocks import ClockKind
from services.contracts.petitions.commands.closing import (
    AttemptCallback,
    ClosePetition,
    CompleteCallback,
    DecideNotToReopen,
    ReopenPetition,
)
from services.contracts.petitions.events.closing import (
    CallbackAttempted,
    PetitionClosed,
    PetitionReopened,
)
from services.contracts.petitions.events.duplicates import DuplicateJoined
from services.contracts.petitions.words import (
    CallbackResult,
    Confirmation,
    Outcome,
    Regime,
    ReopenReason,
    Satisfaction,
)
from services.kernel.actor import Grant, Principal
from services.petitions.hall.refusals import (
    ConflictOfInterest,
    MomentInFuture,
    PetitionInHandling,
    PetitionIsClosed,
    PetitionIsReferred,
    PetitionIsReplied,
)
from services.petitions.hall.refusals_closing import (
    CallbackContradicts,
    CallbackIsCompleted,
    CallbackMissing,
    CallerHandles,
    EvidenceMissing,
    FormalNeedsAuthority,
    NewFactsNeeded,
    NotSolvedInTheirWords,
    PetitionerCanBeAsked,
    PetitionerIsContent,
    ReopenOrDecide,
    SilenceIsNotSatisfaction,
)
from tests.petitions.cast import (
    ADA,
    DUE,
    LAMP,
    LIFT,
    accepted,
    anonymous,
    answered,
    callback_clock,
    called,
    caller,
    closed,
    community,
    dispatched,
    given,
    handler,
    id_of,
    in_hand,
    kept,
    matter_of,
    officer,
    referred,
    registered,
    replied,
    resident,
    signed,
    somebody,
    tried,
    words,
)
from tests.scenario import NOON, STREET

attempt = AttemptCallback(petition_id=LAMP, at=NOON, result=CallbackResult.NO_ANSWER)
leave_it = DecideNotToReopen(petition_id=LAMP, reason="已按规定办理")


def complete(
    solved: bool = True,
    satisfaction: Satisfaction = Satisfaction.SATISFIED,
    effective: bool = True,
) -> CompleteCallback:
    return CompleteCallback(
        petition_id=LAMP,
        effective=effective,
        contacted=True,
        solved=solved,
        satisfaction=satisfaction,
    )


def close(
    outcome: Outcome = Outcome.RESOLVED,
    confirmed_by: Confirmation = Confirmation.CALLBACK,
    evidence_refs: tuple[str, ...] = (),
) -> ClosePetition:
    return ClosePetition(
        petition_id=LAMP,
        outcome=outcome,
        confirmed_by=confirmed_by,
        evidence_refs=evidence_refs,
    )


def closing(ask: ClosePetition, **other: Any) -> PetitionClosed:
    return closed.model_copy(
        update={
            "outcome": ask.outcome,
            "confirmed_by": ask.confirmed_by,
            "evidence_refs": ask.evidence_refs,
            **other,
        }
    )


by_evidence = close(confirmed_by=Confirmation.EVIDENCE, evidence_refs=("照片-1",))
unreachable = (*answered, tried(0), tried(1), tried(2))
nobodys = (anonymous, accepted, dispatched, signed, replied)


def test_somebody_who_did_not_handle_it_calls() -> None:
    told = CallbackAttempted(petition_id=LAMP, n=1, at=NOON, result=CallbackResult.NO_ANSWER)
    given(*answered).when(attempt, by=caller).then(told)
    third = told.model_copy(update={"n": 3})
    given(*answered, tried(0), tried(1)).when(attempt, by=caller).then(third)
    given(*answered).when(complete(), by=caller).then(called())
    given(*in_hand).when(attempt, by=caller).refused(PetitionInHandling)
    ahead = attempt.model_copy(update={"at": NOON + timedelta(minutes=1)})
    given(*answered).when(ahead, by=caller).refused(MomentInFuture)


@pytest.mark.parametrize(
    "who",
    [
        handler,
        somebody("caller", "URBAN"),
        Principal(person=officer.person, street=STREET, grants=(*officer.grants, *handler.grants)),
        Principal(person=handler.person, street=STREET, grants=(Grant(role="caller", org=STREET),)),
    ],
    ids=["the handler", "a colleague", "one with two offices", "the replier, elsewhere since"],
)
def test_p_inv_10_nobody_of_the_handling_unit_calls_back_or_closes(who: Principal) -> None:
    for ask in (attempt, complete()):
        given(*answered).when(ask, by=who).refused(CallerHandles)
    given(*answered, called()).when(close(), by=who).refused(CallerHandles)


def test_p_inv_10_a_unit_below_the_handling_one_is_of_it() -> None:
    in_c1 = (*in_hand, replied.model_copy(update={"handling_orgs": ("C1",)}))
    for who in (community, somebody("community_officer", "E01")):
        given(*in_c1).when(complete(), by=who).refused(CallerHandles)
    assisting = (*in_hand, replied.model_copy(update={"handling_orgs": ("URBAN", "C1")}))
    given(*assisting).when(complete(), by=community).refused(CallerHandles)
    given(*answered).when(complete(), by=community).then(
        called().model_copy(update={"called_by": id_of(community)})
    )


def test_p_inv_10_where_the_streets_own_office_handles_it_its_people_do_not_call() -> None:
    in_street = (*in_hand, replied.model_copy(update={"handling_orgs": (STREET,)}))
    given(*in_street).when(complete(), by=caller).refused(CallerHandles)
    assert given(*in_street).when(complete(), by=community).refusal is None


def test_p_inv_1_nobody_of_an_accused_unit_calls_back() -> None:
    complaint = registered.model_copy(update={"accused_orgs": ("C1",)})
    history = (complaint, accepted, dispatched, signed, replied)
    given(*history).when(complete(), by=community).refused(ConflictOfInterest)


def test_a_call_back_that_is_not_effective_says_nothing() -> None:
    given(*answered).when(complete(effective=False)).refused(CallbackContradicts)
    silent = complete(solved=False, satisfaction=Satisfaction.NO_OPINION, effective=False)
    told = called(False, Satisfaction.NO_OPINION, effective=False)
    given(*answered).when(silent, by=caller).then(told)
    given(*answered, told).when(complete(), by=caller).then(called())
    given(*answered, called()).when(complete(), by=caller).refused(CallbackIsCompleted)


def test_p_inv_8_resolved_is_the_petitioners_word() -> None:
    given(*answered, called()).when(close(), by=caller).then(closed)
    given(*answered, called(), closed).when(close(), by=caller).then()
    given(*answered).when(close(), by=caller).refused(CallbackMissing)
    not_solved = (*answered, called(solved=False), kept)
    given(*not_solved).when(close(), by=caller).refused(NotSolvedInTheirWords)
    explained = close(Outcome.EXPLAINED)
    given(*not_solved).when(explained, by=caller).then(closing(explained))


def test_p_inv_8_evidence_stands_in_for_whoever_cannot_be_asked() -> None:
    told = closing(by_evidence)
    given(*unreachable).when(by_evidence, by=caller).then(told)
    unnamed = told.model_copy(update={"same_matter": None})
    given(*nobodys).when(by_evidence, by=caller).then(unnamed)
    given(*unreachable).when(by_evidence, by=handler).refused(CallerHandles)
    bare = close(confirmed_by=Confirmation.EVIDENCE)
    given(*unreachable).when(bare, by=caller).refused(EvidenceMissing)


def test_p_inv_8_two_days_or_one_answer_is_not_unreachable() -> None:
    twice = (*answered, tried(0), tried(1), tried(1))
    given(*twice).when(by_evidence, by=caller).refused(PetitionerCanBeAsked)
    reached = tried(2).model_copy(update={"result": CallbackResult.REACHED})
    met = (*unreachable, reached)
    given(*met).when(by_evidence, by=caller).refused(PetitionerCanBeAsked)
    asked = (*unreachable, called())
    given(*asked).when(by_evidence, by=caller).refused(PetitionerCanBeAsked)


def test_p_inv_8_silence_is_never_satisfaction() -> None:
    deemed = close(confirmed_by=Confirmation.DEEMED)
    given(*unreachable).when(deemed, by=caller).refused(SilenceIsNotSatisfaction)
    over = close(Outcome.NO_FURTHER, Confirmation.DEEMED)
    given(*unreachable).when(over, by=caller).then(closing(over))
    given(*answered).when(over, by=caller).refused(PetitionerCanBeAsked)


def test_p_inv_9_a_discontent_petitioner_is_heard_again_or_the_street_says_why_not() -> None:
    upset = (*answered, called(satisfaction=Satisfaction.DISSATISFIED))
    given(*upset).when(close(), by=caller).refused(ReopenOrDecide)
    given(*upset).when(leave_it, by=officer).then(kept)
    given(*upset, kept).when(leave_it, by=officer).then()
    given(*upset, kept).when(close(), by=caller).then(closed)
    given(*answered, called()).when(leave_it, by=officer).refused(PetitionerIsContent)
    given(*answered).when(leave_it, by=officer).refused(PetitionerIsContent)
    given(*in_hand).when(leave_it, by=officer).refused(PetitionInHandling)


def test_p_inv_12_a_formal_petition_is_not_closed_below_the_authority() -> None:
    formal = registered.model_copy(update={"regime": Regime.FORMAL})
    lawful = replied.model_copy(update={"legal_base": "信访工作条例第32条"})
    history = (formal, accepted, dispatched, signed, lawful, called())
    given(*history).when(close(), by=community).refused(FormalNeedsAuthority)
    given(*history).when(close(), by=caller).then(closed)
    unlawful = (formal, accepted, dispatched, signed, replied, called())
    given(*unlawful).when(close(), by=caller).refused(FormalNeedsAuthority)


def test_p_inv_13_nothing_is_closed_while_mediation_has_it() -> None:
    given(*in_hand, referred).when(close(), by=caller).refused(PetitionIsReferred)


def test_p_inv_5_the_end_of_a_lead_names_its_members() -> None:
    joined = DuplicateJoined(
        petition_id=LAMP, member_id=LIFT, member_due_at=None, governing_due_at=DUE
    )
    told = closing(close(), members=(LIFT,))
    given(*answered, joined, called()).when(close(), by=caller).then(told)


def reopen(reason: ReopenReason, new_facts: bool = False) -> ReopenPetition:
    return ReopenPetition(
        petition_id=LAMP, reason=reason, new_facts=words(LAMP) if new_facts else None
    )


second_clock = callback_clock.model_copy(
    update={"clock_id": "HANDLING-2", "kind": ClockKind.HANDLING, "rule_ref": "P-LAW-15"}
)


def reopened(reason: ReopenReason, new_facts: bool = False) -> PetitionReopened:
    return PetitionReopened(
        petition_id=LAMP,
        reason=reason,
        new_facts=words(LAMP) if new_facts else None,
        due_at=second_clock.due_at,
        cycle=2,
        same_matter=matter_of(ADA),
        clocks=(second_clock,),
    )


def test_p_inv_9_a_call_back_that_is_not_content_reopens() -> None:
    upset = (*answered, called(solved=False))
    again = reopened(ReopenReason.NOT_SOLVED)
    given(*upset).when(reopen(ReopenReason.NOT_SOLVED), by=caller).then(again)
    given(*upset, again).when(close(), by=caller).refused(PetitionInHandling)
    given(*upset, kept).when(reopen(ReopenReason.NOT_SOLVED)).refused(PetitionIsReplied)
    given(*answered).when(reopen(ReopenReason.NOT_SOLVED)).refused(PetitionIsReplied)


def test_a_closed_petition_begins_again_in_the_same_hands() -> None:
    over = (*answered, called(), closed)
    given(*over).when(reopen(ReopenReason.RELAPSED), by=officer).then(
        reopened(ReopenReason.RELAPSED)
    )
    second = (*over, reopened(ReopenReason.RELAPSED), replied.model_copy(update={"cycle": 2}))
    later = called().model_copy(update={"cycle": 2})
    given(*second).when(complete(), by=caller).then(later)
    given(*second).when(close(), by=caller).refused(CallbackMissing)
    twice = closed.model_copy(update={"cycle": 2})
    given(*second, later).when(close(), by=caller).then(twice)


def test_a_petitioner_reopens_with_new_facts() -> None:
    over = (*answered, called(), closed)
    ada = resident(ADA)
    given(*over).when(reopen(ReopenReason.RELAPSED), by=ada).refused(NewFactsNeeded)
    given(*over).when(reopen(ReopenReason.NEW_FACTS), by=ada).refused(NewFactsNeeded)
    given(*over).when(reopen(ReopenReason.NEW_FACTS, new_facts=True), by=ada).then(
        reopened(ReopenReason.NEW_FACTS, new_facts=True)
    )


def test_what_is_closed_is_not_closed_otherwise() -> None:
    given(*answered, called(), closed).when(close(Outcome.EXPLAINED)).refused(PetitionIsClosed)
