"""What is known of a resolution at each step, and how it changes."""

from datetime import datetime
from typing import Any

from rpds import HashTrieMap

from services.contracts.ids import TopicId
from services.contracts.petitions.events.resolution import (
    AnyResolutionEvent,
    ResolutionAdopted,
    ResolutionNoticePosted,
    ResolutionObjectionAnswered,
    ResolutionObjectionFiled,
    ResolutionRevised,
    ResolutionRevoked,
    ResolutionTaskCompleted,
    ResolutionTookEffect,
    ResultEvaluated,
    ResultPublished,
)
from services.contracts.petitions.resolutions import ResolutionTask
from services.kernel import State, replace


class Unadopted(State):
    """No meeting has carried it."""


class Objection(State):
    """Somebody's, and whether it has its answer."""

    objector: str
    answered: bool = False


class Adopted(State):
    """Carried, and not on the boards: for the first time, or again after a revision."""

    estate_id: str
    topic_id: TopicId
    tasks: tuple[ResolutionTask, ...]
    objections: "HashTrieMap[str, Objection]" = HashTrieMap()

    @property
    def answered(self) -> bool:
        return all(each.answered for each in self.objections.values())


class Noticed(Adopted):
    """On the boards."""

    ends_at: datetime


class InForce(Adopted):
    """Its tasks are to be done. `done`: those that are; `score`: once it is evaluated."""

    done: frozenset[str] = frozenset()
    score: int | None = None

    @property
    def open(self) -> frozenset[str]:
        return frozenset(each.task_id for each in self.tasks) - self.done


class Published(InForce):
    """Its result is known to everybody."""


class Revoked(Adopted):
    """Taken back."""


type Resolution = Unadopted | Adopted | Noticed | InForce | Published | Revoked


def evolve(resolution: Resolution, event: AnyResolutionEvent) -> Resolution:
    match resolution, event:
        case Unadopted(), ResolutionAdopted():
            return Adopted(estate_id=event.estate_id, topic_id=event.topic_id, tasks=event.tasks)
        case Adopted(), ResolutionRevised(tasks=tasks):
            return replace(_as(Adopted, resolution), tasks=tasks)
        case Adopted(), ResolutionNoticePosted(ends_at=end):
            return Noticed(**_base(resolution), ends_at=end)
        case Adopted(), ResolutionObjectionFiled(objection_id=which, objector=who):
            return _objected(resolution, str(which), Objection(objector=str(who)))
        case Adopted(), ResolutionObjectionAnswered(objection_id=which):
            known = resolution.objections[str(which)]
            return _objected(resolution, str(which), replace(known, answered=True))
        case Adopted(), ResolutionTookEffect():
            return _as(InForce, resolution)
        case InForce(done=done), ResolutionTaskCompleted(task_id=task):
            return replace(resolution, done=done | {task})
        case InForce(), ResultPublished():
            return Published(**vars(resolution))
        case InForce(), ResultEvaluated(score=score):
            return replace(resolution, score=score)
        case Adopted(), ResolutionRevoked():
            return _as(Revoked, resolution)
        case _:
            return resolution


def _objected(resolution: Adopted, which: str, objection: Objection) -> Adopted:
    return replace(resolution, objections=resolution.objections.insert(which, objection))


def _as[S: Adopted](kind: type[S], resolution: Adopted) -> S:
    return kind(**_base(resolution))


def _base(resolution: Adopted) -> dict[str, Any]:
    return {
        "estate_id": resolution.estate_id,
        "topic_id": resolution.topic_id,
        "tasks": resolution.tasks,
        "objections": resolution.objections,
    }
