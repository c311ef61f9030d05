"""A resolution: what may be carried, its notice and objections, and when it is in force."""

from datetime import UTC, date, datetime, timedelta

import pytest

from services.contracts.ids import MeetingId, ObjectionId, ResolutionId, TopicId
from services.contracts.petitions.commands.resolution import (
    AdoptResolution,
    AnswerResolutionObjection,
    FileResolutionObjection,
    PostResolutionNotice,
    PutResolutionInForce,
    ReviseResolution,
    RevokeResolution,
    TellObjectionOverdue,
)
from services.contracts.petitions.deliberation import Discussion, Votes
from services.contracts.petitions.events import petitions_events
from services.contracts.petitions.events.resolution import (
    ResolutionAdopted,
    ResolutionNoticePosted,
    ResolutionObjectionAnswered,
    ResolutionObjectionFiled,
    ResolutionObjectionOverdue,
    ResolutionRevised,
    ResolutionRevoked,
    ResolutionTaskAssigned,
    ResolutionTookEffect,
)
from services.contracts.petitions.events.topic import AssemblyProposalAdvised, TopicRejected
from services.contracts.petitions.resolutions import NoticeMode, ResolutionTask, TaskTarget
from services.contracts.petitions.words import TopicClass
from services.kernel import CancelTimer, Release, SetTimer, Take, replace
from services.petitions.deliberation import refusals_resolution as refusals
from services.petitions.deliberation import resolution
from services.petitions.deliberation.noticing import OWNERS
from services.petitions.deliberation.refusals import (
    OwnersDecide,
    TopicIsNotScreened,
    VotesDoNotAddUp,
)
from services.petitions.deliberation.refusals_meeting import MeetingIsNotHeld
from services.petitions.deliberation.timing import deadlines
from tests.petitions.cast import BOB, EVE, id_of, words
from tests.petitions.hall_table import (
    PARKING,
    TABLE,
    discussed,
    held,
    knowing,
    proposed,
    screened,
    secretary,
)
from tests.scenario import NOON, Scenario, an_id

RULES, WHY = an_id(ResolutionId), an_id(ObjectionId)
known = knowing(proposed, screened, held)
after = Scenario(resolution.decider, petitions_events, known)
given = after.given
me = id_of(secretary)
NOTICE_ENDS = datetime(2024, 11, 11, 16, 0, tzinfo=UTC)
"""24:00 of Monday the 11th in the street: the seventh day after Monday the 4th."""
LATER = NOTICE_ENDS + timedelta(hours=1)

paint = ResolutionTask(
    task_id="T1",
    target=TaskTarget.DEPARTMENT,
    org="URBAN",
    what="划设充电车位",
    due_at=datetime(2024, 12, 1, 4, 0, tzinfo=UTC),
)
two_one = Votes(in_favour=2, against=1, abstained=0)
adopt = AdoptResolution(
    resolution_id=RULES,
    meeting_id=TABLE,
    topic_id=PARKING,
    clauses=("地面车位轮流使用",),
    tasks=(paint,),
    votes=two_one,
)
adopted = ResolutionAdopted(
    **vars(adopt),
    estate_id="E01",
    topic_class=TopicClass.DIFFICULT,
    due=4,
    present=3,
    adopted_by=me,
)
post = PostResolutionNotice(resolution_id=RULES, places=("小区公告栏",), mode=NoticeMode.BOTH)
posted = ResolutionNoticePosted(
    resolution_id=RULES,
    begins_on=date(2024, 11, 4),
    ends_at=NOTICE_ENDS,
    places=("小区公告栏",),
    mode=NoticeMode.BOTH,
)
object_to = FileResolutionObjection(
    resolution_id=RULES, objection_id=WHY, objector=BOB, objection=words(BOB)
)
objected = ResolutionObjectionFiled(
    **vars(object_to), answer_by=datetime(2024, 11, 7, 16, 0, tzinfo=UTC)
)
answer = AnswerResolutionObjection(resolution_id=RULES, objection_id=WHY, answer=words(RULES))
answered = ResolutionObjectionAnswered(**vars(answer), answered_by=me)
force = PutResolutionInForce(resolution_id=RULES)
in_force = ResolutionTookEffect(resolution_id=RULES)
assigned = ResolutionTaskAssigned(
    resolution_id=RULES, estate_id="E01", topic_id=PARKING, task=paint
)
revoke = RevokeResolution(resolution_id=RULES, reason="情况有变")
revoked = ResolutionRevoked(resolution_id=RULES, topic_id=PARKING, reason="情况有变")
advised = AssemblyProposalAdvised(
    topic_id=PARKING, estate_id="E01", item_code=4, summary="停车与充电", screened_by=me
)


def asking(**fields: object) -> AdoptResolution:
    return adopt.model_copy(update=fields)


def test_more_than_half_of_those_present_carry_a_resolution() -> None:
    given().when(adopt, by=secretary).then(adopted)
    given(adopted).when(adopt).refused(refusals.ResolutionAlreadyAdopted)
    one = Votes(in_favour=1, against=1, abstained=1)
    given().when(asking(votes=one)).refused(refusals.NotCarried)
    short = Votes(in_favour=2, against=0, abstained=0)
    given().when(asking(votes=short)).refused(VotesDoNotAddUp)


def test_p_inv_20_nothing_off_the_notified_agenda_is_resolved() -> None:
    given().when(asking(topic_id=an_id(TopicId, "lift"))).refused(refusals.OffTheAgenda)
    given().when(asking(meeting_id=an_id(MeetingId, "never"))).refused(MeetingIsNotHeld)
    rejected = TopicRejected(topic_id=PARKING, reason="不议")
    gone = replace(after, around=knowing(proposed, screened, held, rejected))
    gone.given().when(adopt).refused(TopicIsNotScreened)


def test_p_inv_22_what_is_the_owners_never_becomes_a_resolution() -> None:
    owners = replace(after, around=knowing(proposed, screened, held, advised))
    owners.given().when(adopt).refused(OwnersDecide)


def test_5_1_14_found_to_be_the_owners_while_on_the_boards_it_never_takes_effect() -> None:
    owners = replace(after, around=knowing(proposed, screened, held, advised))
    never = ResolutionRevoked(resolution_id=RULES, topic_id=PARKING, reason=OWNERS)
    owners.given(adopted, posted).when(force, at=LATER).then(never)
    unanswered = owners.given(adopted, posted, objected)
    unanswered.when(answer, at=LATER, by=secretary).then(answered, never)


PROPOSAL, CONSULTATION, REVIEW, _ = Discussion
three = (
    discussed(PROPOSAL, 5, 4, 4),
    discussed(CONSULTATION, 9, 7, 5),
    discussed(REVIEW, 30, 20, 15),
)
major = proposed.model_copy(update={"topic_class": TopicClass.MAJOR})
both = Votes(in_favour=2, against=0, abstained=0)


def test_p_inv_24_a_major_topic_is_carried_by_the_representatives_after_three_discussions() -> None:
    whole = replace(after, around=knowing(major, screened, *three, held))
    by_two = adopted.model_copy(
        update={"topic_class": TopicClass.MAJOR, "votes": both, "due": 3, "present": 2}
    )
    whole.given().when(asking(votes=both), by=secretary).then(by_two)
    torn = Votes(in_favour=1, against=1, abstained=0)
    whole.given().when(asking(votes=torn)).refused(refusals.NotCarried)
    whole.given().when(adopt).refused(VotesDoNotAddUp)


@pytest.mark.parametrize("passed", [(), three[:1], three[:2]])
def test_p_inv_24_not_before_three_discussions_have_passed(passed: tuple[object, ...]) -> None:
    early = replace(after, around=knowing(major, screened, *three[: len(passed)], held))
    early.given().when(asking(votes=both)).refused(refusals.DiscussionsMissing)


def test_p_inv_24_two_thirds_of_the_representatives_are_there() -> None:
    few = held.model_copy(update={"representatives_due": 4})
    empty = replace(after, around=knowing(major, screened, *three, few))
    empty.given().when(asking(votes=both)).refused(refusals.RepresentativesQuorumFailed)


def test_tasks_have_names_of_their_own_and_one_for_a_petition_names_it() -> None:
    given().when(asking(tasks=(paint, paint))).refused(refusals.TaskNamedTwice)
    vague = paint.model_copy(update={"target": TaskTarget.PETITION})
    given().when(asking(tasks=(vague,))).refused(refusals.TaskWithoutPetition)


def test_p_inv_21_it_takes_effect_after_seven_days_of_notice() -> None:
    given(adopted).when(post).then(posted)
    [timer] = deadlines(posted)
    assert timer == SetTimer(name="effect", due_at=NOTICE_ENDS, command=force)
    given(adopted, posted).when(force, at=NOTICE_ENDS).then(in_force, assigned)
    given(adopted, posted, in_force).when(force, at=LATER).then()
    given(adopted).when(force, at=LATER).then()
    given(adopted, posted).when(post).refused(refusals.ResolutionIsOnNotice)
    given(adopted, posted, in_force).when(post).refused(refusals.ResolutionIsInForce)


def test_p_inv_21_not_before_every_objection_is_answered() -> None:
    story = (adopted, posted, objected)
    given(*story).when(force, at=NOTICE_ENDS).then()
    given(*story).when(answer, by=secretary).then(answered)
    given(*story).when(answer, at=LATER, by=secretary).then(answered, in_force, assigned)
    second = objected.model_copy(update={"objection_id": an_id(ObjectionId, "second")})
    given(*story, second).when(answer, at=LATER, by=secretary).then(answered)
    given(*story, answered).when(force, at=NOTICE_ENDS).then(in_force, assigned)
    given(*story, answered).when(answer).refused(refusals.ObjectionIsAnswered)
    given(adopted, posted).when(answer).refused(refusals.ObjectionUnknown)


def test_objections_are_filed_until_the_notice_ends_and_answered_in_three_days() -> None:
    given(adopted, posted).when(object_to).then(objected)
    given(adopted, posted, objected).when(object_to).then()
    given(adopted, posted).when(object_to, at=NOTICE_ENDS).refused(refusals.NoticeIsOver)
    given(adopted).when(object_to).refused(refusals.ResolutionIsNotNoticed)
    late = TellObjectionOverdue(resolution_id=RULES, objection_id=WHY)
    name = f"objection-{WHY}"
    assert deadlines(objected) == [
        SetTimer(name=name, due_at=datetime(2024, 11, 7, 16, 0, tzinfo=UTC), command=late)
    ]
    assert deadlines(answered) == [CancelTimer(name=name)]
    told = ResolutionObjectionOverdue(resolution_id=RULES, objection_id=WHY)
    given(adopted, posted, objected).when(late).then(told)
    given(adopted, posted, objected, answered).when(late).then()


def test_nobody_answers_their_own_objection() -> None:
    state = resolution.decider.initial
    for event in (adopted, posted, objected):
        state = resolution.decider.evolve(state, event)
    people = resolution.standing(answer, state, known).people
    assert people == {"accused": frozenset({str(EVE)}), "objector": frozenset({str(BOB)})}


def test_a_revision_is_carried_and_noticed_anew() -> None:
    revise = ReviseResolution(
        resolution_id=RULES, meeting_id=TABLE, clauses=("车位按月轮换",), votes=two_one
    )
    revised = ResolutionRevised(**vars(revise), due=4, present=3, revised_by=me)
    given(adopted, posted, objected).when(revise, by=secretary).then(revised)
    assert deadlines(revised) == [CancelTimer(name="effect")]
    again = given(adopted, posted, objected, revised)
    again.when(force, at=LATER).then()
    again.when(post).then(posted)
    answered_then = given(adopted, posted, objected, revised, posted, answered)
    answered_then.when(force, at=NOTICE_ENDS).then(in_force)
    given(adopted, posted, in_force).when(revise).refused(refusals.ResolutionIsInForce)


def test_one_resolution_for_a_topic_until_it_is_revoked() -> None:
    key, refusal = str(PARKING), refusals.TopicHasResolution
    take = Take(scope="resolution-of-topic", key=key, refusal=refusal)
    assert resolution.claims(adopted) == [take]
    given(adopted, posted, in_force).when(revoke).then(revoked)
    given(adopted, revoked).when(revoke).then()
    given(adopted, revoked).when(post).refused(refusals.ResolutionIsRevoked)
    given().when(revoke).refused(refusals.ResolutionUnknown)
    assert resolution.claims(revoked) == [Release(scope="resolution-of-topic", key=key)]
    assert NOON < NOTICE_ENDS
