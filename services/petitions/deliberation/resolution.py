"""A resolution (决议): carried by a meeting, noticed, in force, its tasks done, its result told."""

from collections.abc import Sequence

from services.contracts.petitions.commands.resolution import (
    AdoptResolution,
    AnswerResolutionObjection,
    AnyResolutionCommand,
    CompleteResolutionTask,
    EvaluateResult,
    FileResolutionObjection,
    PostResolutionNotice,
    PublishResult,
    PutResolutionInForce,
    ReviseResolution,
    RevokeResolution,
    TellObjectionOverdue,
    TellTaskOverdue,
)
from services.contracts.petitions.events.resolution import (
    AnyResolutionEvent,
    ResolutionAdopted,
    ResolutionObjectionOverdue,
    ResolutionRevised,
    ResolutionRevoked,
    ResolutionTaskOverdue,
)
from services.kernel import (
    Claim,
    Decider,
    Release,
    Standing,
    Take,
)
from services.petitions.asker import person
from services.petitions.deliberation import refusals_resolution as refusals
from services.petitions.deliberation.agenda import complained_of
from services.petitions.deliberation.carrying import carried
from services.petitions.deliberation.noticing import (
    AtResolution,
    answered,
    in_force,
    objected,
    posted,
)
from services.petitions.deliberation.results import carried_out
from services.petitions.deliberation.states_resolution import (
    Adopted,
    InForce,
    Noticed,
    Resolution,
    Revoked,
    Unadopted,
    evolve,
)
from services.petitions.deliberation.timing import deadlines
from services.petitions.surroundings import Surroundings


def decide(
    command: AnyResolutionCommand, resolution: Resolution, setting: AtResolution
) -> Sequence[AnyResolutionEvent]:
    which, asker = command.resolution_id, setting.asker
    match resolution, command:
        case Unadopted(), AdoptResolution(topic_id=topic):
            by = carried(command, topic, setting.around.agenda)
            return [
                ResolutionAdopted(
                    **vars(command),
                    estate_id=by.topic.estate_id,
                    topic_class=by.topic.topic_class,
                    due=by.due,
                    present=by.present,
                    adopted_by=person(asker),
                )
            ]
        case _, AdoptResolution():
            raise refusals.ResolutionAlreadyAdopted
        case Noticed(answered=True), PutResolutionInForce():
            return in_force(which, resolution, setting.around)
        case Adopted(), TellObjectionOverdue(objection_id=key) if _waits(resolution, str(key)):
            return [ResolutionObjectionOverdue(resolution_id=which, objection_id=key)]
        case InForce(open=tasks), TellTaskOverdue(task_id=task) if task in tasks:
            return [ResolutionTaskOverdue(resolution_id=which, task_id=task)]
        case _, PutResolutionInForce() | TellObjectionOverdue() | TellTaskOverdue():
            return []
        case Unadopted(), _:
            raise refusals.ResolutionUnknown
        case Revoked(), RevokeResolution():
            return []
        case Revoked(), _:
            raise refusals.ResolutionIsRevoked
        case _, RevokeResolution(reason=reason):
            return [
                ResolutionRevoked(resolution_id=which, topic_id=resolution.topic_id, reason=reason)
            ]
        case _, AnswerResolutionObjection():
            return answered(command, resolution, person(asker), setting)
        case InForce(), ReviseResolution() | PostResolutionNotice() | FileResolutionObjection():
            raise refusals.ResolutionIsInForce
        case _, ReviseResolution():
            by = carried(command, resolution.topic_id, setting.around.agenda)
            return [
                ResolutionRevised(
                    **vars(command), due=by.due, present=by.present, revised_by=person(asker)
                )
            ]
        case Noticed(), PostResolutionNotice():
            raise refusals.ResolutionIsOnNotice
        case _, PostResolutionNotice():
            return [posted(command, setting)]
        case Noticed(), FileResolutionObjection():
            return objected(command, resolution, setting)
        case _, FileResolutionObjection():
            raise refusals.ResolutionIsNotNoticed
        case InForce(), CompleteResolutionTask() | PublishResult() | EvaluateResult():
            return carried_out(command, resolution, person(asker))
        case _, CompleteResolutionTask() | PublishResult() | EvaluateResult():
            raise refusals.ResolutionIsNotInForce


def _waits(resolution: Adopted, objection: str) -> bool:
    filed = resolution.objections.get(objection)
    return filed is not None and not filed.answered and not isinstance(resolution, Revoked)


def claims(event: AnyResolutionEvent) -> Sequence[Claim]:
    """One for a topic, until it is revoked."""
    match event:
        case ResolutionAdopted(topic_id=topic):
            refusal = refusals.TopicHasResolution
            return [Take(scope="resolution-of-topic", key=str(topic), refusal=refusal)]
        case ResolutionRevoked(topic_id=topic):
            return [Release(scope="resolution-of-topic", key=str(topic))]
        case _:
            return []


def standing(
    command: AnyResolutionCommand, resolution: Resolution, around: Surroundings
) -> Standing:
    match resolution, command:
        case Unadopted(), AdoptResolution(topic_id=topic):
            known = around.agenda.topics.get(str(topic))
            place = command.key if known is None else known.estate_id
            return Standing(place=place, people={"accused": complained_of(around.agenda, (topic,))})
        case Unadopted(), _:
            return Standing(place=command.key)
        case Adopted(estate_id=estate, topic_id=topic), _:
            accused = complained_of(around.agenda, (topic,))
            people = {"accused": accused, "objector": _objector(command, resolution)}
            return Standing(place=estate, people=people)


def _objector(command: AnyResolutionCommand, resolution: Adopted) -> frozenset[str]:
    """Whoever files an objection, or filed the one that is answered."""
    match command:
        case FileResolutionObjection(objector=who):
            return frozenset({str(who)})
        case AnswerResolutionObjection(objection_id=which):
            filed = resolution.objections.get(str(which))
            return frozenset() if filed is None else frozenset({filed.objector})
        case _:
            return frozenset()


decider: Decider[AnyResolutionCommand, Resolution, AnyResolutionEvent, Surroundings] = Decider(
    category="resolution",
    initial=Unadopted(),
    decide=decide,
    evolve=evolve,
    standing=standing,
    deadlines=deadlines,
    claims=claims,
)
