"""What an order is, from placed to closed: each state has what is known then."""

from datetime import datetime

from services.contracts.activities.events.orders import (
    ImprovementItemOpened,
    OrderAccepted,
    OrderAmended,
    OrderApproved,
    OrderCancelled,
    OrderClosed,
    OrderDelivered,
    OrderDispatched,
    OrderEvent,
    OrderPlaced,
    OrderRated,
    OrderRejected,
    OrderReturnedForInfo,
    OrderUnfilled,
    RatingChanged,
)
from services.contracts.activities.words import Audience, RiskLevel
from services.contracts.ids import PersonId, TaskId
from services.kernel import State, replace


class Unplaced(State):
    """Nobody has asked."""


class Wish(State):
    """Whose order it is, and where."""

    resident: PersonId
    guardian: PersonId | None
    participants: frozenset[PersonId]
    estate_id: str
    place: str
    """The station that took it, or else the estate: whose clerks and officers may act."""
    audience: Audience

    def concerns(self, person: PersonId) -> bool:
        return person in self.participants or person in (self.resident, self.guardian)


class Needs(State):
    """What the review found."""

    skill_needs: tuple[str, ...]
    risk_level: RiskLevel


class Known(State):
    """Placed at some time."""

    wish: Wish


class Placed(Known):
    """Waits for review."""


class Returned(Known):
    """Waits for the resident's answer."""


class Reviewed(Known):
    """Reviewed, and how it may be offered."""

    needs: Needs


class Approved(Reviewed):
    """Waits for an offer."""


class Dispatched(Reviewed):
    """Offered to volunteers."""

    task_id: TaskId
    attempt: int


class Accepted(Reviewed):
    """Everyone needed comes."""

    task_id: TaskId


class Unfilled(Reviewed):
    """Nobody came. May be offered anew."""

    task_id: TaskId


class Delivered(Known):
    """Rendered; rated, if `rating` is there."""

    task_id: TaskId
    rate_by: datetime
    rating: OrderRated | RatingChanged | None = None
    improving: bool = False


class Closed(Known):
    """Done."""


class Rejected(Known):
    """Not offered."""


class Cancelled(Known):
    """Called off."""


type Order = Unplaced | Known


def evolve(order: Order, event: OrderEvent) -> Order:
    match order, event:
        case Unplaced(), OrderPlaced():
            return Placed(wish=_wish(event))
        case Known(wish=wish), OrderReturnedForInfo():
            return Returned(wish=wish)
        case Known(wish=wish), OrderAmended():
            return Placed(wish=wish)
        case Known(wish=wish), OrderApproved(skill_needs=skills, risk_level=risk):
            return Approved(wish=wish, needs=Needs(skill_needs=skills, risk_level=risk))
        case Known(wish=wish), OrderRejected():
            return Rejected(wish=wish)
        case Reviewed(wish=wish, needs=needs), OrderDispatched(task_id=task, attempt=attempt):
            return Dispatched(wish=wish, needs=needs, task_id=task, attempt=attempt)
        case Reviewed(wish=wish, needs=needs), OrderAccepted(task_id=task):
            return Accepted(wish=wish, needs=needs, task_id=task)
        case Reviewed(wish=wish, needs=needs), OrderUnfilled(task_id=task):
            return Unfilled(wish=wish, needs=needs, task_id=task)
        case Known(wish=wish), OrderDelivered(task_id=task, rate_by=until):
            return Delivered(wish=wish, task_id=task, rate_by=until)
        case Delivered(), OrderRated() | RatingChanged():
            return replace(order, rating=event)
        case Delivered(), ImprovementItemOpened():
            return replace(order, improving=True)
        case Known(wish=wish), OrderClosed():
            return Closed(wish=wish)
        case Known(wish=wish), OrderCancelled():
            return Cancelled(wish=wish)
        case _:
            return order


def _wish(event: OrderPlaced) -> Wish:
    return Wish(
        resident=event.resident,
        guardian=event.guardian,
        participants=frozenset(each.person for each in event.participants),
        estate_id=event.estate_id,
        place=event.station_id or event.estate_id,
        audience=event.audience,
    )
