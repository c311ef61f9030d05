"""What volunteers answer to an invitation, and what the end of its time means."""

from datetime import datetime, timedelta

from services.activities.orders.invitation import onwards, to_everyone
from services.activities.orders.task_life import Filled, Invitation, Offered, Task, evolve
from services.activities.orders.task_refusals import (
    AgreementMissing,
    HasArrived,
    NotEligible,
    NotInvited,
    OfferHasExpired,
    OfferStillOpen,
    TaskHasBegun,
)
from services.activities.people.volunteer_life import lacks
from services.activities.surroundings import Surroundings
from services.contracts.activities.commands.tasks import (
    AcceptTask,
    CancelAcceptance,
    DeclineTask,
    ExpireOffer,
)
from services.contracts.activities.events.tasks import (
    AcceptanceCancelled,
    TaskAccepted,
    TaskDeclined,
    TaskEvent,
    TaskFilled,
    TaskOffered,
    TaskOfferExpired,
)
from services.contracts.activities.words import OfferedTo
from services.contracts.ids import VolunteerId
from services.kernel import Setting

type Here = Setting[Task, Surroundings]


def accepted(command: AcceptTask, task: Offered, here: Here) -> list[TaskEvent]:
    _check_invited(command.volunteer_id, task, here.occurred_at)
    volunteer = here.around.volunteers.get(command.volunteer_id)
    lacking = lacks(volunteer, task.demands)
    if lacking is not None:
        raise NotEligible(volunteer=command.volunteer_id, lacking=lacking)
    if task.offer.agreement_needed and command.agreement_ref is None:
        raise AgreementMissing
    taken = TaskAccepted(**vars(command), order_id=task.offer.order_id)
    coming = (*task.accepted, command.volunteer_id)
    if len(coming) < task.offer.needed:
        return [taken, *_on_if_all_answered(task, taken, here)]
    filled = TaskFilled(task_id=command.task_id, order_id=task.offer.order_id, volunteer_ids=coming)
    return [taken, filled]


def declined(command: DeclineTask, task: Offered, here: Here) -> list[TaskEvent]:
    _check_invited(command.volunteer_id, task, here.occurred_at)
    no = TaskDeclined(**vars(command), order_id=task.offer.order_id)
    return [no, *_on_if_all_answered(task, no, here)]


def cancelled(command: CancelAcceptance, task: Offered | Filled, here: Here) -> list[TaskEvent]:
    """The place is offered again: to those still asked, to the next group, to everyone."""
    if command.volunteer_id in task.present:
        raise HasArrived
    ahead = task.offer.starts_at - here.occurred_at
    if ahead <= timedelta(0):
        raise TaskHasBegun
    gone = AcceptanceCancelled(
        **vars(command), order_id=task.offer.order_id, notice_hours=ahead // timedelta(hours=1)
    )
    if isinstance(task, Offered):
        return [gone, *_on_if_all_answered(task, gone, here)]
    match onwards(_after(task, gone), here.occurred_at, here.around):
        case [TaskOffered() as again]:
            return [gone, again]
        case _:
            return [gone, to_everyone(task.offer, task.offer.starts_at)]


def expired(command: ExpireOffer, task: Offered, here: Here) -> list[TaskEvent]:
    offer = task.offer
    if command.attempt != offer.attempt:
        return []
    if here.occurred_at < offer.respond_by:
        raise OfferStillOpen
    over = TaskOfferExpired(task_id=offer.task_id, order_id=offer.order_id, attempt=offer.attempt)
    return [over, *onwards(task, here.occurred_at, here.around)]


def _check_invited(who: VolunteerId, task: Offered, at: datetime) -> None:
    offer = task.offer
    if at >= offer.respond_by:
        raise OfferHasExpired
    if offer.to is not OfferedTo.OPEN_POOL and who not in offer.candidates:
        raise NotInvited(volunteer=who)


def _on_if_all_answered(task: Offered, event: TaskEvent, here: Here) -> list[TaskEvent]:
    """When nobody invited by name is left to answer, the next round begins at once."""
    after = _after(task, event)
    if after.offer.to is OfferedTo.OPEN_POOL or set(after.offer.candidates) - after.answered:
        return []
    return onwards(after, here.occurred_at, here.around)


def _after(task: Invitation, event: TaskEvent) -> Invitation:
    """The task once this has happened: a task stays an invitation."""
    after = evolve(task, event)
    return after if isinstance(after, Invitation) else task
