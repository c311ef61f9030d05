"""How a report becomes a dispute."""

from services.contracts.mediation.commands.dispute import ReportDispute
from services.contracts.mediation.events.dispute import DisputeReported
from services.contracts.places import UnitKind
from services.kernel import Setting
from services.mediation.disputes.refusals import (
    DisputePlaceUnknown,
    NoticedAfterReported,
    PartyNamedTwice,
)
from services.mediation.disputes.states import Dispute
from services.mediation.known import Surroundings
from services.mediation.referral import referral_of


def report(command: ReportDispute, setting: Setting[Dispute, Surroundings]) -> DisputeReported:
    """Reported when it happened in the world, also if entered later; noticed then or before."""
    noticed_at = command.noticed_at or setting.occurred_at
    if setting.around.directory.kind(command.estate_id) is not UnitKind.ESTATE:
        raise DisputePlaceUnknown(estate=command.estate_id)
    if noticed_at > setting.occurred_at:
        raise NoticedAfterReported
    if len({each.party for each in command.parties}) < len(command.parties):
        raise PartyNamedTwice
    said = vars(command) | {"noticed_at": noticed_at, "reported_at": setting.occurred_at}
    return DisputeReported(referral_id=referral_of(command), **said)
