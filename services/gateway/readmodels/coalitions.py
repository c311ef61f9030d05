"""The coalitions that bring people, venues, material and courses along."""

from datetime import date

from services.contracts.activities.events.people import CoalitionFormed, ResourceOffered
from services.contracts.activities.words import Audience, ResourceKind
from services.gateway.readmodels.card import Card, tagged
from services.kernel import Code, Event, Line, ReadModel, Value
from services.kernel.readmodel import Told


class ResourceOnCard(Value):
    """What it offers, and until when."""

    kind: ResourceKind
    description: Line
    valid_to: date | None


class CoalitionCard(Card):
    """A coalition."""

    coalition_id: Code
    name: Line
    audience: Audience
    org_id: Code
    resources: tuple[ResourceOnCard, ...] = ()


def evolve(card: CoalitionCard | None, told: Told[Event]) -> CoalitionCard | None:
    match card, told.event:
        case None, CoalitionFormed() as event:
            return CoalitionCard.of(event)
        case None, _:
            return None
        case _, ResourceOffered() as event:
            resource = ResourceOnCard(
                kind=event.kind, description=event.description, valid_to=event.valid_to
            )
            return card.but(resources=(*card.resources, resource))
        case _:
            return card


coalitions = ReadModel(
    name="coalitions",
    room="activities",
    category="coalition",
    card=CoalitionCard,
    evolve=evolve,
    sort=lambda card: card.coalition_id,
    tags=lambda card: tagged(audience=card.audience, org=card.org_id),
)
