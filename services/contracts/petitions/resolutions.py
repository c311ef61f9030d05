"""The words of a resolution (决议): what has to be done, by whom, and how its notice is given."""

from enum import StrEnum

from services.contracts.ids import PetitionId
from services.kernel import Code, Instant, Line, Value


class TaskTarget(StrEnum):
    """Where a task is carried out: a petition's handling, an activity, by the owners, by a
    department."""

    PETITION = "PETITION"
    ACTIVITY = "ACTIVITY"
    OWNERS = "OWNERS"
    DEPARTMENT = "DEPARTMENT"


class ResolutionTask(Value):
    """What a unit has to do, and by when. `petition_id`: of a task for a petition."""

    task_id: Code
    target: TaskTarget
    org: Code
    what: Line
    due_at: Instant
    petition_id: PetitionId | None = None


class NoticeMode(StrEnum):
    """张贴 · 线上 · 两者."""

    BOARD = "BOARD"
    ELECTRONIC = "ELECTRONIC"
    BOTH = "BOTH"
