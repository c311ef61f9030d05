"""An order (点单): placed, reviewed, dispatched, accepted, delivered, rated, closed."""

from collections.abc import Sequence

from services.activities.orders import hearing, placing, rating
from services.activities.orders.delivery import delivered
from services.activities.orders.order_life import (
    Accepted,
    Cancelled,
    Closed,
    Delivered,
    Known,
    Order,
    Placed,
    Rejected,
    Returned,
    Unplaced,
    evolve,
)
from services.activities.orders.refusals import (
    OrderAlreadyPlaced,
    OrderHasEnded,
    OrderIsCatchingUp,
    OrderIsReviewed,
    OrderNotAccepted,
    OrderNotDelivered,
    OrderUnknown,
    RatingWindowHasLapsed,
)
from services.activities.orders.task_life import Filled, Offered
from services.activities.surroundings import Surroundings
from services.contracts.activities.commands.orders import (
    AmendOrder,
    ApproveOrder,
    CancelOrder,
    CloseOrder,
    ConfirmDelivery,
    LapseRatingWindow,
    NoteAcceptance,
    NoteDispatch,
    NoteUnfilled,
    PlaceOrder,
    RateOrder,
    RejectOrder,
    ReturnOrderForInfo,
)
from services.contracts.activities.events.orders import (
    OrderApproved,
    OrderCancelled,
    OrderClosed,
    OrderDelivered,
    OrderEvent,
    OrderRejected,
    OrderReturnedForInfo,
)
from services.kernel import CancelTimer, Deadline, Decider, SetTimer, Setting, Standing

type Review = ApproveOrder | RejectOrder | ReturnOrderForInfo
type Answer = AmendOrder | ConfirmDelivery | RateOrder | CancelOrder
type OrderCommand = PlaceOrder | Review | Answer | hearing.Note | CloseOrder | LapseRatingWindow


def decide(
    command: OrderCommand, order: Order, setting: Setting[Order, Surroundings]
) -> list[OrderEvent]:
    match order, command:
        case Unplaced(), PlaceOrder():
            return [placing.placed(command, setting.around)]
        case _, PlaceOrder():
            raise OrderAlreadyPlaced
        case Unplaced(), _:
            raise OrderUnknown
        case _, NoteDispatch() | NoteAcceptance() | NoteUnfilled():
            return hearing.heard(command, order)
        case Placed() | Returned(), ApproveOrder():
            return [OrderApproved(**vars(command))]
        case Placed() | Returned(), RejectOrder():
            return [OrderRejected(**vars(command))]
        case Placed(), ReturnOrderForInfo():
            return [OrderReturnedForInfo(**vars(command))]
        case Returned(), ReturnOrderForInfo():
            return []
        case Placed() | Returned(), AmendOrder():
            return [placing.amended(command, order)]
        case _, ApproveOrder() | RejectOrder() | ReturnOrderForInfo() | AmendOrder():
            raise OrderIsReviewed
        case _, ConfirmDelivery() | CancelOrder() if hearing.lags(
            command.order_id, order, setting.around
        ):
            raise OrderIsCatchingUp
        case Accepted(), ConfirmDelivery():
            return [delivered(command, order, setting)]
        case Delivered(), ConfirmDelivery():
            return []
        case _, ConfirmDelivery():
            raise OrderNotAccepted
        case Delivered(), RateOrder():
            return rating.rated(command, order, setting)
        case Delivered(), CloseOrder() | LapseRatingWindow():
            return rating.closed(command, order, setting.occurred_at)
        case Closed(), CloseOrder():
            return []
        case Closed(), RateOrder():
            raise RatingWindowHasLapsed
        case _, RateOrder() | CloseOrder():
            raise OrderNotDelivered
        case _, LapseRatingWindow():
            return []
        case Cancelled(), CancelOrder():
            return []
        case Delivered() | Closed() | Rejected(), CancelOrder():
            raise OrderHasEnded
        case _, CancelOrder():
            return [_cancelled(command, setting.around)]


def _cancelled(command: CancelOrder, around: Surroundings) -> OrderCancelled:
    match around.task_for(command.order_id):
        case (task_id, Offered() | Filled()):
            return OrderCancelled(**vars(command), task_id=task_id)
        case _:
            return OrderCancelled(**vars(command), task_id=None)


def deadlines(event: OrderEvent) -> Sequence[Deadline]:
    match event:
        case OrderDelivered(order_id=which, rate_by=until):
            return [
                SetTimer(name="rating", due_at=until, command=LapseRatingWindow(order_id=which))
            ]
        case OrderClosed():
            return [CancelTimer(name="rating")]
        case _:
            return []


def standing(command: OrderCommand, order: Order, around: Surroundings) -> Standing:
    match command, order:
        case PlaceOrder(resident=resident, guardian=guardian), _:
            place = command.station_id or command.estate_id
            return Standing(place=place, people=placing.parts(resident, guardian))
        case _, Known(wish=wish):
            people = placing.everyone(command.order_id, wish, around)
            return Standing(place=wish.place, people=people)
        case _:
            return Standing(place=command.key)


decider: Decider[OrderCommand, Order, OrderEvent, Surroundings] = Decider(
    category="order",
    initial=Unplaced(),
    decide=decide,
    evolve=evolve,
    standing=standing,
    deadlines=deadlines,
)
