"""What a resolution comes to: its tasks, its published result, and the topic it was on."""

from datetime import date

from services.contracts.petitions.commands.resolution import (
    CompleteResolutionTask,
    EvaluateResult,
    PublishResult,
    RevokeResolution,
    TellTaskOverdue,
)
from services.contracts.petitions.commands.topic import (
    AdviseAssemblyProposal,
    DeferTopic,
    RejectTopic,
)
from services.contracts.petitions.commands.topic_moves import (
    ReopenTopic,
    ResolveTopic,
    ScheduleTopic,
)
from services.contracts.petitions.events import petitions_events
from services.contracts.petitions.events.resolution import (
    ResolutionTaskCompleted,
    ResolutionTaskOverdue,
    ResultEvaluated,
    ResultPublished,
)
from services.contracts.petitions.events.topic_moves import TopicReopened, TopicResolved
from services.kernel import CancelTimer, SetTimer
from services.petitions import reactions
from services.petitions.deliberation import refusals_resolution as refusals
from services.petitions.deliberation import topic
from services.petitions.deliberation.noticing import OWNERS
from services.petitions.deliberation.refusals import TopicIsResolved
from services.petitions.deliberation.timing import deadlines
from tests.petitions.cast import id_of
from tests.petitions.hall_table import PARKING, TABLE, proposed, screened, secretary
from tests.petitions.test_reactions import heard
from tests.petitions.test_resolution import (
    RULES,
    adopted,
    advised,
    assigned,
    given,
    in_force,
    known,
    paint,
    posted,
    revoked,
)
from tests.scenario import Scenario

running = (adopted, posted, in_force, assigned)
complete = CompleteResolutionTask(resolution_id=RULES, task_id="T1", evidence_refs=("照片-1",))
completed = ResolutionTaskCompleted(**vars(complete))
publish = PublishResult(
    resolution_id=RULES,
    result="充电车位已划设",
    begins_on=date(2024, 12, 2),
    ends_on=date(2024, 12, 9),
)
published = ResultPublished(**vars(publish))
evaluate = EvaluateResult(resolution_id=RULES, score=4)
evaluated = ResultEvaluated(resolution_id=RULES, score=4, evaluated_by=id_of(secretary))


def test_a_task_is_done_once_and_told_when_its_day_has_passed() -> None:
    given(*running).when(complete).then(completed)
    given(*running, completed).when(complete).then()
    other = complete.model_copy(update={"task_id": "T9"})
    given(*running).when(other).refused(refusals.ResolutionTaskUnknown)
    given(adopted, posted).when(complete).refused(refusals.ResolutionIsNotInForce)
    late = TellTaskOverdue(resolution_id=RULES, task_id="T1")
    assert deadlines(assigned) == [SetTimer(name="task-T1", due_at=paint.due_at, command=late)]
    assert deadlines(completed) == [CancelTimer(name="task-T1")]
    overdue = ResolutionTaskOverdue(resolution_id=RULES, task_id="T1")
    given(*running).when(late).then(overdue)
    given(*running, overdue).when(complete).then(completed)
    given(*running, completed).when(late).then()
    given(*running, revoked).when(late).then()


def test_the_result_is_published_when_all_is_done_and_then_evaluated() -> None:
    given(*running).when(publish).refused(refusals.TasksAreOpen)
    given(*running).when(evaluate).refused(refusals.ResultIsNotPublished)
    given(*running, completed).when(publish).then(published)
    torn = publish.model_copy(update={"ends_on": date(2024, 12, 1)})
    given(*running, completed).when(torn).refused(refusals.PeriodEndsBeforeItBegins)
    done = (*running, completed, published)
    given(*done).when(publish).refused(refusals.ResultIsPublished)
    given(*done).when(evaluate, by=secretary).then(evaluated)
    given(*done, evaluated).when(evaluate).then()


of_topic = Scenario(topic.decider, petitions_events, known).given
resolved = TopicResolved(topic_id=PARKING, resolution_id=RULES)
reopened = TopicReopened(topic_id=PARKING, resolution_id=RULES)
resolve = ResolveTopic(topic_id=PARKING, resolution_id=RULES)
reopen = ReopenTopic(topic_id=PARKING, resolution_id=RULES)


def test_the_topic_is_resolved_until_its_resolution_is_revoked() -> None:
    of_topic(proposed, screened).when(resolve).then(resolved)
    settled = of_topic(proposed, screened, resolved)
    settled.when(resolve).then()
    settled.when(ScheduleTopic(topic_id=PARKING, meeting_id=TABLE)).then()
    settled.when(DeferTopic(topic_id=PARKING, reason="缓")).refused(TopicIsResolved)
    settled.when(RejectTopic(topic_id=PARKING, reason="否")).refused(TopicIsResolved)
    settled.when(reopen).then(reopened)
    of_topic(proposed, screened, resolved, reopened).when(resolve).then(resolved)
    assert reactions.hall(heard(adopted)) == [resolve]
    assert reactions.hall(heard(revoked)) == [reopen]


def test_5_1_14_a_resolution_on_what_turns_out_to_be_the_owners_is_revoked() -> None:
    found = advised.model_copy(update={"resolution_id": RULES})
    advise = AdviseAssemblyProposal(topic_id=PARKING, item_code=4)
    of_topic(proposed, screened, resolved).when(advise, by=secretary).then(found)
    of_topic(proposed, screened, resolved, found).when(reopen).then()
    taken_back = RevokeResolution(resolution_id=RULES, reason=OWNERS)
    assert reactions.hall(heard(found)) == [taken_back]
    assert reactions.hall(heard(advised)) == []
