"""What the hall sent to mediation, and how far it has come there."""

from datetime import date
from enum import StrEnum

from services.contracts.ids import CaseId, DisputeId, PetitionId, ReferralId
from services.contracts.petitions.events.referral import (
    ReferralCancelled,
    ReferralConcluded,
    ReferralOpened,
    ReferralReceived,
    ReferralTakenUp,
    ReferralUrged,
)
from services.contracts.petitions.words import ReferralOutcome
from services.gateway.readmodels.card import Card, tagged
from services.gateway.readmodels.days import in_order
from services.kernel import Event, Instant, Line, ReadModel
from services.kernel.readmodel import Told


class ReferralStatus(StrEnum):
    """Where it stands."""

    OPEN = "open"
    RECEIVED = "received"
    TAKEN_UP = "taken_up"
    CONCLUDED = "concluded"
    CANCELLED = "cancelled"


class ReferralCard(Card):
    """One referral of one petition."""

    referral_id: ReferralId
    petition_id: PetitionId
    status: ReferralStatus = ReferralStatus.OPEN
    opened_at: Instant
    urge_at: Instant | None
    urged: int = 0
    dispute_id: DisputeId | None = None
    case_id: CaseId | None = None
    outcome_code: ReferralOutcome | None = None
    agreed_on: date | None = None
    performed: bool | None = None
    reason: Line | None = None


def evolve(card: ReferralCard | None, told: Told[Event]) -> ReferralCard | None:
    match card, told.event:
        case None, ReferralOpened() as event:
            return ReferralCard(
                referral_id=event.referral_id,
                petition_id=event.petition_id,
                opened_at=told.stored.occurred_at,
                urge_at=event.urge_at,
            )
        case None, _:
            return None
        case _, ReferralUrged(n=n, urge_at=again):
            return card.but(urged=n, urge_at=again)
        case _, ReferralReceived(dispute_id=dispute):
            return card.but(status=ReferralStatus.RECEIVED, dispute_id=dispute)
        case _, ReferralTakenUp(case_id=case):
            return card.but(status=ReferralStatus.TAKEN_UP, case_id=case, urge_at=None)
        case _, ReferralConcluded() as event:
            return card.but(
                status=ReferralStatus.CONCLUDED,
                case_id=event.case_id or card.case_id,
                outcome_code=event.outcome_code,
                agreed_on=event.agreed_on,
                performed=event.performed,
                urge_at=None,
            )
        case _, ReferralCancelled(reason=reason):
            return card.but(status=ReferralStatus.CANCELLED, reason=reason, urge_at=None)
        case _:
            return card


referrals = ReadModel(
    name="referrals",
    room="petitions",
    category="referral",
    card=ReferralCard,
    evolve=evolve,
    sort=lambda card: in_order(card.opened_at),
    tags=lambda card: tagged(
        status=card.status, petition=card.petition_id, case=card.case_id, dispute=card.dispute_id
    ),
)
