"""What is told of disputes (上报纠纷) and of the signed numbers of the years before the system.

Names and fields are kept for good: add freely, never rename, never remove.
"""

from typing import Annotated

from services.contracts.ids import BaselineId, DisputeId, PersonId, ReferralId
from services.contracts.mediation.kinds import (
    ClosedReason,
    DisputeSource,
    LocalKind,
    Risk,
    SafetyFlag,
    Severity,
)
from services.contracts.mediation.official import (
    OfficialKind,
)
from services.contracts.mediation.values import DisputeParty, Month
from services.kernel import Code, Event, Instant, Line, Sealed, of


class DisputeEvent(Event, category="dispute", about="dispute_id"):
    """About a dispute."""

    dispute_id: DisputeId


class DisputeReported(DisputeEvent):
    """Reported: it counts once, at `reported_at`, under its latest kind (M-INV-17)."""

    source: DisputeSource
    source_ref: Line | None
    referral_id: ReferralId | None
    """The hall's referral it came by, if it did."""
    local_kind: LocalKind
    official_kind: OfficialKind | None
    estate_id: Code
    coarse_location: Line | None
    parties: tuple[DisputeParty, ...]
    reporter: PersonId | None
    summary: Annotated[Sealed | None, of("reporter")]
    severity_hint: Severity | None
    noticed_at: Instant
    reported_at: Instant


class DisputeTriageProposed(DisputeEvent):
    """What the rule of this version proposes."""

    severity: Severity
    risk: Risk
    rule_version: Code


class DisputeTriaged(DisputeEvent):
    """Kind, severity, risk and dangers as a human settled them."""

    local_kind: LocalKind
    official_kind: OfficialKind | None
    severity: Severity
    risk: Risk
    safety_flags: tuple[SafetyFlag, ...]
    rule_version: Code | None
    """Of the proposal confirmed or overruled, if there was one."""
    by: Line


class DisputeReclassified(DisputeEvent):
    """Now under another kind; it still counts when it was reported."""

    local_kind: LocalKind
    reason: Line


class DisputeMerged(DisputeEvent):
    """Gone into the report of the same incident: counts there."""

    lead_id: DisputeId
    referral_id: ReferralId | None


class DisputeAbsorbed(DisputeEvent):
    """Another report of the same incident came in: one dispute, one more source."""

    merged_id: DisputeId
    source: DisputeSource
    noticed_at: Instant


class DisputeVoided(DisputeEvent):
    """Never was: does not count."""

    reason: Line
    referral_id: ReferralId | None


class DisputeClosedWithoutCase(DisputeEvent):
    """Ended without a mediation case. It still counts."""

    reason: ClosedReason
    referral_id: ReferralId | None


class DisputeRecurred(DisputeEvent):
    """An earlier dispute, broken out again."""

    previous_dispute_id: DisputeId


class BaselineEvent(Event, category="baseline", about="baseline_id"):
    """About the number of disputes of one kind in one month before the system."""

    baseline_id: BaselineId


class HistoricalBaselineImported(BaselineEvent):
    """Proposed; it does not count yet."""

    local_kind: LocalKind
    month: Month
    count: int
    source: Line
    imported_by: Line


class HistoricalBaselineRecorded(BaselineEvent):
    """Signed by another person: the number stands."""

    local_kind: LocalKind
    month: Month
    count: int
    source: Line
    imported_by: Line
    signed_by: Line


class HistoricalBaselineRejected(BaselineEvent):
    """Not signed."""

    local_kind: LocalKind
    month: Month
    reason: Line
