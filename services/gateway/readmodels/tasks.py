"""What volunteers are invited to (派单): who answered what, who was there."""

from enum import StrEnum
from typing import Any

from services.contracts.activities.events.tasks import (
    AcceptanceCancelled,
    CheckOutMissed,
    TaskAccepted,
    TaskDeclined,
    TaskEvent,
    TaskFilled,
    TaskOffered,
    TaskOfferExpired,
    TaskReleased,
    TaskUnfilled,
    VolunteerCheckedIn,
    VolunteerCheckedOut,
)
from services.contracts.activities.words import Audience, OfferedTo, RiskLevel
from services.contracts.ids import OrderId, TaskId, VolunteerId
from services.gateway.readmodels.card import Card, tagged
from services.gateway.readmodels.days import in_order
from services.kernel import Code, Event, Instant, ReadModel
from services.kernel.readmodel import Told


class TaskStatus(StrEnum):
    """Where it stands."""

    OFFERED = "offered"
    FILLED = "filled"
    UNFILLED = "unfilled"
    RELEASED = "released"


class PresenceOnCard(Card):
    """When a volunteer came and went."""

    volunteer_id: VolunteerId
    checked_in_at: Instant
    checked_out_at: Instant | None = None
    check_out_missed: bool = False


class TaskCard(Card):
    """A task of an order. Declining leaves no mark on anybody (A-INV-1)."""

    task_id: TaskId
    order_id: OrderId
    status: TaskStatus = TaskStatus.OFFERED
    attempt: int
    to: OfferedTo
    coalition_id: Code | None
    candidates: tuple[VolunteerId, ...]
    respond_by: Instant
    needed: int
    agreement_needed: bool
    starts_at: Instant
    ends_at: Instant
    estate_id: Code
    audience: Audience
    skill_needs: tuple[Code, ...]
    risk_level: RiskLevel
    accepted: tuple[VolunteerId, ...] = ()
    present: tuple[PresenceOnCard, ...] = ()


def evolve(card: TaskCard | None, told: Told[Event]) -> TaskCard | None:
    match card, told.event:
        case None, TaskOffered() as event:
            return TaskCard.of(event)
        case None, _:
            return None
        case _, TaskOffered() as event:
            return card.but(status=TaskStatus.OFFERED, **_offered(event))
        case _, TaskEvent() as event:
            return _evolve(card, event)
        case _:
            return card


def _offered(event: TaskOffered) -> dict[str, Any]:
    return {name: value for name, value in event if name in TaskCard.model_fields}


def _evolve(card: TaskCard, event: TaskEvent) -> TaskCard:
    match event:
        case TaskAccepted(volunteer_id=who):
            return card.but(accepted=(*_others(card.accepted, who), who))
        case AcceptanceCancelled(volunteer_id=who):
            return card.but(status=TaskStatus.OFFERED, accepted=_others(card.accepted, who))
        case TaskDeclined(volunteer_id=who):
            return card.but(candidates=_others(card.candidates, who))
        case TaskFilled(volunteer_ids=volunteers):
            return card.but(status=TaskStatus.FILLED, accepted=volunteers)
        case TaskOfferExpired():
            return card.but(candidates=())
        case TaskUnfilled():
            return card.but(status=TaskStatus.UNFILLED, accepted=(), candidates=())
        case VolunteerCheckedIn(volunteer_id=who, at=at):
            here = PresenceOnCard(volunteer_id=who, checked_in_at=at)
            return card.but(present=(*card.present, here))
        case VolunteerCheckedOut(volunteer_id=who, at=at):
            return _latest(card, who, checked_out_at=at, check_out_missed=False)
        case CheckOutMissed(volunteer_id=who):
            return _latest(card, who, check_out_missed=True)
        case TaskReleased():
            return card.but(status=TaskStatus.RELEASED, accepted=(), candidates=())
        case _:
            return card


def _others(volunteers: tuple[VolunteerId, ...], who: VolunteerId) -> tuple[VolunteerId, ...]:
    return tuple(each for each in volunteers if each != who)


def _latest(card: TaskCard, who: VolunteerId, **fields: object) -> TaskCard:
    """Their latest coming is the one they leave from."""
    places = [n for n, each in enumerate(card.present) if each.volunteer_id == who]
    if not places:
        return card
    present = list(card.present)
    present[places[-1]] = present[places[-1]].but(**fields)
    return card.but(present=tuple(present))


tasks = ReadModel(
    name="tasks",
    room="activities",
    category="task",
    card=TaskCard,
    evolve=evolve,
    sort=lambda card: in_order(card.starts_at),
    tags=lambda card: tagged(
        status=card.status,
        to=card.to,
        order=card.order_id,
        coalition=card.coalition_id,
        candidate=card.candidates,
        accepted=card.accepted,
        estate=card.estate_id,
        audience=card.audience,
        skill=card.skill_needs,
        risk=card.risk_level,
    ),
    confidential=frozenset({"candidates", "accepted", "present"}),
)
