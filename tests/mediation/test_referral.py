"""X1: what the hall referred becomes a dispute and a case, and the hall hears how it ended."""

from services.contracts.ids import CaseId, PetitionId, ReferralId
from services.contracts.mediation.commands.case import NameParty, RecordConsent, RecordRefusal
from services.contracts.mediation.commands.dispute import CloseDisputeWithoutCase, VoidDispute
from services.contracts.mediation.events.case import (
    CaseOpened,
    CaseOutcomePublished,
    PartyConsented,
)
from services.contracts.mediation.events.dispute import DisputeClosedWithoutCase, DisputeReported
from services.contracts.mediation.kinds import (
    Capacity,
    ClosedReason,
    ConsentMode,
    DisputeSource,
    LocalKind,
    Side,
    StartedBy,
)
from services.contracts.petitions.events.referral import (
    PetitionReferredToMediation,
    ReferralCancelled,
)
from services.contracts.petitions.words import DisputeHint
from services.mediation import reactions
from services.mediation.referral import case_of, dispute_of, referral_of
from tests.mediation.cast import LEAK, LI, WANG, somebody
from tests.mediation.living import Living
from tests.mediation.test_room import report, the_streets_map
from tests.scenario import NOON, an_id

REFERRAL, PETITION = an_id(ReferralId), an_id(PetitionId)
DISPUTE, THE_CASE = dispute_of(REFERRAL), case_of(REFERRAL)
street = somebody("street_officer")
referred = PetitionReferredToMediation(
    petition_id=PETITION,
    referral_id=REFERRAL,
    kind_hint=DisputeHint.RENOVATION,
    consent=True,
    estate_id="E01",
    station_id="S01",
    petitioner=WANG,
)
cancelled = ReferralCancelled(referral_id=REFERRAL, petition_id=PETITION, reason="已自行解决")
name_li = NameParty(case_id=THE_CASE, party=LI, side=Side.B, capacity=Capacity.CONTRACTOR)
li_consents = RecordConsent(case_id=THE_CASE, party=LI, mode=ConsentMode.ORAL)


def outcome(code: str) -> CaseOutcomePublished:
    return CaseOutcomePublished.model_validate(
        {
            "case_id": THE_CASE,
            "referral_id": REFERRAL,
            "outcome_code": code,
            "agreed_on": None,
            "performed": False,
        }
    )


async def a_referred_case() -> Living:
    living = Living()
    await living.hear(*the_streets_map, referred)
    return living


async def test_x1_a_referral_becomes_a_dispute_and_a_case_with_the_petitioners_consent() -> None:
    living = await a_referred_case()
    (dispute,) = await living.told(DisputeReported)
    assert isinstance(dispute, DisputeReported)
    assert (dispute.dispute_id, dispute.source, dispute.source_ref) == (
        DISPUTE,
        DisputeSource.PETITION,
        str(REFERRAL),
    )
    assert (dispute.referral_id, dispute.local_kind) == (REFERRAL, LocalKind.RENOVATION)
    (case,) = await living.told(CaseOpened)
    assert isinstance(case, CaseOpened)
    assert (case.case_id, case.started_by, case.delegation_ref, case.referral_id) == (
        THE_CASE,
        StartedBy.DELEGATED,
        str(REFERRAL),
        REFERRAL,
    )
    assert await living.told(PartyConsented) == [
        PartyConsented(case_id=THE_CASE, party=WANG, at=NOON, mode=ConsentMode.REFERRED)
    ]


async def test_x1_hearing_the_same_referral_twice_does_nothing() -> None:
    living = Living()
    await living.hear(*the_streets_map)
    said = living.said(referred)
    await living.hear_again(said)
    before = await living.names()
    await living.hear_again(said)
    await living.hear(referred)  # told once more, as another event
    assert await living.names() == before


async def test_x1_an_anonymous_petition_becomes_a_case_without_parties_yet() -> None:
    living = Living()
    nameless = referred.model_copy(update={"petitioner": None})
    await living.hear(*the_streets_map, nameless)
    (case,) = await living.told(CaseOpened)
    assert isinstance(case, CaseOpened)
    assert case.parties == ()


async def test_x1_a_refusal_is_told_to_the_hall() -> None:
    living = await a_referred_case()
    await living.ask(name_li, by=street)
    await living.ask(RecordRefusal(case_id=THE_CASE, party=LI), by=street)
    assert await living.told(CaseOutcomePublished) == [outcome("REFUSED")]


async def test_x1_a_referral_taken_back_ends_the_case_that_nobody_accepted() -> None:
    living = await a_referred_case()
    await living.hear(cancelled)
    assert await living.told(CaseOutcomePublished) == [outcome("TERMINATED")]
    assert (await living.names())[-2:] == ["CaseOutcomePublished", "DisputeClosedWithoutCase"]
    await living.hear(cancelled)
    assert len(await living.told(CaseOutcomePublished)) == 1


async def test_x1_a_referral_taken_back_before_it_is_a_case_never_becomes_one() -> None:
    heard = Living()
    await heard.hear(*the_streets_map)
    await heard.hear(cancelled)
    await heard.hear(referred)
    assert await heard.told(CaseOutcomePublished) == [outcome("NOT_OPENED")]
    assert await heard.told(CaseOpened) == []


async def test_x1_a_dispute_closed_or_voided_without_a_case_is_told_to_the_hall() -> None:
    closed = DisputeClosedWithoutCase(
        dispute_id=DISPUTE, reason=ClosedReason.SELF_SETTLED, referral_id=REFERRAL
    )
    living = Living()
    (end,) = reactions.hear_ourselves(living.said(closed))
    assert end.key == str(THE_CASE)
    at_home = closed.model_copy(update={"dispute_id": LEAK, "referral_id": None})
    assert list(reactions.hear_ourselves(living.said(at_home))) == []


async def test_x1_after_the_case_ended_its_dispute_may_be_closed_and_is_told_once() -> None:
    living = await a_referred_case()
    await living.ask(name_li, by=street)
    await living.ask(RecordRefusal(case_id=THE_CASE, party=LI), by=street)
    close = CloseDisputeWithoutCase(dispute_id=DISPUTE, reason=ClosedReason.REFUSED)
    await living.ask(close, by=street)
    assert await living.told(CaseOutcomePublished) == [outcome("REFUSED")]


async def test_a_voided_report_of_the_desk_is_no_matter_of_the_hall() -> None:
    living = Living()
    await living.hear(*the_streets_map)
    await living.ask(report, by=street)
    await living.ask(VoidDispute(dispute_id=LEAK, reason="测试"), by=street)
    assert await living.told(CaseOutcomePublished) == []


def test_a_handwritten_reference_is_no_referral() -> None:
    by_hand = report.model_copy(
        update={"source": DisputeSource.PETITION, "source_ref": "SQ-2024-0036"}
    )
    assert referral_of(by_hand) is None
    dressed_up = by_hand.model_copy(update={"source_ref": str(REFERRAL)})
    assert referral_of(dressed_up) is None
    assert referral_of(dressed_up.model_copy(update={"dispute_id": DISPUTE})) == REFERRAL
    assert case_of(REFERRAL) != CaseId(DISPUTE)
