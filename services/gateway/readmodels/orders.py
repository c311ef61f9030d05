"""What residents ordered (点单), and what became of it."""

from enum import StrEnum
from typing import Annotated

from services.contracts.activities.events.orders import (
    ImprovementItemOpened,
    OrderAccepted,
    OrderAmended,
    OrderApproved,
    OrderCancelled,
    OrderClosed,
    OrderDelivered,
    OrderDispatched,
    OrderPlaced,
    OrderRated,
    OrderRejected,
    OrderReturnedForInfo,
    OrderUnfilled,
    RatingChanged,
)
from services.contracts.activities.words import (
    Audience,
    ConfirmedBy,
    LocationKind,
    Participant,
    Priority,
    RiskLevel,
    TimeSpan,
)
from services.contracts.ids import OrderId, PersonId, TaskId, VolunteerId
from services.gateway.readmodels.card import Card, tagged
from services.gateway.readmodels.days import day_of, in_order
from services.kernel import Code, Event, Instant, Line, ReadModel, Sealed, of
from services.kernel.readmodel import Cells, Told


class OrderStatus(StrEnum):
    """Where it stands."""

    PLACED = "placed"
    RETURNED = "returned"
    APPROVED = "approved"
    REJECTED = "rejected"
    DISPATCHED = "dispatched"
    ACCEPTED = "accepted"
    UNFILLED = "unfilled"
    DELIVERED = "delivered"
    RATED = "rated"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class OrderCard(Card):
    """An order. The marks say how far it ever came: the supply is counted from them."""

    order_id: OrderId
    status: OrderStatus = OrderStatus.PLACED
    resident: PersonId
    guardian: PersonId | None
    guardian_consent_ref: Line | None
    estate_id: Code
    station_id: Code | None
    catalog_item_id: Code | None
    free_text: Annotated[Sealed, of("resident")] | None
    audience: Audience
    location: LocationKind
    address: Annotated[Sealed, of("resident")] | None
    wish_times: tuple[TimeSpan, ...]
    participants: tuple[Participant, ...]
    risk_notes: Annotated[Sealed, of("resident")] | None
    priority: Priority
    placed_at: Instant
    order_category: Code | None = None
    skill_needs: tuple[Code, ...] = ()
    risk_level: RiskLevel | None = None
    question: Line | None = None
    task_id: TaskId | None = None
    attempts: int = 0
    volunteer_ids: tuple[VolunteerId, ...] = ()
    confirmed_by: ConfirmedBy | None = None
    delivered_at: Instant | None = None
    rate_by: Instant | None = None
    score: int | None = None
    to_improve: bool = False
    reason: Line | None = None
    marks: tuple[OrderStatus, ...] = ()

    def reached(self, status: OrderStatus, **fields: object) -> "OrderCard":
        """Come so far, for the first time or again."""
        marks = self.marks if status in self.marks else (*self.marks, status)
        return self.but(status=status, marks=marks, **fields)


def evolve(card: OrderCard | None, told: Told[Event]) -> OrderCard | None:
    match card, told.event:
        case None, OrderPlaced() as event:
            return OrderCard.of(event, placed_at=told.stored.occurred_at)
        case None, _:
            return None
        case _:
            return _evolve(card, told.event)


def _evolve(card: OrderCard, event: Event) -> OrderCard:
    match event:
        case OrderAmended():
            return card.but(
                status=OrderStatus.PLACED,
                free_text=event.free_text or card.free_text,
                wish_times=event.wish_times or card.wish_times,
                risk_notes=event.risk_notes or card.risk_notes,
                question=None,
            )
        case OrderReturnedForInfo(question=question):
            return card.but(status=OrderStatus.RETURNED, question=question)
        case OrderApproved():
            return card.reached(
                OrderStatus.APPROVED,
                order_category=event.order_category,
                skill_needs=event.skill_needs,
                risk_level=event.risk_level,
            )
        case OrderRejected(reason=reason):
            return card.reached(OrderStatus.REJECTED, reason=reason)
        case OrderDispatched(task_id=task, attempt=n):
            return card.reached(OrderStatus.DISPATCHED, task_id=task, attempts=n)
        case OrderAccepted(volunteer_ids=volunteers):
            return _met(card).reached(OrderStatus.ACCEPTED, volunteer_ids=volunteers)
        case OrderUnfilled(attempts=n):
            return card.reached(OrderStatus.UNFILLED, attempts=n)
        case OrderDelivered():
            return card.reached(
                OrderStatus.DELIVERED,
                confirmed_by=event.confirmed_by,
                delivered_at=event.delivered_at,
                rate_by=event.rate_by,
            )
        case OrderRated(score=score):
            return card.reached(OrderStatus.RATED, score=score)
        case RatingChanged(score=score):
            return card.but(score=score)
        case ImprovementItemOpened():
            return card.but(to_improve=True)
        case OrderClosed():
            return card.but(status=OrderStatus.CLOSED)
        case OrderCancelled(reason=reason):
            return card.reached(OrderStatus.CANCELLED, reason=reason)
        case _:
            return card


def _met(card: OrderCard) -> OrderCard:
    """Somebody was found after all: it is no unmet demand any more."""
    return card.but(marks=tuple(mark for mark in card.marks if mark is not OrderStatus.UNFILLED))


def contributes(card: OrderCard) -> Cells:
    day = day_of(card.placed_at).isoformat()
    return {("order", mark, card.audience, day): 1 for mark in (OrderStatus.PLACED, *card.marks)}


orders = ReadModel(
    name="orders",
    room="activities",
    category="order",
    card=OrderCard,
    evolve=evolve,
    sort=lambda card: in_order(card.placed_at),
    tags=lambda card: tagged(
        status=card.status,
        audience=card.audience,
        estate=card.estate_id,
        station=card.station_id,
        item=card.catalog_item_id,
        priority=card.priority,
        risk=card.risk_level,
        unmet=OrderStatus.UNFILLED in card.marks and card.status is not OrderStatus.CANCELLED,
        resident=card.resident,
        guardian=card.guardian,
        volunteer=card.volunteer_ids,
        to_improve=card.to_improve,
    ),
    contributes=contributes,
    confidential=frozenset(
        {
            "address",
            "free_text",
            "guardian",
            "guardian_consent_ref",
            "participants",
            "resident",
            "risk_notes",
            "volunteer_ids",
        }
    ),
)
