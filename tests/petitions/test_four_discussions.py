"""The path of a major topic (四议): each discussion in its turn, with its quorum and its result."""

from datetime import date

import pytest

from services.contracts.ids import MeetingId
from services.contracts.petitions.commands.topic import DeferTopic
from services.contracts.petitions.commands.topic_moves import (
    NoteDeliberation,
    RecordDiscussion,
    ReturnTopic,
    ScheduleTopic,
)
from services.contracts.petitions.deliberation import Discussion, Votes
from services.contracts.petitions.events import petitions_events
from services.contracts.petitions.events.topic import TopicRejected
from services.contracts.petitions.events.topic_moves import (
    TopicDeliberated,
    TopicReturned,
    TopicScheduled,
)
from services.contracts.petitions.words import TopicClass
from services.petitions.deliberation import refusals, topic
from services.petitions.deliberation.four_discussions import Result, counted
from tests.petitions.hall_table import (
    PARKING,
    TABLE,
    discussed,
    known,
    proposed,
    screened,
    secretary,
)
from tests.scenario import Scenario, an_id

given = Scenario(topic.decider, petitions_events, known).given
PROPOSAL, CONSULTATION, REVIEW, DECISION = Discussion
major = proposed.model_copy(update={"topic_class": TopicClass.MAJOR})


def record(discussion: Discussion, due: int, present: int, in_favour: int) -> RecordDiscussion:
    return RecordDiscussion(
        topic_id=PARKING,
        discussion=discussion,
        held_on=date(2024, 11, 1),
        due=due,
        present=present,
        votes=Votes(in_favour=in_favour, against=present - in_favour, abstained=0),
    )


def result(discussion: Discussion, due: int, present: int, in_favour: int) -> Result:
    votes = Votes(in_favour=in_favour, against=present - in_favour, abstained=0)
    return counted(discussion, due, present, votes)


YES, NO, EMPTY = (
    Result(quorum_met=True, passed=True),
    Result(quorum_met=True, passed=False),
    Result(quorum_met=False, passed=False),
)


@pytest.mark.parametrize(
    ("discussion", "numbers", "expected"),
    [
        (PROPOSAL, (5, 3, 2), YES),
        (PROPOSAL, (6, 3, 3), EMPTY),
        (CONSULTATION, (10, 6, 3), NO),
        (REVIEW, (30, 20, 15), YES),
        (REVIEW, (30, 20, 14), NO),
        (REVIEW, (30, 19, 19), EMPTY),
        (DECISION, (30, 20, 11), YES),
        (DECISION, (30, 20, 10), NO),
        (DECISION, (0, 0, 0), EMPTY),
    ],
)
def test_p_inv_24_each_discussion_has_its_own_quorum_and_majority(
    discussion: Discussion, numbers: tuple[int, int, int], expected: Result
) -> None:
    assert result(discussion, *numbers) == expected


def test_p_inv_24_a_major_topic_is_discussed_step_by_step() -> None:
    first, second = discussed(PROPOSAL, 5, 4, 4), discussed(CONSULTATION, 9, 7, 5)
    third = discussed(REVIEW, 30, 20, 15)
    story = given(major, screened)
    story.when(record(PROPOSAL, 5, 4, 4), by=secretary).then(first)
    story.when(record(REVIEW, 30, 20, 15)).refused(refusals.DiscussionOutOfOrder)
    on = given(major, screened, first)
    on.when(record(PROPOSAL, 5, 4, 4)).refused(refusals.DiscussionOutOfOrder)
    on.when(record(CONSULTATION, 9, 7, 5), by=secretary).then(second)
    on = given(major, screened, first, second)
    on.when(record(REVIEW, 30, 20, 15), by=secretary).then(third)
    on = given(major, screened, first, second, third)
    on.when(record(DECISION, 30, 20, 15)).refused(refusals.MeetingDecides)


def test_p_inv_24_what_did_not_pass_may_be_discussed_again() -> None:
    lost = discussed(PROPOSAL, 5, 4, 2, passed=False)
    given(major, screened).when(record(PROPOSAL, 5, 4, 2), by=secretary).then(lost)
    again = given(major, screened, lost)
    again.when(record(CONSULTATION, 9, 7, 5)).refused(refusals.DiscussionOutOfOrder)
    again.when(record(PROPOSAL, 5, 4, 3), by=secretary).then(discussed(PROPOSAL, 5, 4, 3))


def test_only_a_screened_major_topic_goes_that_way_and_the_numbers_add_up() -> None:
    ask = record(PROPOSAL, 5, 4, 4)
    given(proposed, screened).when(ask).refused(refusals.NotAMajorTopic)
    given(major).when(ask).refused(refusals.TopicIsNotScreened)
    rejected = TopicRejected(topic_id=PARKING, reason="不议")
    given(major, screened, rejected).when(ask).refused(refusals.TopicHasEnded)
    too_many = record(PROPOSAL, 3, 4, 4)
    given(major, screened).when(too_many).refused(refusals.VotesDoNotAddUp)
    torn = ask.model_copy(update={"votes": Votes(in_favour=3, against=0, abstained=0)})
    given(major, screened).when(torn).refused(refusals.VotesDoNotAddUp)


def test_a_topic_is_scheduled_deliberated_or_waits_for_another_meeting() -> None:
    scheduled = TopicScheduled(topic_id=PARKING, meeting_id=TABLE)
    deliberated = TopicDeliberated(topic_id=PARKING, meeting_id=TABLE)
    returned = TopicReturned(topic_id=PARKING, meeting_id=TABLE)
    schedule = ScheduleTopic(topic_id=PARKING, meeting_id=TABLE)
    note = NoteDeliberation(topic_id=PARKING, meeting_id=TABLE)
    back = ReturnTopic(topic_id=PARKING, meeting_id=TABLE)
    given(proposed, screened).when(schedule).then(scheduled)
    on = given(proposed, screened, scheduled)
    on.when(schedule).then()
    on.when(note).then(deliberated)
    on.when(back).then(returned)
    on.when(ReturnTopic(topic_id=PARKING, meeting_id=an_id(MeetingId, "other"))).then()
    on.when(DeferTopic(topic_id=PARKING, reason="待资料")).refused(refusals.TopicIsOnAnAgenda)
    given(proposed, screened, scheduled, returned).when(schedule).then(scheduled)
    given(proposed, screened, scheduled, deliberated).when(note).then()
    rejected = TopicRejected(topic_id=PARKING, reason="不议")
    given(proposed, rejected).when(schedule).then()
