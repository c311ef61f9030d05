"""Asked about disputes (上报纠纷) and the signed numbers of the years before the system."""

from typing import Annotated

from pydantic import Field

from services.contracts.ids import BaselineId, DisputeId, PersonId
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
from services.kernel import Code, Command, Instant, Line, Sealed, of


class DisputeCommand(Command, category="dispute", about="dispute_id"):
    """Asked about a dispute."""

    dispute_id: DisputeId


class ReportDispute(DisputeCommand, creates=True):
    """Report a dispute. It counts at this moment, whatever becomes of it."""

    source: DisputeSource
    source_ref: Line | None = None
    local_kind: LocalKind
    official_kind: OfficialKind | None = None
    estate_id: Code
    coarse_location: Line | None = None
    """Where, no finer than a building."""
    parties: Annotated[tuple[DisputeParty, ...], Field(max_length=20)] = ()
    reporter: PersonId | None = None
    summary: Annotated[Sealed | None, of("reporter")] = None
    severity_hint: Severity | None = None
    noticed_at: Instant | None = None
    """When it was first noticed, if before it was reported."""


class ProposeTriage(DisputeCommand):
    """Let the published rule propose how grave the dispute is; a human confirms."""


class TriageDispute(DisputeCommand):
    """Settle kind, severity, risk and dangers: the rule proposed, a human says."""

    local_kind: LocalKind
    official_kind: OfficialKind | None = None
    severity: Severity
    risk: Risk
    safety_flags: Annotated[tuple[SafetyFlag, ...], Field(max_length=6)] = ()


class ReclassifyDispute(DisputeCommand):
    """The dispute is of another kind than was thought."""

    local_kind: LocalKind
    reason: Line


class MergeDispute(DisputeCommand):
    """The same incident was reported before: this report goes into that one."""

    lead_id: DisputeId


class VoidDispute(DisputeCommand):
    """It should never have been entered (a test, a slip)."""

    reason: Line


class CloseDisputeWithoutCase(DisputeCommand):
    """It ends without a mediation case."""

    reason: ClosedReason


class LinkRecurrence(DisputeCommand):
    """An earlier dispute has broken out again."""

    previous_dispute_id: DisputeId


class BaselineCommand(Command, category="baseline", about="baseline_id"):
    """Asked about the number of disputes of one kind in one month before the system."""

    baseline_id: BaselineId


class ImportBaseline(BaselineCommand, creates=True):
    """Propose the number; it counts once another person has signed it."""

    local_kind: LocalKind
    month: Month
    count: Annotated[int, Field(ge=0, le=1_000_000)]
    source: Line


class SignBaseline(BaselineCommand):
    """Sign what somebody else imported."""


class RejectBaseline(BaselineCommand):
    """Do not sign it: kind and month may be imported again."""

    reason: Line
