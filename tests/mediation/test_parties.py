"""What the parties say, and that nobody says it for them."""

import pytest

from services.contracts.mediation.commands.case import (
    AskForWriting,
    NameParty,
    RecordConsent,
    RecordRefusal,
    ScheduleSession,
    StopMediation,
)
from services.contracts.mediation.events import mediation_events
from services.contracts.mediation.events.agreement import AgreementReached, AgreementTookEffect
from services.contracts.mediation.events.case import (
    CaseEvent,
    CasePartyNamed,
    CaseTerminated,
    PartyRefused,
    PartyStopped,
    WritingAsked,
)
from services.contracts.mediation.kinds import (
    AgreementForm,
    Capacity,
    ConsentMode,
    EndReason,
    SessionMode,
    Side,
    Signpost,
)
from services.kernel import Command
from services.mediation.cases import case
from services.mediation.cases.refusals import (
    AgreementIsBinding,
    AgreementStands,
    CaseUnknown,
    NotAParty,
    NotEveryPartyConsented,
    SpeaksForAnother,
)
from services.mediation.cases.work_refusals import MediatorIsParty
from tests.mediation.cast import (
    AGREEMENT,
    CASE,
    LEAK,
    LI,
    MA_PERSON,
    SESSION,
    TODAY,
    WANG,
    ZHAO,
    accepted,
    both,
    consented,
    minor,
    nobody_but,
    opened,
    ready,
    talking,
    term,
)
from tests.scenario import NOON, Scenario

given = Scenario(case.decider, mediation_events, minor).given
consent = RecordConsent(case_id=CASE, party=WANG, mode=ConsentMode.ORAL)
refuse = RecordRefusal(case_id=CASE, party=LI)
stop = StopMediation(case_id=CASE, party=LI)
writing = AskForWriting(case_id=CASE, party=LI)
name = NameParty(case_id=CASE, party=ZHAO, side=Side.B, capacity=Capacity.CONTRACTOR)
schedule = ScheduleSession(case_id=CASE, session_id=SESSION, at=NOON, mode=SessionMode.ROOM)

asked_writing = WritingAsked(case_id=CASE, party=LI)
named = CasePartyNamed(
    case_id=CASE, party=ZHAO, side=Side.B, capacity=Capacity.CONTRACTOR, name=None, phone=None
)
written = AgreementReached(
    case_id=CASE,
    agreement_id=AGREEMENT,
    form=AgreementForm.WRITTEN,
    partial=False,
    terms=(term(),),
    facts=None,
    agreed_on=TODAY,
)
in_effect = AgreementTookEffect(case_id=CASE, agreement_id=AGREEMENT, effective_on=TODAY)


def ended(reason: EndReason) -> CaseTerminated:
    """Every party is told of every other way."""
    return CaseTerminated(
        case_id=CASE,
        dispute_ids=(LEAK,),
        reason=reason,
        signposts=(Signpost.ARBITRATION, Signpost.ADMINISTRATIVE, Signpost.COURT),
        notice_ref=None,
    )


def test_a_party_consents_once() -> None:
    given(opened).when(consent).then(consented(WANG))
    given(opened, consented(WANG)).when(consent).then()


def test_m_inv_1_one_clear_refusal_ends_the_case_with_signposts() -> None:
    no = PartyRefused(case_id=CASE, party=LI, clear=True)
    given(opened, consented(WANG)).when(refuse).then(no, ended(EndReason.REFUSED))


def test_m_inv_1_who_agreed_first_may_still_refuse_mid_session() -> None:
    no = PartyRefused(case_id=CASE, party=LI, clear=True)
    given(*talking).when(refuse).then(no, ended(EndReason.REFUSED))


def test_m_inv_1_a_hesitant_party_holds_up_the_session_and_ends_nothing() -> None:
    hesitant = PartyRefused(case_id=CASE, party=LI, clear=False)
    given(*ready).when(refuse.model_copy(update={"clear": False})).then(hesitant)
    given(*ready, hesitant).when(schedule).refused(NotEveryPartyConsented)


@pytest.mark.parametrize(
    "history",
    [(opened,), (opened, *both, accepted), ready, talking, (*talking, written)],
    ids=["opened", "accepted", "assigned", "in session", "agreed but not in effect"],
)
def test_m_inv_2_a_party_stops_at_any_time_without_a_reason(history: tuple[CaseEvent, ...]) -> None:
    stopped = PartyStopped(case_id=CASE, party=LI)
    given(*history).when(stop).then(stopped, ended(EndReason.WITHDRAWN))
    assert "reason" not in StopMediation.model_fields


def test_m_inv_2_stopping_what_has_ended_is_nothing_new() -> None:
    given(opened, ended(EndReason.FAILED)).when(stop).then()


def test_an_agreement_in_effect_binds() -> None:
    given(*talking, written, in_effect).when(stop).refused(AgreementIsBinding)


def test_a_party_asks_for_writing_once() -> None:
    given(*ready).when(writing).then(asked_writing)
    given(*ready, asked_writing).when(writing).then()


def test_a_further_party_is_named_and_has_to_consent_too() -> None:
    given(*ready).when(name).then(named)
    given(*ready, named).when(name).then()
    given(*ready, named).when(schedule).refused(NotEveryPartyConsented)


def test_a_mediator_of_the_team_is_named_as_no_party() -> None:
    given(*ready).when(name.model_copy(update={"party": MA_PERSON})).refused(MediatorIsParty)


@pytest.mark.parametrize("ask", [consent, refuse, writing, stop])
def test_only_a_party_has_a_say(ask: Command) -> None:
    given(opened).when(ask.model_copy(update={"party": ZHAO})).refused(NotAParty)


@pytest.mark.parametrize("ask", [consent, refuse, writing, stop])
def test_a_party_speaks_for_itself_alone(ask: Command) -> None:
    for_li = ask.model_copy(update={"party": LI})
    given(opened).when(for_li, by=nobody_but(WANG)).refused(SpeaksForAnother)


@pytest.mark.parametrize("ask", [consent, refuse, writing, name])
def test_what_is_agreed_is_not_reopened_by_words(ask: Command) -> None:
    given(*talking, written).when(ask).refused(AgreementStands)


@pytest.mark.parametrize("ask", [consent, refuse, writing, name, stop])
def test_an_unknown_case_can_be_asked_nothing(ask: Command) -> None:
    given().when(ask).refused(CaseUnknown)
