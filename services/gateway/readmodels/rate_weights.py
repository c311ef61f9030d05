"""How the three rates weigh, as the street published it last."""

from services.contracts.petitions.events.weights import RateWeightsPublished
from services.gateway.readmodels.card import Card, tagged
from services.kernel import Code, Event, Instant, Line, ReadModel
from services.kernel.readmodel import Cells, Told


class RateWeightsCard(Card):
    """A scheme in its latest edition; weights in thousandths."""

    scheme: Code
    edition: int
    response: int
    resolution: int
    satisfaction: int
    basic: int
    source: Line
    reason: Line | None
    published_at: Instant


def evolve(card: RateWeightsCard | None, told: Told[Event]) -> RateWeightsCard | None:
    match told.event:
        case RateWeightsPublished() as event:
            return RateWeightsCard.of(event, published_at=told.stored.occurred_at)
        case _:
            return card


def contributes(card: RateWeightsCard) -> Cells:
    return {
        ("weight", "published"): 1,
        ("weight", "response"): card.response,
        ("weight", "resolution"): card.resolution,
        ("weight", "satisfaction"): card.satisfaction,
        ("weight", "basic"): card.basic,
    }


rate_weights = ReadModel(
    name="rate-weights",
    room="petitions",
    category="weights",
    card=RateWeightsCard,
    evolve=evolve,
    sort=lambda card: card.scheme,
    tags=lambda card: tagged(edition=card.edition),
    contributes=contributes,
)
