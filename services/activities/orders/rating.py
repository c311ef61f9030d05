"""Rating a delivered order (A-INV-13, A-INV-14) and closing it when the window has passed."""

from datetime import datetime

from services.activities.orders.order_life import Delivered, Order
from services.activities.orders.refusals import (
    OrderRatedByAnother,
    RaterIsAnother,
    RatingWindowHasLapsed,
    RatingWindowIsOpen,
)
from services.activities.surroundings import Surroundings
from services.contracts.activities.commands.orders import (
    CloseOrder,
    LapseRatingWindow,
    RateOrder,
)
from services.contracts.activities.events.orders import (
    ImprovementItemOpened,
    OrderClosed,
    OrderEvent,
    OrderRated,
    RatingChanged,
    RatingWindowLapsed,
)
from services.kernel import Setting

LOW = 2
"""A score so low says that something is to be done better."""


def rated(
    command: RateOrder, order: Delivered, setting: Setting[Order, Surroundings]
) -> list[OrderEvent]:
    if str(command.rater) != setting.asker.person:
        raise RaterIsAnother
    if setting.occurred_at >= order.rate_by:
        raise RatingWindowHasLapsed
    given: OrderRated | RatingChanged
    match order.rating:
        case None:
            given = OrderRated(**vars(command), task_id=order.task_id)
        case before if before.rater != command.rater:
            raise OrderRatedByAnother
        case before:
            given = RatingChanged(**vars(command), task_id=order.task_id)
            if vars(given) == vars(before):
                return []
    if command.score > LOW or order.improving:
        return [given]
    low = ImprovementItemOpened(
        order_id=command.order_id, task_id=order.task_id, score=command.score
    )
    return [given, low]


def closed(
    command: CloseOrder | LapseRatingWindow, order: Delivered, at: datetime
) -> list[OrderEvent]:
    if at < order.rate_by:
        raise RatingWindowIsOpen
    done = OrderClosed(order_id=command.order_id)
    if order.rating is not None:
        return [done]
    return [RatingWindowLapsed(order_id=command.order_id), done]
