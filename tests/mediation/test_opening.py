"""How a case comes to be, or does not."""

import pytest

from services.contracts.ids import ReferralId
from services.contracts.mediation.commands.case import EndDelegation, OpenCase
from services.contracts.mediation.events import mediation_events
from services.contracts.mediation.events.case import (
    CaseOutcomePublished,
    CaseTerminated,
    PartyConsented,
)
from services.contracts.mediation.events.dispute import DisputeClosedWithoutCase
from services.contracts.mediation.kinds import (
    Capacity,
    ClosedReason,
    ConsentMode,
    EndReason,
    Side,
    Signpost,
    StartedBy,
)
from services.contracts.mediation.values import DisputeParty
from services.kernel import Release, Take
from services.mediation.cases import case
from services.mediation.cases.refusals import (
    CaseAlreadyOpened,
    DelegationHasEnded,
    DelegationNeedsReference,
    DisputesNotOpen,
    DisputesOfOneEstate,
    PreviousCaseNotEnded,
)
from services.mediation.disputes.refusals import DisputeHasCase, DisputeIsSettled
from tests.mediation.cast import (
    CASE,
    FAR,
    LEAK,
    NOISE,
    OLD_CASE,
    WANG,
    accepted,
    both,
    knowing,
    minor,
    opened,
    reported,
)
from tests.scenario import NOON, Scenario, an_id

REFERRAL = an_id(ReferralId)
given = Scenario(case.decider, mediation_events, minor).given
ask = OpenCase(case_id=CASE, dispute_ids=(LEAK,), started_by=StartedBy.PARTY)
delegated = ask.model_copy(
    update={"started_by": StartedBy.DELEGATED, "delegation_ref": str(REFERRAL)}
)
end = EndDelegation(case_id=CASE, referral_id=REFERRAL)
terminated = CaseTerminated(
    case_id=CASE,
    dispute_ids=(LEAK,),
    reason=EndReason.WITHDRAWN,
    signposts=(Signpost.ARBITRATION, Signpost.ADMINISTRATIVE, Signpost.COURT),
    notice_ref=None,
)
from_hall = opened.model_copy(
    update={
        "started_by": StartedBy.DELEGATED,
        "delegation_ref": str(REFERRAL),
        "referral_id": REFERRAL,
    }
)


def outcome(code: str) -> CaseOutcomePublished:
    return CaseOutcomePublished.model_validate(
        {
            "case_id": CASE,
            "referral_id": REFERRAL,
            "outcome_code": code,
            "agreed_on": None,
            "performed": False,
        }
    )


def test_a_case_is_opened_with_the_parties_of_its_dispute() -> None:
    given().when(ask).then(opened)
    given(opened).when(ask).refused(CaseAlreadyOpened)


def test_who_said_yes_at_the_report_has_consented() -> None:
    willing = reported().model_copy(
        update={
            "parties": (
                DisputeParty(party=WANG, side=Side.A, capacity=Capacity.OWNER, consents=True),
            )
        }
    )
    alone = opened.model_copy(update={"parties": opened.parties[:1]})
    yes = PartyConsented(case_id=CASE, party=WANG, at=NOON, mode=ConsentMode.REFERRED)
    Scenario(case.decider, mediation_events, knowing(willing)).given().when(ask).then(alone, yes)


def test_a_case_is_about_open_disputes_of_one_estate() -> None:
    given().when(ask.model_copy(update={"dispute_ids": (NOISE,)})).refused(DisputesNotOpen)
    given().when(ask.model_copy(update={"dispute_ids": (LEAK, LEAK)})).refused(DisputesNotOpen)
    closed = DisputeClosedWithoutCase(
        dispute_id=LEAK, reason=ClosedReason.REFUSED, referral_id=None
    )
    over = Scenario(case.decider, mediation_events, knowing(reported(), closed))
    over.given().when(ask).refused(DisputesNotOpen)
    two = knowing(reported(), reported(FAR, estate="E02"))
    both_estates = ask.model_copy(update={"dispute_ids": (LEAK, FAR)})
    apart = Scenario(case.decider, mediation_events, two)
    apart.given().when(both_estates).refused(DisputesOfOneEstate)


def test_a_dispute_is_in_one_case_at_a_time() -> None:
    elsewhere = opened.model_copy(update={"case_id": OLD_CASE})
    taken = Scenario(case.decider, mediation_events, knowing(reported(), elsewhere))
    taken.given().when(ask).refused(DisputeHasCase)
    assert case.claims(opened) == [
        Take(scope="matter-of-dispute", key=str(LEAK), refusal=DisputeIsSettled)
    ]
    assert case.claims(terminated) == [Release(scope="matter-of-dispute", key=str(LEAK))]


@pytest.mark.parametrize(
    "wrong",
    [
        ask.model_copy(update={"delegation_ref": "渝法委-7"}),
        ask.model_copy(update={"started_by": StartedBy.DELEGATED}),
    ],
)
def test_a_delegated_case_names_its_delegation_and_no_other_does(wrong: OpenCase) -> None:
    given().when(wrong).refused(DelegationNeedsReference)


def test_m_inv_1_a_fresh_application_opens_a_new_case_linked_to_the_old() -> None:
    again = ask.model_copy(update={"previous_case_id": OLD_CASE})
    before = opened.model_copy(update={"case_id": OLD_CASE})
    ended = terminated.model_copy(update={"case_id": OLD_CASE})
    linked = opened.model_copy(update={"previous_case_id": OLD_CASE})
    after = Scenario(case.decider, mediation_events, knowing(reported(), before, ended))
    after.given().when(again).then(linked)


def test_a_case_is_linked_only_to_one_that_has_ended() -> None:
    again = ask.model_copy(update={"previous_case_id": OLD_CASE})
    given().when(again).refused(PreviousCaseNotEnded)
    other = opened.model_copy(update={"case_id": OLD_CASE, "dispute_ids": (NOISE,)})
    running = knowing(reported(), reported(NOISE), other)
    Scenario(case.decider, mediation_events, running).given().when(again).refused(
        PreviousCaseNotEnded
    )


def test_what_the_hall_referred_is_known_by_its_dispute() -> None:
    referred = reported().model_copy(update={"referral_id": REFERRAL})
    scenario = Scenario(case.decider, mediation_events, knowing(referred))
    scenario.given().when(delegated).then(from_hall)


def test_a_referral_taken_back_before_a_case_is_never_opened() -> None:
    given().when(end).then(outcome("NOT_OPENED"))
    given(outcome("NOT_OPENED")).when(ask).refused(DelegationHasEnded)
    given(outcome("NOT_OPENED")).when(end).then()


def test_a_referral_taken_back_before_acceptance_ends_the_case() -> None:
    given(from_hall).when(end).then(terminated, outcome("TERMINATED"))


def test_a_referral_taken_back_later_changes_nothing() -> None:
    given(from_hall, *both, accepted).when(end).then()
    given(from_hall, terminated).when(end).then()
