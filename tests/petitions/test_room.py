"""The hall as a whole, in memory: flows that pass through several of its streams."""

from datetime import UTC, date, datetime

import pytest

from services.contracts.ids import PetitionId, SupportId
from services.contracts.mediation.events.case import CaseOpened, CaseOutcomePublished
from services.contracts.mediation.events.dispute import DisputeReported
from services.contracts.mediation.kinds import DisputeSource, LocalKind, StartedBy
from services.contracts.petitions.commands.duplicates import (
    ConfirmMerge,
    ConfirmUnmerge,
    MergeDuplicate,
    UnmergePetition,
)
from services.contracts.petitions.commands.petition import (
    RegisterPetition,
    SupportPetition,
)
from services.contracts.petitions.commands.referral import CancelReferral, ReferToMediation
from services.contracts.petitions.commands.registry import (
    FoundPartyOrg,
    PlanStation,
)
from services.contracts.petitions.words import (
    DisputeHint,
    MergeBasis,
)
from services.kernel import Forbidden
from services.petitions.hall.refusals_closing import AgreementNotPerformed
from services.petitions.registry.refusals import EstateHasPartyOrg, EstateHasStation
from tests.petitions.cast import (
    ADA,
    BOB,
    CASE,
    DISPUTE,
    LAMP,
    LIFT,
    OTHER,
    REFERRAL,
    clerk,
    officer,
    resident,
    second_clerk,
    words,
)
from tests.petitions.hall_at_work import a_street, closed, in_handling
from tests.petitions.test_registering import register
from tests.scenario import NOON, an_id

WEDNESDAY_NIGHT = datetime(2024, 11, 6, 16, 0, tzinfo=UTC)
MONDAY_NIGHT = datetime(2024, 11, 11, 16, 0, tzinfo=UTC)


dispute_reported = DisputeReported(
    dispute_id=DISPUTE,
    source=DisputeSource.PETITION,
    source_ref=str(REFERRAL),
    referral_id=REFERRAL,
    local_kind=LocalKind.LIFE,
    official_kind=None,
    estate_id="E01",
    coarse_location=None,
    parties=(),
    reporter=None,
    summary=None,
    severity_hint=None,
    noticed_at=NOON,
    reported_at=NOON,
)
case_opened = CaseOpened(
    case_id=CASE,
    dispute_ids=(DISPUTE,),
    estate_id="E01",
    parties=(),
    started_by=StartedBy.DELEGATED,
    delegation_ref=str(REFERRAL),
    referral_id=REFERRAL,
    level=1,
    previous_case_id=None,
)
reached = CaseOutcomePublished(
    case_id=CASE,
    referral_id=REFERRAL,
    outcome_code="AGREEMENT_REACHED",
    agreed_on=date(2024, 11, 12),
    performed=False,
)
performed = reached.model_copy(update={"outcome_code": "AGREEMENT_PERFORMED", "performed": True})
refer = ReferToMediation(
    petition_id=LAMP, referral_id=REFERRAL, kind_hint=DisputeHint.LIFE, consent=True
)


async def test_x1_a_dispute_goes_to_mediation_is_urged_and_comes_back_resolved() -> None:
    hall = await a_street()
    await in_handling(hall)
    await hall.ask(refer, by=officer)
    await hall.hear("mediation", dispute_reported)
    await hall.wait_until(WEDNESDAY_NIGHT)
    await hall.wait_until(MONDAY_NIGHT)
    await hall.hear("mediation", case_opened)
    await hall.wait_until(MONDAY_NIGHT.replace(day=29))
    await hall.hear("mediation", reached)
    with pytest.raises(AgreementNotPerformed):
        await closed(hall)
    await hall.hear("mediation", performed)
    await closed(hall)
    assert await hall.told(f"referral-{REFERRAL}") == [
        "ReferralOpened",
        "ReferralReceived",
        "ReferralUrged",
        "ReferralUrged",
        "ReferralTakenUp",
        "ReferralConcluded",
        "ReferralConcluded",
    ]
    assert await hall.told(refer) == [
        "PetitionRegistered",
        "PetitionAccepted",
        "PetitionDispatched",
        "DispatchSigned",
        "PetitionReferredToMediation",
        "DeadlineBreached",
        "PetitionUrged",
        "DeadlineBreached",
        "PetitionUrged",
        "ReferralOutcomeRecorded",
        "ReferralOutcomeRecorded",
        "PetitionReplied",
        "CallbackCompleted",
        "PetitionClosed",
    ]


async def test_x1_every_step_heard_again_changes_nothing() -> None:
    hall = await a_street()
    await in_handling(hall)
    await hall.ask(refer, by=officer)
    for heard in (dispute_reported, case_opened, performed):
        await hall.hear("mediation", heard)
    before = await hall.told()
    hall.heard = 0
    await hall.listen()
    for heard in (dispute_reported, case_opened, performed):
        await hall.hear("mediation", heard)
    assert await hall.told() == before


async def test_x1_called_back_the_referral_ends_with_it() -> None:
    hall = await a_street()
    await in_handling(hall)
    await hall.ask(refer, by=officer)
    cancel = CancelReferral(petition_id=LAMP, referral_id=REFERRAL, reason="诉求人不愿调解")
    await hall.ask(cancel, by=officer)
    await hall.hear("mediation", performed)
    await hall.wait_until(MONDAY_NIGHT)
    assert await hall.told(f"referral-{REFERRAL}") == ["ReferralOpened", "ReferralCancelled"]
    await closed(hall)


def another(petition_id: PetitionId, **other: object) -> RegisterPetition:
    return register(petition_id=petition_id, petitioner=BOB, petitioner_name=words(BOB), **other)


async def test_p_inv_5_closing_the_lead_tells_every_member() -> None:
    hall = await a_street()
    await in_handling(hall)
    for petition_id in (LIFT, OTHER):
        await hall.ask(another(petition_id, matter=str(petition_id)), by=resident(BOB))
        merge = MergeDuplicate(petition_id=petition_id, lead_id=LAMP, basis=MergeBasis.SAME_MATTER)
        await hall.ask(merge, by=clerk)
        await hall.ask(ConfirmMerge(petition_id=petition_id, lead_id=LAMP), by=second_clerk)
    undo = UnmergePetition(petition_id=OTHER, lead_id=LAMP, reason="不是同一事项")
    await hall.ask(undo, by=clerk)
    await hall.ask(ConfirmUnmerge(petition_id=OTHER, lead_id=LAMP), by=second_clerk)
    await closed(hall)
    member = ["PetitionRegistered", "PetitionMergeProposed", "PetitionMerged"]
    assert await hall.told(f"petition-{LIFT}") == [*member, "PetitionerNotified"]
    parted = ["PetitionUnmergeProposed", "PetitionUnmerged"]
    assert await hall.told(f"petition-{OTHER}") == [*member, *parted]
    lead = await hall.told(f"petition-{LAMP}")
    assert lead[-6:-3] == ["DuplicateJoined", "DuplicateJoined", "DuplicateLeft"]


async def test_p_inv_11_asked_again_it_is_answered_with_the_petition_that_is_there() -> None:
    hall = await a_street()
    first = await hall.ask(register(), by=resident(ADA))
    again = await hall.ask(register(petition_id=LIFT), by=resident(ADA))
    assert again == first
    fresh = await hall.ask(register(petition_id=OTHER, new_facts=True), by=resident(ADA))
    assert fresh.stream == f"petition-{OTHER}"
    neighbours = await hall.ask(another(LIFT), by=resident(BOB))
    assert neighbours.stream == f"petition-{LIFT}"


async def test_p_inv_11_180_days_after_its_end_it_is_a_new_matter() -> None:
    hall = await a_street()
    await in_handling(hall)
    await closed(hall)
    hall.now = datetime(2025, 5, 3, 3, 59, tzinfo=UTC)
    within = await hall.ask(register(petition_id=LIFT), by=resident(ADA))
    assert within.stream == f"petition-{LAMP}"
    hall.now = datetime(2025, 5, 3, 4, 1, tzinfo=UTC)
    after = await hall.ask(register(petition_id=LIFT), by=resident(ADA))
    assert after.stream == f"petition-{LIFT}"


async def test_a_resident_stands_behind_a_petition_once() -> None:
    hall = await a_street()
    await hall.ask(register(), by=resident(ADA))
    one, two = (an_id(SupportId, name) for name in ("one", "two"))
    first = await hall.ask(
        SupportPetition(support_id=one, petition_id=LAMP, supporter=BOB), by=resident(BOB)
    )
    again = await hall.ask(
        SupportPetition(support_id=two, petition_id=LAMP, supporter=BOB), by=resident(BOB)
    )
    assert again == first
    with pytest.raises(Forbidden):
        await hall.ask(
            SupportPetition(support_id=two, petition_id=LAMP, supporter=ADA), by=resident(BOB)
        )


async def test_r_inv_2_and_3_an_estate_holds_one_station_and_one_special_organisation() -> None:
    hall = await a_street()
    with pytest.raises(EstateHasStation):
        await hall.ask(PlanStation(station_id="S02", estate_id="E01", name="驿站"), by=officer)
    day = date(2024, 3, 1)
    parts = [("P1", 1, "C1", None), ("P1-E01", 2, "E01", "P1")]
    for code, level, place, parent in parts:
        ask = FoundPartyOrg(
            party_org_id=code,
            level=level,
            name=code,
            place_id=place,
            parent_id=parent,
            founded_on=day,
        )
        await hall.ask(ask, by=officer)
    with pytest.raises(EstateHasPartyOrg):
        await hall.ask(ask.model_copy(update={"party_org_id": "P1-E01-B"}), by=officer)
