"""What is told of a topic that goes through discussions and meetings (P-LAW-30, 31).

Names and fields are kept for good: add freely, never rename, never remove.
"""

from datetime import date

from services.contracts.ids import MeetingId, PersonId, ResolutionId
from services.contracts.petitions.deliberation import Discussion, Votes
from services.contracts.petitions.events.topic import TopicEvent
from services.kernel import Event


class DiscussionRecorded(TopicEvent):
    """One of the discussions of a major topic took place, with its quorum and its result
    (P-INV-24)."""

    discussion: Discussion
    held_on: date
    due: int
    present: int
    votes: Votes
    quorum_met: bool
    passed: bool
    recorded_by: PersonId


class TopicScheduled(TopicEvent):
    """On the agenda of a meeting that was notified."""

    meeting_id: MeetingId


class TopicDeliberated(TopicEvent):
    """The meeting took place."""

    meeting_id: MeetingId


class TopicReturned(TopicEvent):
    """The meeting did not take place: it waits for another."""

    meeting_id: MeetingId


class TopicResolved(TopicEvent):
    """A meeting has carried a resolution on it."""

    resolution_id: ResolutionId


class TopicReopened(TopicEvent):
    """Its resolution was revoked: it may be deliberated again."""

    resolution_id: ResolutionId


type AnyTopicMove = (
    DiscussionRecorded
    | TopicScheduled
    | TopicDeliberated
    | TopicReturned
    | TopicResolved
    | TopicReopened
)

topic_move_events: tuple[type[Event], ...] = (
    DiscussionRecorded,
    TopicScheduled,
    TopicDeliberated,
    TopicReturned,
    TopicResolved,
    TopicReopened,
)
