"""The resolutions of the hall: what was carried, how far it is, and what its tasks came to."""

from datetime import date
from enum import StrEnum

from services.contracts.ids import MeetingId, ObjectionId, PersonId, ResolutionId, TopicId
from services.contracts.petitions.deliberation import Votes
from services.contracts.petitions.events.resolution import (
    ResolutionAdopted,
    ResolutionNoticePosted,
    ResolutionObjectionAnswered,
    ResolutionObjectionFiled,
    ResolutionObjectionOverdue,
    ResolutionRevised,
    ResolutionRevoked,
    ResolutionTaskAssigned,
    ResolutionTaskCompleted,
    ResolutionTaskOverdue,
    ResolutionTookEffect,
    ResultEvaluated,
    ResultPublished,
)
from services.contracts.petitions.resolutions import NoticeMode, ResolutionTask
from services.contracts.petitions.words import TopicClass
from services.gateway.readmodels.card import Card, tagged
from services.gateway.readmodels.days import in_order
from services.kernel import Code, Event, Instant, Line, ReadModel, Sealed, Value
from services.kernel.readmodel import Cells, Told


class ResolutionStatus(StrEnum):
    """Where it stands. ADOPTED: carried, or carried anew, and not on the boards."""

    ADOPTED = "adopted"
    NOTICED = "noticed"
    IN_FORCE = "in-force"
    PUBLISHED = "published"
    EVALUATED = "evaluated"
    REVOKED = "revoked"


class TaskStatus(StrEnum):
    """Of what a resolution in force has somebody do."""

    OPEN = "open"
    OVERDUE = "overdue"
    COMPLETED = "completed"


class TaskOnCard(Value):
    """A task that went out."""

    task: ResolutionTask
    status: TaskStatus = TaskStatus.OPEN
    evidence_refs: tuple[Line, ...] = ()


class ObjectionOnCard(Value):
    """What somebody objects, and what they were answered."""

    objection_id: ObjectionId
    objector: PersonId
    objection: Sealed
    answer_by: Instant
    answer: Sealed | None = None
    overdue: bool = False


class ResolutionCard(Card):
    """A resolution. `published`: from its first notice on it is everybody's to read."""

    resolution_id: ResolutionId
    estate_id: Code
    topic_id: TopicId
    topic_class: TopicClass
    meeting_id: MeetingId
    status: ResolutionStatus = ResolutionStatus.ADOPTED
    published: bool = False
    adopted_at: Instant
    clauses: tuple[Line, ...]
    votes: Votes
    due: int
    present: int
    edition: int = 1
    notice_begins_on: date | None = None
    notice_ends_at: Instant | None = None
    places: tuple[Line, ...] = ()
    mode: NoticeMode | None = None
    objections: tuple[ObjectionOnCard, ...] = ()
    in_force_since: Instant | None = None
    tasks: tuple[TaskOnCard, ...] = ()
    result: Line | None = None
    score: int | None = None
    reason: Line | None = None
    """Why it was revoked."""


def evolve(card: ResolutionCard | None, told: Told[Event]) -> ResolutionCard | None:
    match card, told.event:
        case None, ResolutionAdopted() as event:
            return ResolutionCard.of(event, tasks=(), adopted_at=told.stored.occurred_at)
        case None, _:
            return None
        case _, ResolutionRevised() as event:
            return card.but(
                status=ResolutionStatus.ADOPTED,
                meeting_id=event.meeting_id,
                clauses=event.clauses,
                votes=event.votes,
                due=event.due,
                present=event.present,
                edition=card.edition + 1,
            )
        case _, ResolutionNoticePosted() as event:
            return card.but(
                status=ResolutionStatus.NOTICED,
                published=True,
                notice_begins_on=event.begins_on,
                notice_ends_at=event.ends_at,
                places=event.places,
                mode=event.mode,
            )
        case _, ResolutionObjectionFiled() as event:
            filed = ObjectionOnCard(
                objection_id=event.objection_id,
                objector=event.objector,
                objection=event.objection,
                answer_by=event.answer_by,
            )
            return card.but(objections=(*card.objections, filed))
        case _, ResolutionObjectionAnswered(objection_id=which, answer=answer):
            return _objection(card, which, answer=answer)
        case _, ResolutionObjectionOverdue(objection_id=which):
            return _objection(card, which, overdue=True)
        case _, ResolutionTookEffect():
            since = told.stored.occurred_at
            return card.but(status=ResolutionStatus.IN_FORCE, in_force_since=since)
        case _, ResolutionTaskAssigned(task=task):
            return card.but(tasks=(*card.tasks, TaskOnCard(task=task)))
        case _, ResolutionTaskCompleted(task_id=which, evidence_refs=refs):
            return _task(card, which, status=TaskStatus.COMPLETED, evidence_refs=refs)
        case _, ResolutionTaskOverdue(task_id=which):
            return _task(card, which, status=TaskStatus.OVERDUE)
        case _, ResultPublished(result=result):
            return card.but(status=ResolutionStatus.PUBLISHED, result=result)
        case _, ResultEvaluated(score=score):
            return card.but(status=ResolutionStatus.EVALUATED, score=score)
        case _, ResolutionRevoked(reason=reason):
            return card.but(status=ResolutionStatus.REVOKED, reason=reason)
        case _:
            return card


def _objection(card: ResolutionCard, which: ObjectionId, **fields: object) -> ResolutionCard:
    changed = tuple(
        each.model_copy(update=fields) if each.objection_id == which else each
        for each in card.objections
    )
    return card.but(objections=changed)


def _task(card: ResolutionCard, which: str, **fields: object) -> ResolutionCard:
    changed = tuple(
        each.model_copy(update=fields) if each.task.task_id == which else each
        for each in card.tasks
    )
    return card.but(tasks=changed)


def contributes(card: ResolutionCard) -> Cells:
    cells: dict[tuple[str, ...], int] = {("resolution", card.status): 1}
    for status in TaskStatus:
        if number := sum(each.status is status for each in card.tasks):
            cells["task", status] = number
    return cells


resolutions = ReadModel(
    name="resolutions",
    room="petitions",
    category="resolution",
    card=ResolutionCard,
    evolve=evolve,
    sort=lambda card: in_order(card.adopted_at),
    tags=lambda card: tagged(
        status=card.status,
        estate=card.estate_id,
        topic=card.topic_id,
        meeting=card.meeting_id,
        org=tuple(each.task.org for each in card.tasks),
        overdue=any(each.status is TaskStatus.OVERDUE for each in card.tasks),
    ),
    contributes=contributes,
    confidential=frozenset({"objections"}),
)
