"""Asked of a resolution (决议): adopt, give notice, object, answer, do, publish, evaluate."""

from datetime import date
from typing import Annotated

from pydantic import Field

from services.contracts.ids import MeetingId, ObjectionId, PersonId, ResolutionId, TopicId
from services.contracts.petitions.deliberation import Votes
from services.contracts.petitions.resolutions import NoticeMode, ResolutionTask
from services.kernel import Code, Command, Line, Sealed, of

type Clauses = Annotated[tuple[Line, ...], Field(min_length=1, max_length=50)]
type Tasks = Annotated[tuple[ResolutionTask, ...], Field(max_length=50)]


class ResolutionCommand(Command, category="resolution", about="resolution_id"):
    """Asked about a resolution."""

    resolution_id: ResolutionId


class AdoptResolution(ResolutionCommand, creates=True):
    """Record what a meeting carried on a topic of its agenda. The clauses are public: name nobody
    in them."""

    meeting_id: MeetingId
    topic_id: TopicId
    clauses: Clauses
    tasks: Tasks = ()
    votes: Votes


class ReviseResolution(ResolutionCommand):
    """Record what a meeting carried in its place, before it takes effect."""

    meeting_id: MeetingId
    clauses: Clauses
    tasks: Tasks = ()
    votes: Votes


class PostResolutionNotice(ResolutionCommand):
    """Put it on the boards (公示), for seven days at least (P-INV-21)."""

    places: Annotated[tuple[Line, ...], Field(min_length=1, max_length=50)]
    mode: NoticeMode
    days: Annotated[int, Field(ge=7, le=60)] = 7


class FileResolutionObjection(ResolutionCommand):
    """Object to it while it is on the boards."""

    objection_id: ObjectionId
    objector: PersonId
    objection: Annotated[Sealed, of("objector")]


class AnswerResolutionObjection(ResolutionCommand):
    """Answer an objection."""

    objection_id: ObjectionId
    answer: Annotated[Sealed, of("resolution_id")]


class TellObjectionOverdue(ResolutionCommand, internal=True):
    """Three days are over."""

    objection_id: ObjectionId


class PutResolutionInForce(ResolutionCommand, internal=True):
    """The notice is over."""


class CompleteResolutionTask(ResolutionCommand):
    """Say that a task is done, and where that is on file."""

    task_id: Code
    evidence_refs: Annotated[tuple[Line, ...], Field(min_length=1, max_length=20)]


class TellTaskOverdue(ResolutionCommand, internal=True):
    """A task's day has passed."""

    task_id: Code


class PublishResult(ResolutionCommand):
    """Put what came of it on the boards, once every task is done."""

    result: Line
    begins_on: date
    ends_on: date


class EvaluateResult(ResolutionCommand):
    """Say how well it did, from one to five."""

    score: Annotated[int, Field(ge=1, le=5)]


class RevokeResolution(ResolutionCommand):
    """Take it back."""

    reason: Line


type AnyResolutionCommand = (
    AdoptResolution
    | ReviseResolution
    | PostResolutionNotice
    | FileResolutionObjection
    | AnswerResolutionObjection
    | TellObjectionOverdue
    | PutResolutionInForce
    | CompleteResolutionTask
    | TellTaskOverdue
    | PublishResult
    | EvaluateResult
    | RevokeResolution
)

resolution_commands: tuple[type[Command], ...] = (
    AdoptResolution,
    ReviseResolution,
    PostResolutionNotice,
    FileResolutionObjection,
    AnswerResolutionObjection,
    TellObjectionOverdue,
    PutResolutionInForce,
    CompleteResolutionTask,
    TellTaskOverdue,
    PublishResult,
    EvaluateResult,
    RevokeResolution,
)
