"""What becomes of an agreement in effect."""

from datetime import date

import pytest

from services.contracts.ids import ReferralId
from services.contracts.mediation.commands.agreement import (
    FollowUp,
    RecordBreach,
    RecordPerformance,
    UrgePerformance,
)
from services.contracts.mediation.events import mediation_events
from services.contracts.mediation.events.agreement import (
    AgreementPerformed,
    FollowUpDone,
    PerformanceUrged,
    TermBreached,
    TermPerformed,
)
from services.contracts.mediation.events.case import CaseEvent, CaseOutcomePublished
from services.contracts.mediation.kinds import Performed, Satisfaction
from services.kernel import Command
from services.mediation.cases import case
from services.mediation.cases.agreement_refusals import (
    AgreementNotInEffect,
    NoAgreement,
    StillBeingPerformed,
    TermIsPerformed,
    TermNotDue,
    TermUnknown,
)
from services.mediation.cases.refusals import NotAParty
from tests.mediation.cast import (
    AGREEMENT,
    CASE,
    DAY,
    TODAY,
    TOMORROW,
    WANG,
    ZHAO,
    minor,
    opened,
    talking,
    term,
)
from tests.mediation.test_parties import in_effect, written
from tests.scenario import NOON, Scenario, an_id

REFERRAL = an_id(ReferralId)
given = Scenario(case.decider, mediation_events, minor).given
two_terms = written.model_copy(update={"terms": (term("T1"), term("T2", due=TOMORROW))})
binding = (*talking, two_terms, in_effect)
referred: tuple[CaseEvent, ...] = (
    opened.model_copy(update={"referral_id": REFERRAL}),
    *binding[1:],
)

perform = RecordPerformance(case_id=CASE, term_id="T1")
urge = UrgePerformance(case_id=CASE, term_id="T1")
breach = RecordBreach(case_id=CASE, term_id="T1")
visit = FollowUp(
    case_id=CASE, performance=Performed.FULL, satisfaction=Satisfaction.SATISFIED, party=WANG
)


def done(name: str, on: date = TODAY) -> TermPerformed:
    return TermPerformed(
        case_id=CASE, agreement_id=AGREEMENT, term_id=name, performed_on=on, evidence=None
    )


def broken(name: str, due: date = TODAY) -> TermBreached:
    return TermBreached(case_id=CASE, agreement_id=AGREEMENT, term_id=name, due_on=due)


def seen(n: int, on: date = TODAY) -> FollowUpDone:
    return FollowUpDone(
        case_id=CASE,
        n=n,
        on=on,
        performance=Performed.FULL,
        satisfaction=Satisfaction.SATISFIED,
        relapse=False,
        party=WANG,
        notes=None,
    )


def told(code: str, *, performed: bool) -> CaseOutcomePublished:
    return CaseOutcomePublished.model_validate(
        {
            "case_id": CASE,
            "referral_id": REFERRAL,
            "outcome_code": code,
            "agreed_on": TODAY,
            "performed": performed,
        }
    )


whole = AgreementPerformed(case_id=CASE, agreement_id=AGREEMENT, performed_on=TODAY, level=1)


def test_terms_are_performed_one_by_one_until_the_whole_is() -> None:
    given(*binding).when(perform).then(done("T1"))
    last = RecordPerformance(case_id=CASE, term_id="T2")
    given(*binding, done("T1")).when(last).then(done("T2"), whole)
    given(*binding, done("T1")).when(perform).then()


def test_x1_the_hall_is_told_when_all_is_performed() -> None:
    last = RecordPerformance(case_id=CASE, term_id="T2")
    given(*referred, done("T1")).when(last).then(
        done("T2"), whole, told("AGREEMENT_PERFORMED", performed=True)
    )


def test_an_unknown_term_is_neither_performed_urged_nor_broken() -> None:
    for ask in (perform, urge, breach):
        given(*binding).when(ask.model_copy(update={"term_id": "T9"})).refused(TermUnknown)


def test_who_owes_is_urged() -> None:
    urged = PerformanceUrged(case_id=CASE, agreement_id=AGREEMENT, term_id="T1")
    given(*binding).when(urge).then(urged)
    given(*binding, done("T1")).when(urge).refused(TermIsPerformed)


def test_a_term_is_broken_only_after_its_day_and_may_still_be_performed() -> None:
    given(*binding).when(breach).refused(TermNotDue)
    given(*binding).when(breach, at=NOON + DAY).then(broken("T1"))
    given(*binding, broken("T1")).when(breach, at=NOON + DAY).then()
    given(*binding, done("T1")).when(breach, at=NOON + DAY).refused(TermIsPerformed)
    given(*binding, broken("T1")).when(perform, at=NOON + DAY).then(done("T1", TOMORROW))


def test_somebody_goes_to_see_when_all_is_performed_and_again() -> None:
    fulfilled = (*binding, done("T1"), done("T2"), whole)
    given(*fulfilled).when(visit).then(seen(1))
    given(*fulfilled, seen(1)).when(visit).then(seen(2))


def test_nobody_goes_to_see_while_it_is_being_performed() -> None:
    given(*binding).when(visit).refused(StillBeingPerformed)
    given(*binding, broken("T1")).when(visit).refused(StillBeingPerformed)


def test_x1_the_hall_is_told_of_an_agreement_that_was_broken_and_again_if_it_is_kept() -> None:
    partly = (*referred, done("T1"), broken("T2", TOMORROW))
    given(*partly).when(visit).then(seen(1), told("AGREEMENT_REACHED", performed=False))
    late = RecordPerformance(case_id=CASE, term_id="T2")
    given(*partly, seen(1)).when(late).then(
        done("T2"), whole, told("AGREEMENT_PERFORMED", performed=True)
    )


def test_only_a_party_is_spoken_to() -> None:
    fulfilled = (*binding, done("T1"), done("T2"), whole)
    given(*fulfilled).when(visit.model_copy(update={"party": ZHAO})).refused(NotAParty)


@pytest.mark.parametrize("ask", [perform, urge, breach, visit])
def test_nothing_is_owed_before_an_agreement_is_in_effect(ask: Command) -> None:
    given(*talking).when(ask).refused(NoAgreement)
    given(*talking, two_terms).when(ask).refused(AgreementNotInEffect)
