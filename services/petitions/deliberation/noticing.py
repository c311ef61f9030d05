"""A resolution on the boards: seven days, objections, and the moment it takes effect (P-INV-21)."""

from collections.abc import Sequence
from datetime import timedelta

from services.contracts.ids import PersonId, ResolutionId
from services.contracts.petitions.commands.resolution import (
    AnswerResolutionObjection,
    FileResolutionObjection,
    PostResolutionNotice,
)
from services.contracts.petitions.events.resolution import (
    AnyResolutionEvent,
    ResolutionNoticePosted,
    ResolutionObjectionAnswered,
    ResolutionObjectionFiled,
    ResolutionRevoked,
    ResolutionTaskAssigned,
    ResolutionTookEffect,
)
from services.kernel import Setting
from services.petitions.deliberation import refusals_resolution as refusals
from services.petitions.deliberation.states_resolution import Adopted, Noticed, Resolution
from services.petitions.periods import end_of, local_day
from services.petitions.surroundings import Surroundings

type AtResolution = Setting[Resolution, Surroundings]

ANSWER = timedelta(days=3)
"""To answer an objection (P-LAW-31); the day it is filed does not count."""
OWNERS = "此事属业主共同决定事项，议事厅不能作出决议。"
"""Why it is revoked where that is found out before it takes effect (P-INV-22)."""


def posted(command: PostResolutionNotice, setting: AtResolution) -> ResolutionNoticePosted:
    today = local_day(setting.occurred_at)
    return ResolutionNoticePosted(
        resolution_id=command.resolution_id,
        begins_on=today,
        ends_at=end_of(today + timedelta(days=command.days)),
        places=command.places,
        mode=command.mode,
    )


def objected(
    command: FileResolutionObjection, resolution: Noticed, setting: AtResolution
) -> Sequence[AnyResolutionEvent]:
    if str(command.objection_id) in resolution.objections:
        return []
    if setting.occurred_at >= resolution.ends_at:
        raise refusals.NoticeIsOver
    answer_by = end_of(local_day(setting.occurred_at) + ANSWER)
    return [ResolutionObjectionFiled(**vars(command), answer_by=answer_by)]


def answered(
    command: AnswerResolutionObjection, resolution: Adopted, me: PersonId, setting: AtResolution
) -> Sequence[AnyResolutionEvent]:
    """The last answer, where the notice is over meanwhile, puts it in force."""
    which = str(command.objection_id)
    objection = resolution.objections.get(which)
    if objection is None:
        raise refusals.ObjectionUnknown
    if objection.answered:
        raise refusals.ObjectionIsAnswered
    told = ResolutionObjectionAnswered(**vars(command), answered_by=me)
    others = (each for key, each in resolution.objections.items() if key != which)
    over = isinstance(resolution, Noticed) and setting.now >= resolution.ends_at
    if over and all(each.answered for each in others):
        return [told, *in_force(command.resolution_id, resolution, setting.around)]
    return [told]


def in_force(
    which: ResolutionId, resolution: Adopted, around: Surroundings
) -> Sequence[AnyResolutionEvent]:
    """And its tasks go out. What turned out to be the owners' never takes effect (P-INV-22)."""
    topic = around.agenda.topics.get(str(resolution.topic_id))
    if topic is not None and topic.owners:
        return [ResolutionRevoked(resolution_id=which, topic_id=resolution.topic_id, reason=OWNERS)]
    tasks = [
        ResolutionTaskAssigned(
            resolution_id=which,
            estate_id=resolution.estate_id,
            topic_id=resolution.topic_id,
            task=task,
        )
        for task in resolution.tasks
    ]
    return [ResolutionTookEffect(resolution_id=which), *tasks]
