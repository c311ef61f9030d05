"""What follows from a resolution in force: tasks done, the result published and evaluated."""

from collections.abc import Sequence

from services.contracts.ids import PersonId
from services.contracts.petitions.commands.resolution import (
    CompleteResolutionTask,
    EvaluateResult,
    PublishResult,
)
from services.contracts.petitions.events.resolution import (
    AnyResolutionEvent,
    ResolutionTaskCompleted,
    ResultEvaluated,
    ResultPublished,
)
from services.petitions.deliberation import refusals_resolution as refusals
from services.petitions.deliberation.states_resolution import InForce, Published


def carried_out(
    command: CompleteResolutionTask | PublishResult | EvaluateResult,
    resolution: InForce,
    me: PersonId,
) -> Sequence[AnyResolutionEvent]:
    match resolution, command:
        case InForce(done=done), CompleteResolutionTask(task_id=task) if task in done:
            return []
        case InForce(open=tasks), CompleteResolutionTask(task_id=task) if task in tasks:
            return [ResolutionTaskCompleted(**vars(command))]
        case _, CompleteResolutionTask():
            raise refusals.ResolutionTaskUnknown
        case Published(), PublishResult():
            raise refusals.ResultIsPublished
        case _, PublishResult(begins_on=first, ends_on=last):
            if resolution.open:
                raise refusals.TasksAreOpen(open=sorted(resolution.open))
            if last < first:
                raise refusals.PeriodEndsBeforeItBegins
            return [ResultPublished(**vars(command))]
        case Published(score=score), EvaluateResult() if command.score == score:
            return []
        case Published(), EvaluateResult():
            return [ResultEvaluated(**vars(command), evaluated_by=me)]
        case _, EvaluateResult():
            raise refusals.ResultIsNotPublished
