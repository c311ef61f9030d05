"""What the hall referred, and under which ids it goes on here: derived, so hearing twice makes one.

A dispute counts as referred only under the id derived from its referral; nobody can dress one up.
"""

from uuid import UUID, uuid5

from services.contracts.ids import CaseId, DisputeId, ReferralId
from services.contracts.mediation.commands.dispute import ReportDispute
from services.contracts.mediation.kinds import DisputeSource


def dispute_of(referral: ReferralId) -> DisputeId:
    """The dispute that a referral becomes."""
    return DisputeId(uuid5(referral, "mediation/dispute"))


def case_of(referral: ReferralId) -> CaseId:
    """The case that a referral becomes."""
    return CaseId(uuid5(referral, "mediation/case"))


def referral_of(report: ReportDispute) -> ReferralId | None:
    """The referral this report came by, if it came by one."""
    if report.source is not DisputeSource.PETITION or report.source_ref is None:
        return None
    try:
        referral = ReferralId(UUID(report.source_ref))
    except ValueError:  # a reference of another kind: written down by hand
        return None
    return referral if report.dispute_id == dispute_of(referral) else None
