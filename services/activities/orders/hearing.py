"""What an order hears of its task: another stream, which tells it through the room's reactions."""

from services.activities.orders.order_life import (
    Accepted,
    Approved,
    Cancelled,
    Dispatched,
    Known,
    Order,
    Reviewed,
    Unfilled,
)
from services.activities.orders.task_life import Filled, Offered
from services.activities.orders.task_life import Unfilled as TaskUnfilled
from services.activities.surroundings import Surroundings
from services.contracts.activities.commands.orders import (
    NoteAcceptance,
    NoteDispatch,
    NoteUnfilled,
)
from services.contracts.activities.events.orders import (
    LateTaskDismissed,
    OrderAccepted,
    OrderDispatched,
    OrderEvent,
    OrderUnfilled,
)
from services.contracts.ids import OrderId

type Note = NoteDispatch | NoteAcceptance | NoteUnfilled


def heard(note: Note, order: Known) -> list[OrderEvent]:
    """What its task tells: told twice, or too late to matter, it changes nothing."""
    match order, note:
        case Cancelled(), NoteDispatch(task_id=task):
            return [LateTaskDismissed(order_id=note.order_id, task_id=task)]
        case Dispatched(task_id=task, attempt=attempt), NoteDispatch() if (task, attempt) == (
            note.task_id,
            note.attempt,
        ):
            return []
        case Reviewed(), NoteDispatch():
            return [OrderDispatched(**vars(note))]
        case Dispatched(task_id=task), NoteAcceptance() if task == note.task_id:
            return [OrderAccepted(**vars(note))]
        case Dispatched(task_id=task) | Accepted(task_id=task), NoteUnfilled() if (
            task == note.task_id
        ):
            return [OrderUnfilled(**vars(note))]
        case _:
            return []


def lags(order_id: OrderId, order: Order, around: Surroundings) -> bool:
    """Has its task said something that the order has not heard yet?"""
    match order, around.task_for(order_id):
        case Approved() | Unfilled() | Accepted(), (_, Offered()):
            return True
        case Dispatched(task_id=heard, attempt=attempt), (task_id, Offered(offer=offer)):
            return (heard, attempt) != (task_id, offer.attempt)
        case Approved() | Unfilled() | Dispatched(), (_, Filled()):
            return True
        case Dispatched() | Accepted(), (_, TaskUnfilled()):
            return True
        case _:
            return False
