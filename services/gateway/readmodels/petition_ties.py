"""How a petition's card is tied to others: its duplicates, its supporters, its way to mediation."""

from services.contracts.petitions.events.agenda import PetitionPlacedOnAgenda
from services.contracts.petitions.events.duplicates import (
    DuplicateJoined,
    DuplicateLeft,
    PetitionMerged,
    PetitionMergeProposed,
    PetitionUnmerged,
    PetitionUnmergeProposed,
)
from services.contracts.petitions.events.referral import (
    PetitionReferralCancelled,
    PetitionReferredToMediation,
    PetitionUrged,
    ReferralOutcomeRecorded,
)
from services.contracts.petitions.events.returns import (
    DispatchReturnDecided,
    DispatchReturnRequested,
    ReturnEvent,
)
from services.contracts.petitions.events.support import PetitionSupported
from services.contracts.petitions.events.whistle import WhistleEvent
from services.gateway.readmodels import petition_returns, petition_whistles
from services.gateway.readmodels.petition_card import PetitionCard
from services.gateway.readmodels.petition_status import PetitionStatus
from services.kernel import Event


def evolve(card: PetitionCard, event: Event) -> PetitionCard:
    match event:
        case PetitionSupported():
            return card.but(supporters=card.supporters + 1)
        case PetitionMergeProposed(lead_id=lead):
            return card.but(merge_proposed=lead)
        case PetitionMerged(lead_id=lead):
            return card.but(
                status=PetitionStatus.MERGED,
                status_before=card.status,
                lead_id=lead,
                merge_proposed=None,
            )
        case PetitionUnmergeProposed():
            return card.but(unmerge_proposed=True)
        case PetitionUnmerged():
            return _as_before(card).but(lead_id=None, unmerge_proposed=False)
        case DuplicateJoined(member_id=member, governing_due_at=due):
            return card.but(members=(*card.members, member), due_at=due)
        case DuplicateLeft(member_id=member, governing_due_at=due):
            rest = tuple(each for each in card.members if each != member)
            return card.but(members=rest, due_at=due)
        case PetitionReferredToMediation(referral_id=referral):
            return card.but(
                status=PetitionStatus.REFERRED,
                status_before=card.status,
                referral_id=referral,
                referral_outcome=None,
            )
        case PetitionPlacedOnAgenda(topic_id=topic):
            return card.but(topics=(*card.topics, topic))
        case PetitionUrged(n=n):
            return card.but(urged=n)
        case ReferralOutcomeRecorded(outcome_code=outcome):
            return card.but(
                status=PetitionStatus.IN_HANDLING, status_before=None, referral_outcome=outcome
            )
        case PetitionReferralCancelled():
            return _as_before(card).but(referral_id=None)
        case DispatchReturnRequested() | DispatchReturnDecided():
            return _returned(card, event)
        case WhistleEvent():
            return card.but(whistles=petition_whistles.after(card.whistles, event))
        case _:
            return card


def _returned(card: PetitionCard, event: ReturnEvent) -> PetitionCard:
    """Given back, it is in nobody's hands."""
    late = tuple(each.kind for each in card.overdue)
    told = card.but(returns=petition_returns.after(card.returns, event, late))
    if not (isinstance(event, DispatchReturnDecided) and event.approved):
        return told
    return told.but(
        status=PetitionStatus.ACCEPTED,
        lead_org=None,
        co_orgs=(),
        handler=None,
        dispatch_id=None,
        dispatched_at=None,
        signed_at=None,
    )


def _as_before(card: PetitionCard) -> PetitionCard:
    return card.but(status=card.status_before or card.status, status_before=None)
