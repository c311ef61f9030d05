"""What a task is: offered round by round, filled, unfilled, released; and who was there."""

from datetime import datetime

from rpds import HashTrieMap

from services.activities.people.volunteer_life import Demands
from services.contracts.activities.events.tasks import (
    AcceptanceCancelled,
    CheckOutMissed,
    TaskAccepted,
    TaskDeclined,
    TaskEvent,
    TaskFilled,
    TaskOffered,
    TaskReleased,
    TaskUnfilled,
    VolunteerCheckedIn,
    VolunteerCheckedOut,
)
from services.contracts.ids import VolunteerId
from services.kernel import State, replace


class Unoffered(State):
    """Nobody was invited."""


class Presence(State):
    """When one volunteer came and went. `missed`: the check-out did not come in time."""

    arrived: datetime
    left: datetime | None = None
    missed: bool = False


class Invitation(State):
    """The newest offer, and what was answered to it and to those before."""

    offer: TaskOffered
    accepted: tuple[VolunteerId, ...] = ()
    unwilling: frozenset[VolunteerId] = frozenset()
    """Who declined or cancelled: not invited by name again, free to come after all."""
    present: "HashTrieMap[VolunteerId, Presence]" = HashTrieMap()

    @property
    def demands(self) -> Demands:
        offer = self.offer
        return Demands(
            audience=offer.audience,
            skill_needs=offer.skill_needs,
            risk_level=offer.risk_level,
            starts_at=offer.starts_at,
        )

    @property
    def answered(self) -> frozenset[VolunteerId]:
        return self.unwilling | frozenset(self.accepted)


class Offered(Invitation):
    """Places are left."""


class Filled(Invitation):
    """Everyone needed comes."""


class Unfilled(Invitation):
    """Nobody was left to ask."""


class Released(Invitation):
    """Its order was cancelled."""


type Task = Unoffered | Invitation


def evolve(task: Task, event: TaskEvent) -> Task:
    match task, event:
        case Unoffered(), TaskOffered():
            return Offered(offer=event)
        case Invitation(), TaskOffered():
            return replace(_as(Offered, task), offer=event)
        case Invitation(), TaskAccepted(volunteer_id=who):
            return replace(task, accepted=(*task.accepted, who), unwilling=task.unwilling - {who})
        case Invitation(), TaskDeclined(volunteer_id=who):
            return replace(task, unwilling=task.unwilling | {who})
        case Invitation(), TaskFilled():
            return _as(Filled, task)
        case Invitation(), AcceptanceCancelled(volunteer_id=who):
            rest = tuple(each for each in task.accepted if each != who)
            return replace(task, accepted=rest, unwilling=task.unwilling | {who})
        case Invitation(), TaskUnfilled():
            return _as(Unfilled, task)
        case Invitation(), TaskReleased():
            return _as(Released, task)
        case Invitation(), VolunteerCheckedIn(volunteer_id=who, at=at):
            return replace(task, present=task.present.insert(who, Presence(arrived=at)))
        case Invitation(present=present), VolunteerCheckedOut(volunteer_id=who, at=at):
            left = replace(present[who], left=at)
            return replace(task, present=present.insert(who, left))
        case Invitation(present=present), CheckOutMissed(volunteer_id=who):
            missed = replace(present[who], missed=True)
            return replace(task, present=present.insert(who, missed))
        case _:
            return task


def _as[T: Invitation](kind: type[T], task: Invitation) -> T:
    return kind(**vars(task))
