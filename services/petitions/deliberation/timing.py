"""The timers of a resolution: its notice, the answers it owes, its tasks."""

from collections.abc import Sequence

from services.contracts.petitions.commands.resolution import (
    PutResolutionInForce,
    TellObjectionOverdue,
    TellTaskOverdue,
)
from services.contracts.petitions.events.resolution import (
    AnyResolutionEvent,
    ResolutionNoticePosted,
    ResolutionObjectionAnswered,
    ResolutionObjectionFiled,
    ResolutionRevised,
    ResolutionRevoked,
    ResolutionTaskAssigned,
    ResolutionTaskCompleted,
)
from services.kernel import CancelTimer, Deadline, SetTimer


def deadlines(event: AnyResolutionEvent) -> Sequence[Deadline]:
    which = event.resolution_id
    match event:
        case ResolutionNoticePosted(ends_at=end):
            force = PutResolutionInForce(resolution_id=which)
            return [SetTimer(name="effect", due_at=end, command=force)]
        case ResolutionRevised() | ResolutionRevoked():
            return [CancelTimer(name="effect")]
        case ResolutionObjectionFiled(objection_id=key, answer_by=due):
            late = TellObjectionOverdue(resolution_id=which, objection_id=key)
            return [SetTimer(name=f"objection-{key}", due_at=due, command=late)]
        case ResolutionObjectionAnswered(objection_id=key):
            return [CancelTimer(name=f"objection-{key}")]
        case ResolutionTaskAssigned(task=task):
            late_task = TellTaskOverdue(resolution_id=which, task_id=task.task_id)
            return [SetTimer(name=f"task-{task.task_id}", due_at=task.due_at, command=late_task)]
        case ResolutionTaskCompleted(task_id=task_id):
            return [CancelTimer(name=f"task-{task_id}")]
        case _:
            return []
