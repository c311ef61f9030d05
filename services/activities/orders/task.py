"""A task: volunteers are invited, answer freely, and only acceptance binds (A-INV-1)."""

from collections.abc import Sequence
from datetime import timedelta

from services.activities.orders import answers, invitation, presence
from services.activities.orders.task_life import (
    Filled,
    Invitation,
    Offered,
    Task,
    Unoffered,
    evolve,
)
from services.activities.orders.task_refusals import (
    HasAccepted,
    NotAccepted,
    OrderHasTask,
    TaskAlreadyOffered,
    TaskIsFull,
    TaskIsNotFull,
    TaskIsOver,
    TaskUnknown,
)
from services.activities.surroundings import Surroundings
from services.contracts.activities.commands.tasks import (
    AcceptTask,
    CancelAcceptance,
    CheckIn,
    CheckOut,
    DeclineTask,
    ExpireOffer,
    LapseCheckOut,
    OfferTask,
    ReleaseTask,
)
from services.contracts.activities.events.tasks import (
    TaskEvent,
    TaskFilled,
    TaskOffered,
    TaskReleased,
    TaskUnfilled,
    VolunteerCheckedIn,
    VolunteerCheckedOut,
)
from services.kernel import (
    CancelTimer,
    Claim,
    Deadline,
    Decider,
    Release,
    SetTimer,
    Setting,
    Standing,
    Take,
)

type TaskCommand = (
    OfferTask
    | AcceptTask
    | DeclineTask
    | CancelAcceptance
    | ExpireOffer
    | CheckIn
    | CheckOut
    | LapseCheckOut
    | ReleaseTask
)


def decide(
    command: TaskCommand, task: Task, setting: Setting[Task, Surroundings]
) -> list[TaskEvent]:
    match task, command:
        case Unoffered(), OfferTask():
            return [invitation.first(command, setting)]
        case _, OfferTask():
            raise TaskAlreadyOffered
        case Unoffered(), _:
            raise TaskUnknown
        case Invitation(accepted=accepted), AcceptTask(volunteer_id=who) if who in accepted:
            return []
        case Offered(), AcceptTask():
            return answers.accepted(command, task, setting)
        case Filled(), AcceptTask():
            raise TaskIsFull
        case Invitation(accepted=accepted), DeclineTask(volunteer_id=who) if who in accepted:
            raise HasAccepted
        case Invitation(unwilling=unwilling), DeclineTask(volunteer_id=who) if who in unwilling:
            return []
        case Offered(), DeclineTask():
            return answers.declined(command, task, setting)
        case Filled(), DeclineTask():
            return []
        case Offered() | Filled(), CancelAcceptance(volunteer_id=who) if who in task.accepted:
            return answers.cancelled(command, task, setting)
        case Offered() | Filled(), CancelAcceptance():
            raise NotAccepted
        case Offered(), ExpireOffer():
            return answers.expired(command, task, setting)
        case Filled(), CheckIn():
            return presence.checked_in(command, task, setting)
        case Offered(), CheckIn():
            raise TaskIsNotFull
        case Invitation(), CheckOut():
            return presence.checked_out(command, task, setting.occurred_at)
        case Invitation(), LapseCheckOut():
            return presence.missed(command, task)
        case Offered() | Filled(), ReleaseTask():
            return [TaskReleased(task_id=command.task_id, order_id=task.offer.order_id)]
        case _, ExpireOffer() | ReleaseTask():
            return []
        case _, AcceptTask() | DeclineTask() | CancelAcceptance() | CheckIn():
            raise TaskIsOver


def deadlines(event: TaskEvent) -> Sequence[Deadline]:
    match event:
        case TaskOffered(task_id=which, attempt=attempt, respond_by=until):
            ask = ExpireOffer(task_id=which, attempt=attempt)
            return [SetTimer(name="offer", due_at=until, command=ask)]
        case TaskFilled() | TaskUnfilled() | TaskReleased():
            return [CancelTimer(name="offer")]
        case VolunteerCheckedIn(task_id=which, volunteer_id=who, ends_at=ends):
            due = ends + presence.CHECK_OUT_GRACE + timedelta(seconds=1)
            ask_out = LapseCheckOut(task_id=which, volunteer_id=who)
            return [SetTimer(name=f"check-out-{who}", due_at=due, command=ask_out)]
        case VolunteerCheckedOut(volunteer_id=who):
            return [CancelTimer(name=f"check-out-{who}")]
        case _:
            return []


def claims(event: TaskEvent) -> Sequence[Claim]:
    """One task for an order that is not over."""
    key = str(event.order_id)
    match event:
        case TaskOffered():
            return [Take(scope="task-of-order", key=key, refusal=OrderHasTask)]
        case TaskUnfilled() | TaskReleased():
            return [Release(scope="task-of-order", key=key)]
        case _:
            return []


def standing(command: TaskCommand, task: Task, around: Surroundings) -> Standing:
    match command, task:
        case OfferTask(order_id=order_id), _:
            return Standing(place=around.place_of(order_id))
        case (
            AcceptTask(volunteer_id=who)
            | DeclineTask(volunteer_id=who)
            | CancelAcceptance(volunteer_id=who)
            | CheckIn(volunteer_id=who)
            | CheckOut(volunteer_id=who),
            Invitation(offer=offer),
        ):
            people = {"volunteer": around.person_behind(who)}
            return Standing(place=around.place_of(offer.order_id), people=people)
        case _, Invitation(offer=offer):
            return Standing(place=around.place_of(offer.order_id))
        case _:
            return Standing(place=command.key)


decider: Decider[TaskCommand, Task, TaskEvent, Surroundings] = Decider(
    category="task",
    initial=Unoffered(),
    decide=decide,
    evolve=evolve,
    standing=standing,
    claims=claims,
    deadlines=deadlines,
)
