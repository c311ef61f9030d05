"""A topic between the discussions and meetings that it goes through (P-INV-24, P-LAW-30)."""

from collections.abc import Sequence

from services.contracts.ids import PersonId
from services.contracts.petitions.commands.topic_moves import (
    AnyTopicMoveCommand,
    NoteDeliberation,
    RecordDiscussion,
    ReopenTopic,
    ResolveTopic,
    ReturnTopic,
    ScheduleTopic,
)
from services.contracts.petitions.deliberation import Discussion
from services.contracts.petitions.events.topic_moves import (
    AnyTopicMove,
    DiscussionRecorded,
    TopicDeliberated,
    TopicReopened,
    TopicResolved,
    TopicReturned,
    TopicScheduled,
)
from services.contracts.petitions.words import TopicClass
from services.kernel.actor import Principal
from services.petitions.asker import person
from services.petitions.deliberation import refusals
from services.petitions.deliberation.four_discussions import IN_ORDER, adds_up, counted
from services.petitions.deliberation.states_topic import (
    Ended,
    OwnersMatter,
    Proposed,
    Resolved,
    Scheduled,
    Screened,
)


def moved(
    command: AnyTopicMoveCommand, topic: Proposed, asker: Principal
) -> Sequence[AnyTopicMove]:
    """What a meeting tells too late, of a topic that has gone elsewhere, changes nothing."""
    match topic, command:
        case OwnersMatter(), RecordDiscussion():
            raise refusals.OwnersDecide
        case Ended(), RecordDiscussion():
            raise refusals.TopicHasEnded
        case Screened(), RecordDiscussion():
            return [_recorded(command, topic, person(asker))]
        case _, RecordDiscussion():
            raise refusals.TopicIsNotScreened
        case Scheduled(meeting_id=now), NoteDeliberation(meeting_id=meeting) if meeting == now:
            return [TopicDeliberated(**vars(command))]
        case Scheduled(meeting_id=now), ReturnTopic(meeting_id=meeting) if meeting == now:
            return [TopicReturned(**vars(command))]
        case Scheduled(meeting_id=now), ScheduleTopic(meeting_id=meeting) if meeting == now:
            return []
        case Resolved(resolution_id=now), ReopenTopic(resolution_id=which) if which == now:
            return [TopicReopened(**vars(command))]
        case Resolved(), _:
            return []  # a meeting that revises its resolution leaves it resolved
        case Screened(), ScheduleTopic():
            return [TopicScheduled(**vars(command))]
        case Screened(), ResolveTopic():
            return [TopicResolved(**vars(command))]
        case _:
            return []


def _recorded(command: RecordDiscussion, topic: Screened, me: PersonId) -> DiscussionRecorded:
    """In order, each upon one that passed; what did not pass may be discussed again."""
    if topic.told.topic_class is not TopicClass.MAJOR:
        raise refusals.NotAMajorTopic
    following = IN_ORDER[len(topic.passed)]
    if following is Discussion.DECISION:
        raise refusals.MeetingDecides
    if command.discussion is not following:
        raise refusals.DiscussionOutOfOrder(following=following)
    if command.present > command.due or not adds_up(command.present, command.votes):
        raise refusals.VotesDoNotAddUp
    result = counted(command.discussion, command.due, command.present, command.votes)
    return DiscussionRecorded(
        **vars(command), quorum_met=result.quorum_met, passed=result.passed, recorded_by=me
    )
