"""How a petition's card ends: the call-back, the outcome, the second beginning."""

from services.contracts.petitions.events.closing import (
    CallbackAttempted,
    CallbackCompleted,
    PetitionClosed,
    PetitionReopened,
    ReopeningDeclined,
    RepresentativeAsked,
)
from services.gateway.readmodels import petition_ties
from services.gateway.readmodels.petition_card import CallbackOnCard, PetitionCard
from services.gateway.readmodels.petition_status import PetitionStatus
from services.kernel import Event
from services.kernel.readmodel import Told


def evolve(card: PetitionCard, told: Told[Event]) -> PetitionCard:
    match told.event:
        case CallbackAttempted(n=n):
            return card.but(callback_attempts=n)
        case RepresentativeAsked(representative=who):
            return card.but(representatives_asked=(*card.representatives_asked, who))
        case CallbackCompleted() as event:
            callback = CallbackOnCard(
                at=told.stored.occurred_at,
                effective=event.effective,
                contacted=event.contacted,
                solved=event.solved,
                satisfaction=event.satisfaction,
            )
            return card.but(
                callback=callback, called_back_by=event.called_by, comment=event.comment
            )
        case ReopeningDeclined(reason=reason):
            return card.but(reason=reason)
        case PetitionClosed() as event:
            return card.but(
                status=PetitionStatus.CLOSED,
                outcome=event.outcome,
                confirmed_by=event.confirmed_by,
                closed_at=event.closed_at,
            )
        case PetitionReopened() as event:
            return card.but(
                status=PetitionStatus.IN_HANDLING,
                reopened=card.reopened + 1,
                cycle=event.cycle,
                due_at=event.due_at or card.due_at,
                new_facts=event.new_facts,
                representatives_asked=(),
                outcome=None,
                confirmed_by=None,
                closed_at=None,
            )
        case event:
            return petition_ties.evolve(card, event)
