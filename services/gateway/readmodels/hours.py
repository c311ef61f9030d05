"""The hours of each volunteer, task by task: credited, pending, taken back. A card each."""

from collections.abc import Sequence
from datetime import date

from services.contracts.activities.events.hours import (
    HoursCorrected,
    HoursEvent,
    HoursPending,
    HoursRevoked,
    HoursVerified,
)
from services.contracts.activities.events.people import VolunteerRegistered
from services.contracts.activities.words import Audience
from services.contracts.ids import OrderId, TaskId, VolunteerId
from services.gateway.readmodels.card import Card, tagged
from services.gateway.readmodels.days import day_of
from services.kernel import Code, Event, ReadModel
from services.kernel.readmodel import Cell, Cells, Told


class TaskHours(Card):
    """What one task is worth to a volunteer."""

    task_id: TaskId
    order_id: OrderId
    estate_id: Code
    audience: Audience
    day: date
    minutes: int = 0
    pending: bool = False
    revoked: bool = False
    correct_by: date


class HoursCard(Card):
    """All that one volunteer did."""

    volunteer_id: VolunteerId
    coalition_ids: tuple[Code, ...] = ()
    credited_minutes: int = 0
    pending: int = 0
    tasks: tuple[TaskHours, ...] = ()


def evolve(card: HoursCard | None, told: Told[Event]) -> HoursCard | None:
    match card, told.event:
        case None, VolunteerRegistered(volunteer_id=who, coalition_ids=coalitions):
            return HoursCard(volunteer_id=who, coalition_ids=coalitions)
        case _, HoursEvent() as event:
            return _evolve(card or HoursCard(volunteer_id=event.volunteer_id), event)
        case _:
            return card


def _evolve(card: HoursCard, event: HoursEvent) -> HoursCard:
    known = {task.task_id: task for task in card.tasks}
    task = known.get(event.task_id)
    match event:
        case HoursVerified(minutes=minutes, counted_from=begun):
            task = task or _task(event, day_of(begun))
            changed = task.but(minutes=task.minutes + minutes, pending=False, revoked=False)
        case HoursPending(checked_in_at=begun):
            changed = (task or _task(event, day_of(begun))).but(pending=True)
        case HoursCorrected(delta=delta) if task is not None:
            changed = task.but(minutes=task.minutes + delta, pending=False)
        case HoursRevoked(minutes=minutes) if task is not None:
            changed = task.but(minutes=task.minutes - minutes, pending=False, revoked=True)
        case _:
            return card
    known[event.task_id] = changed
    tasks = tuple(known.values())
    return card.but(
        tasks=tasks,
        credited_minutes=sum(each.minutes for each in tasks),
        pending=sum(each.pending for each in tasks),
    )


def _task(event: HoursVerified | HoursPending, day: date) -> TaskHours:
    return TaskHours(
        task_id=event.task_id,
        order_id=event.order_id,
        estate_id=event.estate_id,
        audience=event.audience,
        day=day,
        correct_by=event.correct_by,
    )


def keys(event: Event) -> Sequence[str]:
    """Of the volunteers only their beginning is heard, for the coalitions they belong to."""
    return (event.key,) if isinstance(event, HoursEvent | VolunteerRegistered) else ()


def contributes(card: HoursCard) -> Cells:
    cells: dict[Cell, int] = {}
    for task in card.tasks:
        day = task.day.isoformat()
        names: list[Cell] = [("hours", "credited", day), ("hours", "audience", task.audience, day)]
        names += [("hours", "coalition", coalition, day) for coalition in card.coalition_ids]
        for name in names:
            cells[name] = cells.get(name, 0) + task.minutes
        for mark in ("pending",) * task.pending + ("revoked",) * task.revoked:
            cells["hours", mark, day] = cells.get(("hours", mark, day), 0) + 1
    return cells


hours = ReadModel(
    name="hours",
    room="activities",
    category="hours",
    hears=frozenset({"volunteer"}),
    card=HoursCard,
    evolve=evolve,
    keys=keys,
    sort=lambda card: f"{card.credited_minutes:012}",
    tags=lambda card: tagged(coalition=card.coalition_ids, pending=card.pending > 0),
    contributes=contributes,
    confidential=frozenset(HoursCard.model_fields),
)
