"""What becomes of a dispute, and how it counts."""

import pytest

from services.contracts.ids import DisputeId
from services.contracts.mediation.commands.dispute import (
    CloseDisputeWithoutCase,
    DisputeCommand,
    LinkRecurrence,
    MergeDispute,
    ProposeTriage,
    ReclassifyDispute,
    ReportDispute,
    TriageDispute,
    VoidDispute,
)
from services.contracts.mediation.events import mediation_events
from services.contracts.mediation.events.dispute import (
    DisputeAbsorbed,
    DisputeClosedWithoutCase,
    DisputeMerged,
    DisputeReclassified,
    DisputeRecurred,
    DisputeTriageProposed,
    DisputeVoided,
)
from services.contracts.mediation.kinds import (
    Capacity,
    ClosedReason,
    DisputeSource,
    LocalKind,
    Risk,
    SafetyFlag,
    Severity,
    Side,
)
from services.contracts.mediation.values import DisputeParty
from services.kernel.decider import fold
from services.mediation.disputes import dispute
from services.mediation.disputes.refusals import (
    DisputeAlreadyReported,
    DisputeHasCase,
    DisputeIsClosed,
    DisputeIsMerged,
    DisputeIsVoided,
    DisputePlaceUnknown,
    DisputeUnknown,
    EstatesDiffer,
    KindIsTheSame,
    LeadIsNotOpen,
    MergeIntoItself,
    NoticedAfterReported,
    PartyNamedTwice,
    PreviousDisputeUnknown,
)
from services.mediation.disputes.states import Dispute, DisputeEvent, Reported, evolve
from tests.mediation.cast import (
    CHAIR_PERSON,
    DAY,
    FAR,
    LEAK,
    LI,
    NOISE,
    WANG,
    knowing,
    opened,
    reported,
    somebody,
    triaged,
    untriaged,
)
from tests.scenario import NOON, Scenario, an_id

scenario = Scenario(dispute.decider, mediation_events, untriaged)
given = scenario.given
report = ReportDispute(
    dispute_id=LEAK,
    source=DisputeSource.RESIDENT,
    local_kind=LocalKind.LIFE,
    estate_id="E01",
    parties=(
        DisputeParty(party=WANG, side=Side.A, capacity=Capacity.OWNER),
        DisputeParty(party=LI, side=Side.B, capacity=Capacity.TENANT),
    ),
    reporter=WANG,
)
triage = TriageDispute(
    dispute_id=LEAK, local_kind=LocalKind.LIFE, severity=Severity.MINOR, risk=Risk.GREEN
)
reclassify = ReclassifyDispute(dispute_id=LEAK, local_kind=LocalKind.PROPERTY, reason="公共管道")
merge = MergeDispute(dispute_id=LEAK, lead_id=NOISE)
void = VoidDispute(dispute_id=LEAK, reason="测试录入")
close = CloseDisputeWithoutCase(dispute_id=LEAK, reason=ClosedReason.SELF_SETTLED)
recur = LinkRecurrence(dispute_id=LEAK, previous_dispute_id=NOISE)

reclassified = DisputeReclassified(
    dispute_id=LEAK, local_kind=LocalKind.PROPERTY, reason="公共管道"
)
merged = DisputeMerged(dispute_id=LEAK, lead_id=NOISE, referral_id=None)
voided = DisputeVoided(dispute_id=LEAK, reason="测试录入", referral_id=None)
closed = DisputeClosedWithoutCase(
    dispute_id=LEAK, reason=ClosedReason.SELF_SETTLED, referral_id=None
)


def after(*events: DisputeEvent) -> Dispute:
    return fold(evolve, dispute.decider.initial, events)


def test_a_dispute_is_reported_at_an_estate() -> None:
    given().when(report).then(reported())


def test_no_dispute_where_there_is_no_estate() -> None:
    given().when(report.model_copy(update={"estate_id": "C1"})).refused(DisputePlaceUnknown)


def test_it_was_not_noticed_after_it_was_reported() -> None:
    ask = report.model_copy(update={"noticed_at": NOON + DAY})
    given().when(ask).refused(NoticedAfterReported)


def test_a_party_stands_on_one_side() -> None:
    twice = (*report.parties, DisputeParty(party=WANG, side=Side.B, capacity=Capacity.OWNER))
    given().when(report.model_copy(update={"parties": twice})).refused(PartyNamedTwice)


def test_an_id_is_one_dispute() -> None:
    given(reported()).when(report).refused(DisputeAlreadyReported)


@pytest.mark.parametrize(
    "ask", [ProposeTriage(dispute_id=LEAK), triage, reclassify, merge, void, close, recur]
)
def test_an_unknown_dispute_can_be_asked_nothing(ask: DisputeCommand) -> None:
    given().when(ask).refused(DisputeUnknown)


def test_the_rule_proposes_what_the_reporter_saw() -> None:
    proposed = DisputeTriageProposed(
        dispute_id=LEAK,
        severity=Severity.MINOR,
        risk=Risk.GREEN,
        rule_version="triage-2024-1",
    )
    given(reported()).when(ProposeTriage(dispute_id=LEAK)).then(proposed)


def test_what_the_police_bring_is_never_minor() -> None:
    proposed = DisputeTriageProposed(
        dispute_id=LEAK,
        severity=Severity.MAJOR,
        risk=Risk.YELLOW,
        rule_version="triage-2024-1",
    )
    given(reported(source=DisputeSource.POLICE)).when(ProposeTriage(dispute_id=LEAK)).then(proposed)


def test_the_rule_is_silent_once_a_human_has_spoken() -> None:
    given(reported(), triaged()).when(ProposeTriage(dispute_id=LEAK)).then()
    given(reported(), closed).when(ProposeTriage(dispute_id=LEAK)).then()


def test_a_human_settles_how_grave_it_is() -> None:
    given(reported()).when(triage, by=somebody("street_officer")).then(triaged())


def test_m_inv_10_a_danger_once_seen_is_never_triaged_away() -> None:
    before = triaged(flags=(SafetyFlag.DV,))
    by = somebody("street_officer", person=CHAIR_PERSON)
    given(reported(), before).when(triage, by=by).then(before)


def test_the_kind_is_corrected_with_a_reason() -> None:
    given(reported()).when(reclassify).then(reclassified)
    given(reported(), closed).when(reclassify).then(reclassified)
    given(reported(), reclassified).when(reclassify).refused(KindIsTheSame)


def test_two_reports_of_one_incident_become_one_and_both_say_so() -> None:
    absorbed = DisputeAbsorbed(
        dispute_id=NOISE, merged_id=LEAK, source=DisputeSource.RESIDENT, noticed_at=NOON
    )
    given(reported()).beside(NOISE, reported(NOISE)).when(merge).then(merged, absorbed)
    given(reported(), merged).beside(NOISE, reported(NOISE)).when(merge).then()


def test_the_lead_keeps_the_earliest_time_noticed() -> None:
    early = DisputeAbsorbed(
        dispute_id=LEAK, merged_id=NOISE, source=DisputeSource.POLICE, noticed_at=NOON - DAY
    )
    now = after(reported(), early)
    assert isinstance(now, Reported)
    assert now.noticed_at == NOON - DAY


def test_a_report_goes_only_into_an_open_one_of_its_estate() -> None:
    itself = MergeDispute(dispute_id=LEAK, lead_id=LEAK)
    given(reported()).beside(LEAK, reported()).when(itself).refused(MergeIntoItself)
    given(reported()).beside(NOISE).when(merge).refused(LeadIsNotOpen)
    gone = closed.model_copy(update={"dispute_id": NOISE})
    given(reported()).beside(NOISE, reported(NOISE), gone).when(merge).refused(LeadIsNotOpen)
    elsewhere = MergeDispute(dispute_id=LEAK, lead_id=FAR)
    far = reported(FAR, estate="E02")
    given(reported()).beside(FAR, far).when(elsewhere).refused(EstatesDiffer)


def test_a_slip_is_voided_and_a_settled_one_closed() -> None:
    given(reported()).when(void).then(voided)
    given(reported()).when(close).then(closed)


@pytest.mark.parametrize("ask", [merge, void, close])
def test_a_dispute_in_a_case_goes_no_other_way(ask: DisputeCommand) -> None:
    taken_up = Scenario(dispute.decider, mediation_events, knowing(reported(), opened))
    taken_up.given(reported()).beside(NOISE, reported(NOISE)).when(ask).refused(DisputeHasCase)


def test_what_has_ended_stays_ended() -> None:
    given(reported(), voided).when(void).then()
    given(reported(), closed).when(close).then()
    given(reported(), merged).when(triage).refused(DisputeIsMerged)
    given(reported(), voided).when(triage).refused(DisputeIsVoided)
    given(reported(), closed).when(triage).refused(DisputeIsClosed)


def test_a_relapse_is_linked_to_the_earlier_dispute() -> None:
    before = Scenario(dispute.decider, mediation_events, knowing(reported(), reported(NOISE)))
    linked = DisputeRecurred(dispute_id=LEAK, previous_dispute_id=NOISE)
    before.given(reported()).when(recur).then(linked)
    given(reported()).when(recur).refused(PreviousDisputeUnknown)
    itself = LinkRecurrence(dispute_id=LEAK, previous_dispute_id=LEAK)
    given(reported()).when(itself).refused(PreviousDisputeUnknown)


def test_m_inv_17_entered_late_it_counts_when_it_happened() -> None:
    happened = NOON - 3 * DAY
    told = reported().model_copy(update={"noticed_at": happened, "reported_at": happened})
    given().when(report, occurred_at=happened).then(told)


def test_m_inv_17_it_counts_at_the_report_under_its_latest_kind() -> None:
    later = triaged(kind=LocalKind.RENOVATION)
    now = after(reported(), reclassified, later, closed)
    assert isinstance(now, Reported)
    assert (now.reported_at, now.kind) == (NOON, LocalKind.RENOVATION)


@pytest.mark.parametrize("end", [merged, voided])
def test_m_inv_17_what_is_merged_or_voided_does_not_count(
    end: DisputeMerged | DisputeVoided,
) -> None:
    assert not isinstance(after(reported(), end), Reported)


def test_every_way_a_dispute_ends_takes_the_same_claim_as_a_case() -> None:
    keys = {claim.key for end in (merged, voided, closed) for claim in dispute.claims(end)}
    assert keys == {str(LEAK)}
    assert not dispute.claims(reported(an_id(DisputeId, "new")))
