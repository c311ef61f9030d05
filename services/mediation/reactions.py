"""What the mediation room does when it hears something: commands of its own, nothing else.

Whether they still make sense is the decider's word, so a late or repeated event does no harm.
"""

from collections.abc import Sequence

from services.contracts.mediation.commands.around import (
    AnswerErasureInMediation,
    NoteUnitForMediation,
)
from services.contracts.mediation.commands.case import EndDelegation, OpenCase, ProposeRoute
from services.contracts.mediation.commands.dispute import (
    CloseDisputeWithoutCase,
    ProposeTriage,
    ReportDispute,
)
from services.contracts.mediation.events.case import CaseAccepted
from services.contracts.mediation.events.dispute import (
    DisputeClosedWithoutCase,
    DisputeMerged,
    DisputeReported,
    DisputeVoided,
)
from services.contracts.mediation.kinds import (
    Capacity,
    ClosedReason,
    DisputeSource,
    LocalKind,
    Side,
    StartedBy,
)
from services.contracts.mediation.values import DisputeParty
from services.contracts.petitions.events.privacy import ErasureRequested
from services.contracts.petitions.events.referral import (
    PetitionReferredToMediation,
    ReferralCancelled,
)
from services.contracts.petitions.events.registry import (
    EstateRegistered,
    StationPlanned,
    UnitRegistered,
)
from services.contracts.places import UnitKind
from services.kernel import Command, Event, Recorded
from services.mediation.referral import case_of, dispute_of

HEARD_OF_PETITIONS = (
    UnitRegistered,
    EstateRegistered,
    StationPlanned,
    PetitionReferredToMediation,
    ReferralCancelled,
    ErasureRequested,
)


def hear_petitions(heard: Recorded[Event]) -> Sequence[Command]:
    """The street's map, referrals to mediation, and wishes to be forgotten."""
    match heard.event:
        case UnitRegistered(unit_id=code, kind=kind, parent_id=parent):
            return [NoteUnitForMediation(unit_id=code, kind=kind, parent_id=parent)]
        case EstateRegistered(estate_id=code, community_id=parent):
            return [NoteUnitForMediation(unit_id=code, kind=UnitKind.ESTATE, parent_id=parent)]
        case StationPlanned(station_id=code, estate_id=parent):
            return [NoteUnitForMediation(unit_id=code, kind=UnitKind.STATION, parent_id=parent)]
        case PetitionReferredToMediation() as referred:
            return [_report(referred)]
        case ReferralCancelled(referral_id=referral):
            return [
                EndDelegation(case_id=case_of(referral), referral_id=referral),
                CloseDisputeWithoutCase(
                    dispute_id=dispute_of(referral), reason=ClosedReason.WITHDRAWN
                ),
            ]
        case ErasureRequested(person=person):
            return [AnswerErasureInMediation(person=person)]
        case _:
            return []


def _report(referred: PetitionReferredToMediation) -> ReportDispute:
    """The petitioner is its first party; the other side is named by whoever opens it up."""
    parties: tuple[DisputeParty, ...] = ()
    if referred.petitioner is not None:
        parties = (
            DisputeParty(
                party=referred.petitioner,
                side=Side.A,
                capacity=Capacity.RESIDENT,
                consents=referred.consent,
            ),
        )
    return ReportDispute(
        dispute_id=dispute_of(referred.referral_id),
        source=DisputeSource.PETITION,
        source_ref=str(referred.referral_id),
        local_kind=LocalKind(referred.kind_hint.value),
        estate_id=referred.estate_id,
        parties=parties,
        reporter=referred.petitioner,
    )


HEARD_OF_OURSELVES = (
    DisputeReported,
    DisputeClosedWithoutCase,
    DisputeVoided,
    DisputeMerged,
    CaseAccepted,
)


def hear_ourselves(heard: Recorded[Event]) -> Sequence[Command]:
    """The rules propose; what was referred becomes a case, or its end is told."""
    match heard.event:
        case DisputeReported(dispute_id=dispute, referral_id=None):
            return [ProposeTriage(dispute_id=dispute)]
        case DisputeReported(dispute_id=dispute, referral_id=referral) if referral is not None:
            return [
                ProposeTriage(dispute_id=dispute),
                OpenCase(
                    case_id=case_of(referral),
                    dispute_ids=(dispute,),
                    started_by=StartedBy.DELEGATED,
                    delegation_ref=str(referral),
                ),
            ]
        case (
            DisputeClosedWithoutCase(referral_id=referral)
            | DisputeVoided(referral_id=referral)
            | DisputeMerged(referral_id=referral)
        ) if referral is not None:
            return [EndDelegation(case_id=case_of(referral), referral_id=referral)]
        case CaseAccepted(case_id=case):
            return [ProposeRoute(case_id=case)]
        case _:
            return []
