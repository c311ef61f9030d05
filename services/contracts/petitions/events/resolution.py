"""What is told of a resolution (决议), from the vote to its result.

Names and fields are kept for good: add freely, never rename, never remove.
"""

from datetime import date
from typing import Annotated

from services.contracts.ids import MeetingId, ObjectionId, PersonId, ResolutionId, TopicId
from services.contracts.petitions.deliberation import Votes
from services.contracts.petitions.resolutions import NoticeMode, ResolutionTask
from services.contracts.petitions.words import TopicClass
from services.kernel import Code, Event, Instant, Line, Sealed, of


class ResolutionEvent(Event, category="resolution", about="resolution_id"):
    """About a resolution."""

    resolution_id: ResolutionId


class ResolutionAdopted(ResolutionEvent):
    """Carried by a meeting. `due` and `present`: of those who vote; of a major topic, of the
    residents' representatives, whose vote is the last of the four discussions (P-INV-24)."""

    estate_id: Code
    topic_id: TopicId
    topic_class: TopicClass
    meeting_id: MeetingId
    clauses: tuple[Line, ...]
    tasks: tuple[ResolutionTask, ...]
    votes: Votes
    due: int
    present: int
    adopted_by: PersonId


class ResolutionRevised(ResolutionEvent):
    """Carried anew with other clauses: it is noticed again."""

    meeting_id: MeetingId
    clauses: tuple[Line, ...]
    tasks: tuple[ResolutionTask, ...]
    votes: Votes
    due: int
    present: int
    revised_by: PersonId


class ResolutionNoticePosted(ResolutionEvent):
    """On the boards (公示) until this moment; then it takes effect (P-INV-21)."""

    begins_on: date
    ends_at: Instant
    places: tuple[Line, ...]
    mode: NoticeMode


class ResolutionObjectionFiled(ResolutionEvent):
    """Somebody objects; to be answered within three days (P-LAW-31)."""

    objection_id: ObjectionId
    objector: PersonId
    objection: Annotated[Sealed, of("objector")]
    answer_by: Instant


class ResolutionObjectionAnswered(ResolutionEvent):
    """The objection has its answer."""

    objection_id: ObjectionId
    answer: Annotated[Sealed, of("resolution_id")]
    answered_by: PersonId


class ResolutionObjectionOverdue(ResolutionEvent):
    """Three days have passed without an answer."""

    objection_id: ObjectionId


class ResolutionTookEffect(ResolutionEvent):
    """The notice is over and every objection answered: it is in force."""


class ResolutionTaskAssigned(ResolutionEvent):
    """A unit is to do this (X4)."""

    estate_id: Code
    topic_id: TopicId
    task: ResolutionTask


class ResolutionTaskCompleted(ResolutionEvent):
    """Done, and where that is on file."""

    task_id: Code
    evidence_refs: tuple[Line, ...]


class ResolutionTaskOverdue(ResolutionEvent):
    """Its day has passed, and it is not done."""

    task_id: Code


class ResultPublished(ResolutionEvent):
    """All tasks are done, and their result is on the boards (公示) between these days."""

    result: Line
    begins_on: date
    ends_on: date


class ResultEvaluated(ResolutionEvent):
    """How well it did, from one to five."""

    score: int
    evaluated_by: PersonId


class ResolutionRevoked(ResolutionEvent):
    """It is not, or no more, in force."""

    topic_id: TopicId
    reason: Line


type AnyResolutionEvent = (
    ResolutionAdopted
    | ResolutionRevised
    | ResolutionNoticePosted
    | ResolutionObjectionFiled
    | ResolutionObjectionAnswered
    | ResolutionObjectionOverdue
    | ResolutionTookEffect
    | ResolutionTaskAssigned
    | ResolutionTaskCompleted
    | ResolutionTaskOverdue
    | ResultPublished
    | ResultEvaluated
    | ResolutionRevoked
)

resolution_events: tuple[type[Event], ...] = (
    ResolutionAdopted,
    ResolutionRevised,
    ResolutionNoticePosted,
    ResolutionObjectionFiled,
    ResolutionObjectionAnswered,
    ResolutionObjectionOverdue,
    ResolutionTookEffect,
    ResolutionTaskAssigned,
    ResolutionTaskCompleted,
    ResolutionTaskOverdue,
    ResultPublished,
    ResultEvaluated,
    ResolutionRevoked,
)
