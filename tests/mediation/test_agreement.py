"""How an agreement comes to bind."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from pydantic import ValidationError

from services.contracts.mediation.commands.agreement import (
    AffixSeal,
    RecordAgreement,
    SignAgreement,
)
from services.contracts.mediation.events import mediation_events
from services.contracts.mediation.events.agreement import (
    AgreementReached,
    AgreementSigned,
    AgreementTookEffect,
    CommitteeSealAffixed,
)
from services.contracts.mediation.events.case import CaseEscalated, WritingAsked
from services.contracts.mediation.kinds import AgreementForm, SignMethod, SignsAs
from services.contracts.mediation.values import Term
from services.mediation.cases import case
from services.mediation.cases.agreement_refusals import (
    AgreementInEffect,
    NoAgreement,
    ObligorIsNoParty,
    OralNotAllowed,
    SignedBeforeAgreed,
    TermNamedTwice,
)
from services.mediation.cases.refusals import (
    AgreementStands,
    NotAParty,
    NotEveryPartyConsented,
    SpeaksForAnother,
)
from services.mediation.cases.work_refusals import NoSessionHeld, NotInTeam, WrongCommittee
from services.mediation.known import Surroundings
from tests.mediation.cast import (
    AGREEMENT,
    CASE,
    DAY,
    GU,
    LI,
    LOW,
    MA,
    TODAY,
    TOMORROW,
    WANG,
    ZHAO,
    grave,
    major,
    minor,
    nobody_but,
    ready,
    talking,
    term,
)
from tests.mediation.test_parties import in_effect, written
from tests.mediation.test_sessions import named
from tests.scenario import NOON, STREET, Scenario

given = Scenario(case.decider, mediation_events, minor).given
record = RecordAgreement(
    case_id=CASE, agreement_id=AGREEMENT, form=AgreementForm.WRITTEN, terms=(term(),)
)
aloud = record.model_copy(update={"form": AgreementForm.ORAL})
seal = AffixSeal(case_id=CASE, committee_id="C1")


def sign(signer: UUID, signs_as: SignsAs = SignsAs.PARTY) -> SignAgreement:
    return SignAgreement(
        case_id=CASE, signs_as=signs_as, signer=signer, method=SignMethod.SIGNATURE
    )


def signed(signer: UUID, on: date = TODAY, signs_as: SignsAs = SignsAs.PARTY) -> AgreementSigned:
    return AgreementSigned(
        case_id=CASE,
        agreement_id=AGREEMENT,
        signs_as=signs_as,
        signer=signer,
        method=SignMethod.SIGNATURE,
        signed_on=on,
    )


def sealed_on(day: date) -> CommitteeSealAffixed:
    return CommitteeSealAffixed(
        case_id=CASE, agreement_id=AGREEMENT, committee_id="C1", affixed_on=day
    )


def effective(day: date) -> AgreementTookEffect:
    return AgreementTookEffect(case_id=CASE, agreement_id=AGREEMENT, effective_on=day)


lead_signed = signed(MA, signs_as=SignsAs.MEDIATOR)
spoken = written.model_copy(update={"form": AgreementForm.ORAL})


def test_what_was_agreed_in_a_session_is_recorded() -> None:
    given(*talking).when(record).then(written)
    given(*ready).when(record).refused(NoSessionHeld)
    given(*talking, written).when(record).refused(AgreementStands)
    given(*talking, written, in_effect).when(record).refused(AgreementStands)


def test_a_level_that_held_no_session_agrees_nothing() -> None:
    up = CaseEscalated(case_id=CASE, from_level=1, to_level=2, reason="复杂", attempts=1)
    given(*talking, up).when(record).refused(NoSessionHeld)


def test_m_inv_1_nothing_is_agreed_over_the_head_of_a_new_party() -> None:
    given(*talking, named).when(record).refused(NotEveryPartyConsented)


def test_m_inv_6_a_small_matter_done_on_the_spot_is_agreed_aloud() -> None:
    given(*talking).when(aloud).then(spoken, effective(TODAY))


@pytest.mark.parametrize("around", [major, grave], ids=["major", "grave"])
def test_m_inv_6_a_major_or_grave_matter_is_agreed_in_writing(around: Surroundings) -> None:
    scenario = Scenario(case.decider, mediation_events, around)
    scenario.given(*talking).when(aloud).refused(OralNotAllowed)


def test_m_inv_6_three_instalments_are_agreed_in_writing() -> None:
    instalments = tuple(
        term(f"T{n}", due=TODAY + timedelta(days=30 * n), fen=100_000) for n in range(3)
    )
    ask = aloud.model_copy(update={"terms": instalments})
    given(*talking).when(ask).refused(OralNotAllowed)


def test_m_inv_6_what_a_party_wants_written_is_written() -> None:
    wanted = WritingAsked(case_id=CASE, party=LI)
    given(*talking, wanted).when(aloud).refused(OralNotAllowed)


def test_m_inv_6_signed_on_day_one_and_two_and_sealed_on_day_five_it_binds_on_day_five() -> None:
    two, five = date(2024, 11, 5), date(2024, 11, 8)
    by_parties = (*talking, written, signed(WANG), signed(LI))
    by_lead = (*by_parties, signed(MA, two, SignsAs.MEDIATOR))
    given(*by_lead).when(seal, at=NOON + 4 * DAY).then(sealed_on(five), effective(five))


def test_m_inv_6_entered_in_another_order_it_binds_on_the_same_day() -> None:
    history = (*talking, written, sealed_on(date(2024, 11, 8)), lead_signed, signed(WANG))
    last = sign(LI)
    given(*history).when(last).then(signed(LI), effective(date(2024, 11, 8)))


@pytest.mark.parametrize(
    "missing", [signed(WANG), signed(LI), lead_signed], ids=["a party", "the other", "the lead"]
)
def test_m_inv_6_while_a_name_is_missing_the_seal_binds_nobody(missing: AgreementSigned) -> None:
    names = [each for each in (signed(WANG), signed(LI), lead_signed) if each != missing]
    given(*talking, written, *names).when(seal).then(sealed_on(TODAY))


def test_m_inv_6_without_the_seal_all_names_bind_nobody() -> None:
    history = (*talking, written, signed(WANG), lead_signed)
    given(*history).when(sign(LI)).then(signed(LI))


def test_m_inv_6_another_mediators_name_is_not_the_leads() -> None:
    history = (*talking, written, signed(WANG), signed(LI), sealed_on(TODAY))
    other = signed(LOW, signs_as=SignsAs.MEDIATOR)
    given(*history).when(sign(LOW, SignsAs.MEDIATOR)).then(other)


def test_the_seal_is_the_right_committees() -> None:
    wrong = AffixSeal(case_id=CASE, committee_id=STREET)
    given(*talking, written).when(wrong).refused(WrongCommittee)


def test_signing_and_sealing_twice_is_once() -> None:
    given(*talking, written, signed(WANG)).when(sign(WANG)).then()
    given(*talking, written, sealed_on(TODAY)).when(seal).then()


@pytest.mark.parametrize("ask", [sign(WANG), seal])
def test_nobody_signs_or_seals_before_it_was_agreed(ask: SignAgreement | AffixSeal) -> None:
    given(*talking, written).when(ask, occurred_at=NOON - DAY).refused(SignedBeforeAgreed)


def test_only_parties_and_the_team_sign_each_for_themselves() -> None:
    given(*talking, written).when(sign(ZHAO)).refused(NotAParty)
    given(*talking, written).when(sign(GU, SignsAs.MEDIATOR)).refused(NotInTeam)
    given(*talking, written).when(sign(LI), by=nobody_but(WANG)).refused(SpeaksForAnother)


@pytest.mark.parametrize("ask", [sign(WANG), seal])
def test_names_belong_under_an_agreement_that_does_not_bind_yet(
    ask: SignAgreement | AffixSeal,
) -> None:
    given(*talking).when(ask).refused(NoAgreement)
    given(*talking, written, in_effect).when(ask).refused(AgreementInEffect)


@pytest.mark.parametrize("field", ["obligor", "act", "due_on"])
def test_m_inv_8_a_term_says_who_does_what_by_when(field: str) -> None:
    whole = term(fen=1).model_dump()
    with pytest.raises(ValidationError):
        Term.model_validate({name: each for name, each in whole.items() if name != field})


@pytest.mark.parametrize("amount", [0, -1, 12.5, "100"])
def test_m_inv_8_money_is_whole_fen(amount: object) -> None:
    whole = term().model_dump() | {"amount_fen": amount}
    with pytest.raises(ValidationError):
        Term.model_validate(whole)


def test_m_inv_8_only_a_party_owes_and_each_term_has_its_own_name() -> None:
    stranger = record.model_copy(update={"terms": (term(obligor=ZHAO),)})
    given(*talking).when(stranger).refused(ObligorIsNoParty)
    twice = record.model_copy(update={"terms": (term(), term(obligor=WANG))})
    given(*talking).when(twice).refused(TermNamedTwice)


def test_a_part_may_be_agreed_first() -> None:
    part = record.model_copy(update={"partial": True, "terms": (term(due=TOMORROW),)})
    reached = AgreementReached(
        case_id=CASE,
        agreement_id=AGREEMENT,
        form=AgreementForm.WRITTEN,
        partial=True,
        terms=(term(due=TOMORROW),),
        facts=None,
        agreed_on=TODAY,
    )
    given(*talking).when(part).then(reached)
