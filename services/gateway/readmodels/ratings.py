"""What those who were there said of it, in stars. One card an order and rater."""

from collections.abc import Sequence
from typing import Annotated

from services.contracts.activities.events.orders import OrderRated, RatingChanged
from services.contracts.activities.words import RatingDims, Score
from services.contracts.ids import OrderId, PersonId, TaskId
from services.gateway.readmodels.card import Card, tagged
from services.gateway.readmodels.days import day_of, in_order
from services.kernel import Event, Instant, ReadModel, Sealed, of
from services.kernel.readmodel import Cells, Told


class RatingCard(Card):
    """A rating; changed within its window, the latest stands."""

    order_id: OrderId
    task_id: TaskId
    rater: PersonId
    score: Score
    dims: RatingDims | None
    comment: Annotated[Sealed, of("rater")] | None
    anonymous_to_volunteer: bool
    rated_at: Instant
    changed: int = 0


def evolve(card: RatingCard | None, told: Told[Event]) -> RatingCard | None:
    match card, told.event:
        case None, OrderRated() | RatingChanged() as event:
            return RatingCard.of(event, rated_at=told.stored.occurred_at)
        case RatingCard(), OrderRated() | RatingChanged() as event:
            return RatingCard.of(event, rated_at=card.rated_at, changed=card.changed + 1)
        case _:
            return card


def keys(event: Event) -> Sequence[str]:
    match event:
        case OrderRated(rater=rater) | RatingChanged(rater=rater):
            return (f"{event.key}.{rater}",)
        case _:
            return ()


def contributes(card: RatingCard) -> Cells:
    return {("rating", str(card.score), day_of(card.rated_at).isoformat()): 1}


ratings = ReadModel(
    name="ratings",
    room="activities",
    category="order",
    card=RatingCard,
    evolve=evolve,
    keys=keys,
    sort=lambda card: in_order(card.rated_at),
    tags=lambda card: tagged(
        order=card.order_id, task=card.task_id, score=card.score, rater=card.rater
    ),
    contributes=contributes,
    confidential=frozenset({"rater", "comment"}),
)
