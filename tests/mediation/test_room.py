"""A case's whole life in the room, from the report at the desk to the archive."""

from datetime import date

import pytest

from services.contracts.ids import BaselineId
from services.contracts.mediation.commands import agreement as agreements
from services.contracts.mediation.commands import case as cases
from services.contracts.mediation.commands import dispute as disputes
from services.contracts.mediation.commands import mediators
from services.contracts.mediation.events.agreement import AgreementTookEffect
from services.contracts.mediation.events.case import CaseOutcomePublished, RouteProposed
from services.contracts.mediation.kinds import (
    AgreementForm,
    Capacity,
    ConsentMode,
    DisputeSource,
    EndReason,
    Grade,
    LocalKind,
    Performed,
    Risk,
    Satisfaction,
    SessionMode,
    Severity,
    Side,
    SignMethod,
    SignsAs,
    StartedBy,
)
from services.contracts.mediation.values import DisputeParty
from services.contracts.petitions.events.registry import (
    EstateRegistered,
    StationPlanned,
    UnitRegistered,
)
from services.contracts.places import UnitKind
from services.kernel import Forbidden
from services.mediation.disputes.refusals import DisputeHasCase
from services.mediation.people.refusals import PersonIsMediator
from tests.mediation.cast import (
    AGREEMENT,
    CASE,
    LEAK,
    LI,
    MA,
    MA_PERSON,
    OLD_CASE,
    SESSION,
    STRANGER,
    WANG,
    nobody_but,
    sealed,
    somebody,
    term,
)
from tests.mediation.living import Living
from tests.scenario import STREET, an_id

street, chair = somebody("street_officer"), somebody("committee_chair")
clerk = somebody("station_clerk", org="S01")
ma = nobody_but(MA_PERSON)

the_streets_map = (
    UnitRegistered(unit_id=STREET, kind=UnitKind.STREET, name="圣泉街道", parent_id=None),
    UnitRegistered(unit_id="C1", kind=UnitKind.COMMUNITY, name="一社区", parent_id=STREET),
    EstateRegistered(
        estate_id="E01", name="小区01", community_id="C1", household_count=600, buildings=()
    ),
    StationPlanned(station_id="S01", estate_id="E01", name="小区01驿站"),
)
register = mediators.RegisterMediator(
    mediator_id=MA, person=MA_PERSON, name=sealed(MA_PERSON), committee_id="C1", level=1
)
certify = mediators.CertifyMediator(
    mediator_id=MA,
    grade=Grade.REGULAR,
    cert_no="T-001",
    valid_from=date(2024, 1, 1),
    valid_to=date(2026, 12, 31),
)
report = disputes.ReportDispute(
    dispute_id=LEAK,
    source=DisputeSource.STATION,
    local_kind=LocalKind.LIFE,
    estate_id="E01",
    parties=(
        DisputeParty(party=WANG, side=Side.A, capacity=Capacity.OWNER, name=sealed(WANG)),
        DisputeParty(party=LI, side=Side.B, capacity=Capacity.TENANT),
    ),
    summary=sealed(LEAK),
)
triage = disputes.TriageDispute(
    dispute_id=LEAK, local_kind=LocalKind.LIFE, severity=Severity.MINOR, risk=Risk.GREEN
)
open_it = cases.OpenCase(case_id=CASE, dispute_ids=(LEAK,), started_by=StartedBy.PARTY)


async def a_room_with_a_mediator() -> Living:
    living = Living()
    await living.hear(*the_streets_map)
    await living.ask(register, by=street)
    await living.ask(certify, by=chair)
    return living


def sign(signer: object, by: SignsAs) -> agreements.SignAgreement:
    return agreements.SignAgreement.model_validate(
        {"case_id": CASE, "signs_as": by, "signer": signer, "method": SignMethod.FINGERPRINT}
    )


async def test_a_leak_between_two_floors_from_the_desk_to_the_archive() -> None:
    living = await a_room_with_a_mediator()
    community_chair = somebody("committee_chair", org="C1")
    for ask, by in (
        (report, clerk),
        (triage, clerk),
        (open_it, clerk),
        (cases.RecordConsent(case_id=CASE, party=WANG, mode=ConsentMode.ORAL), nobody_but(WANG)),
        (cases.RecordConsent(case_id=CASE, party=LI, mode=ConsentMode.ONLINE), nobody_but(LI)),
        (
            cases.AcceptCase(case_id=CASE, committee_id="C1", rights_notice_ref="告知-01"),
            community_chair,
        ),
        (cases.AssignTeam(case_id=CASE, lead_id=MA, reason="就近"), community_chair),
        (cases.AcceptAssignment(case_id=CASE, mediator_id=MA), ma),
        (
            cases.ScheduleSession(
                case_id=CASE, session_id=SESSION, at=living.now, mode=SessionMode.ON_SITE
            ),
            ma,
        ),
        (
            cases.HoldSession(
                case_id=CASE, session_id=SESSION, attendance=(WANG, LI), record=sealed(CASE)
            ),
            ma,
        ),
        (
            agreements.RecordAgreement(
                case_id=CASE,
                agreement_id=AGREEMENT,
                form=AgreementForm.WRITTEN,
                terms=(term("T1", due=date(2024, 11, 20), fen=120_000), term("T2", obligor=WANG)),
            ),
            ma,
        ),
        (sign(WANG, SignsAs.PARTY), nobody_but(WANG)),
        (sign(LI, SignsAs.PARTY), nobody_but(LI)),
    ):
        await living.ask(ask, by=by)
    living.later(days=1)
    await living.ask(sign(MA, SignsAs.MEDIATOR), by=ma)
    living.later(days=3)
    await living.ask(agreements.AffixSeal(case_id=CASE, committee_id="C1"), by=community_chair)
    await living.ask(agreements.RecordPerformance(case_id=CASE, term_id="T2"), by=ma)
    await living.ask(agreements.UrgePerformance(case_id=CASE, term_id="T1"), by=ma)
    await living.ask(agreements.RecordPerformance(case_id=CASE, term_id="T1"), by=nobody_but(LI))
    living.later(days=20)
    await living.ask(
        agreements.FollowUp(
            case_id=CASE, performance=Performed.FULL, satisfaction=Satisfaction.SATISFIED
        ),
        by=ma,
    )
    await living.ask(cases.ArchiveCase(case_id=CASE), by=clerk)

    assert (await living.names())[6:] == [
        "DisputeReported",
        "DisputeTriageProposed",
        "DisputeTriaged",
        "CaseOpened",
        "PartyConsented",
        "PartyConsented",
        "CaseAccepted",
        "RouteProposed",
        "TeamAssigned",
        "AssignmentAccepted",
        "SessionScheduled",
        "SessionHeld",
        "AgreementReached",
        "AgreementSigned",
        "AgreementSigned",
        "AgreementSigned",
        "CommitteeSealAffixed",
        "AgreementTookEffect",
        "TermPerformed",
        "PerformanceUrged",
        "TermPerformed",
        "AgreementPerformed",
        "FollowUpDone",
        "CaseArchived",
    ]
    assert await living.told(AgreementTookEffect) == [
        AgreementTookEffect(case_id=CASE, agreement_id=AGREEMENT, effective_on=date(2024, 11, 8))
    ]
    assert await living.told(RouteProposed) == [
        RouteProposed(
            case_id=CASE, level=1, team=(MA,), gold_required=False, rule_version="routing-2024-1"
        )
    ]
    assert await living.told(CaseOutcomePublished) == []


async def test_a_dispute_is_in_one_case_until_that_one_is_terminated() -> None:
    living = await a_room_with_a_mediator()
    await living.ask(report, by=clerk)
    await living.ask(open_it, by=clerk)
    again = cases.OpenCase(
        case_id=OLD_CASE,
        dispute_ids=(LEAK,),
        started_by=StartedBy.PARTY,
        previous_case_id=CASE,
    )
    with pytest.raises(DisputeHasCase):
        await living.ask(disputes.VoidDispute(dispute_id=LEAK, reason="误录"), by=street)
    await living.ask(cases.TerminateCase(case_id=CASE, reason=EndReason.FAILED), by=chair)
    told = await living.ask(again, by=nobody_but(WANG))
    assert (told.stream, told.version) == (f"case-{OLD_CASE}", 1)


async def test_a_person_is_put_forward_as_one_mediator() -> None:
    living = await a_room_with_a_mediator()
    twice = register.model_copy(update={"mediator_id": STRANGER})
    with pytest.raises(PersonIsMediator):
        await living.ask(twice, by=street)


async def test_a_number_imported_twice_under_two_ids_counts_once() -> None:
    living = await a_room_with_a_mediator()
    first = disputes.ImportBaseline(
        baseline_id=an_id(BaselineId, "one"),
        local_kind=LocalKind.LIFE,
        month="2023-02",
        count=6,
        source="台账",
    )
    other = first.model_copy(update={"baseline_id": an_id(BaselineId, "two")})
    importer = somebody("station_clerk", org=STREET, person=LI)
    told = await living.ask(first, by=importer)
    assert (await living.ask(other, by=importer)).stream == told.stream
    signer = somebody("street_officer", person=WANG)
    await living.ask(disputes.SignBaseline(baseline_id=first.baseline_id), by=signer)
    assert (await living.names())[-2:] == [
        "HistoricalBaselineImported",
        "HistoricalBaselineRecorded",
    ]
    assert (await living.names()).count("HistoricalBaselineRecorded") == 1


async def test_a_stranger_reads_nobodys_case_and_a_clerk_seals_nothing() -> None:
    living = await a_room_with_a_mediator()
    await living.ask(report, by=nobody_but(WANG))
    await living.ask(open_it, by=nobody_but(LI))
    consent = cases.RecordConsent(case_id=CASE, party=LI, mode=ConsentMode.ORAL)
    with pytest.raises(Forbidden):
        await living.ask(consent, by=nobody_but(MA_PERSON))
    with pytest.raises(Forbidden):
        await living.ask(agreements.AffixSeal(case_id=CASE, committee_id="C1"), by=clerk)
