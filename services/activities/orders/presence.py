"""Arriving and leaving, volunteer by volunteer; a missing check-out is noted, not guessed."""

from datetime import datetime, timedelta

from services.activities.orders.task_life import Filled, Invitation, Task
from services.activities.orders.task_refusals import (
    CheckOutTooLate,
    NotAccepted,
    NotCheckedIn,
    NotEligible,
    OutBeforeIn,
    TaskIsOver,
)
from services.activities.people.volunteer_life import lacks
from services.activities.surroundings import Surroundings
from services.contracts.activities.commands.tasks import CheckIn, CheckOut, LapseCheckOut
from services.contracts.activities.events.tasks import (
    CheckOutMissed,
    TaskEvent,
    VolunteerCheckedIn,
    VolunteerCheckedOut,
)
from services.kernel import Setting

CHECK_OUT_GRACE = timedelta(hours=2)
"""So long after the planned end one may still check out oneself."""


def checked_in(
    command: CheckIn, task: Filled, setting: Setting[Task, Surroundings]
) -> list[TaskEvent]:
    who, offer = command.volunteer_id, task.offer
    if who not in task.accepted:
        raise NotAccepted
    if who in task.present:
        return []
    if setting.occurred_at >= offer.ends_at:
        raise TaskIsOver
    lacking = lacks(setting.around.volunteers.get(who), task.demands)
    if lacking is not None:
        raise NotEligible(volunteer=who, lacking=lacking)
    return [
        VolunteerCheckedIn(
            **vars(command), order_id=offer.order_id, at=setting.occurred_at, ends_at=offer.ends_at
        )
    ]


def checked_out(command: CheckOut, task: Invitation, at: datetime) -> list[TaskEvent]:
    presence = task.present.get(command.volunteer_id)
    if presence is None:
        raise NotCheckedIn
    if presence.left is not None:
        return []
    if presence.missed or at > task.offer.ends_at + CHECK_OUT_GRACE:
        raise CheckOutTooLate
    if at <= presence.arrived:
        raise OutBeforeIn
    return [VolunteerCheckedOut(**vars(command), order_id=task.offer.order_id, at=at)]


def missed(command: LapseCheckOut, task: Invitation) -> list[TaskEvent]:
    presence = task.present.get(command.volunteer_id)
    if presence is None or presence.left is not None or presence.missed:
        return []
    return [CheckOutMissed(**vars(command), order_id=task.offer.order_id)]
