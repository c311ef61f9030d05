"""What this room does when it hears the hall, and when an order and its task hear each other."""

from collections.abc import Sequence

from services.contracts.activities.commands.hours import HoldHours
from services.contracts.activities.commands.orders import (
    NoteAcceptance,
    NoteDispatch,
    NoteUnfilled,
)
from services.contracts.activities.commands.surroundings import (
    AnswerErasureForActivities,
    NoteUnitForActivities,
)
from services.contracts.activities.commands.tasks import ReleaseTask
from services.contracts.activities.events.orders import LateTaskDismissed, OrderCancelled
from services.contracts.activities.events.tasks import (
    CheckOutMissed,
    TaskFilled,
    TaskOffered,
    TaskUnfilled,
)
from services.contracts.petitions.events.privacy import ErasureRequested
from services.contracts.petitions.events.registry import (
    EstateRegistered,
    StationPlanned,
    UnitRegistered,
)
from services.contracts.places import UnitKind
from services.kernel import Command, Event, Recorded

HEARD_OF_PETITIONS = (UnitRegistered, EstateRegistered, StationPlanned, ErasureRequested)


def of_petitions(heard: Recorded[Event]) -> Sequence[Command]:
    """The street's map, and wishes to be forgotten."""
    match heard.event:
        case UnitRegistered(unit_id=unit, kind=kind, parent_id=parent):
            return [NoteUnitForActivities(unit_id=unit, kind=kind, parent_id=parent)]
        case EstateRegistered(estate_id=unit, community_id=parent):
            return [NoteUnitForActivities(unit_id=unit, kind=UnitKind.ESTATE, parent_id=parent)]
        case StationPlanned(station_id=unit, estate_id=parent):
            return [NoteUnitForActivities(unit_id=unit, kind=UnitKind.STATION, parent_id=parent)]
        case ErasureRequested(person=person):
            return [AnswerErasureForActivities(person=person)]
        case _:
            return []


HEARD_OF_OURSELVES = (
    TaskOffered,
    TaskFilled,
    TaskUnfilled,
    OrderCancelled,
    LateTaskDismissed,
    CheckOutMissed,
)


def of_activities(heard: Recorded[Event]) -> Sequence[Command]:
    """A task tells its order, a cancelled order its task, a missed check-out the hours."""
    match heard.event:
        case TaskOffered(order_id=order, task_id=task, attempt=attempt):
            return [NoteDispatch(order_id=order, task_id=task, attempt=attempt)]
        case TaskFilled(order_id=order, task_id=task, volunteer_ids=who):
            return [NoteAcceptance(order_id=order, task_id=task, volunteer_ids=who)]
        case TaskUnfilled(order_id=order, task_id=task, attempts=attempts):
            return [NoteUnfilled(order_id=order, task_id=task, attempts=attempts)]
        case OrderCancelled(task_id=task) if task is not None:
            return [ReleaseTask(task_id=task)]
        case LateTaskDismissed(task_id=task):
            return [ReleaseTask(task_id=task)]
        case CheckOutMissed(volunteer_id=volunteer, task_id=task):
            return [HoldHours(volunteer_id=volunteer, task_id=task)]
        case _:
            return []
