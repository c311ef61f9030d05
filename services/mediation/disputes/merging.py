"""Several reports of one incident are one dispute: both streams change together or neither."""

from services.contracts.mediation.commands.dispute import MergeDispute
from services.contracts.mediation.events.dispute import DisputeAbsorbed, DisputeMerged
from services.mediation.disputes.refusals import EstatesDiffer, LeadIsNotOpen, MergeIntoItself
from services.mediation.disputes.states import Closed, Dispute, DisputeEvent, Reported


def merge(command: MergeDispute, dispute: Reported, lead: Dispute) -> list[DisputeEvent]:
    """This report goes into that one, which keeps its source and the earliest time noticed."""
    which, into = command.dispute_id, command.lead_id
    if which == into:
        raise MergeIntoItself
    if isinstance(lead, Closed) or not isinstance(lead, Reported):
        raise LeadIsNotOpen
    if lead.estate_id != dispute.estate_id:
        raise EstatesDiffer
    return [
        DisputeMerged(dispute_id=which, lead_id=into, referral_id=dispute.referral),
        DisputeAbsorbed(
            dispute_id=into,
            merged_id=which,
            source=dispute.source,
            noticed_at=dispute.noticed_at,
        ),
    ]
