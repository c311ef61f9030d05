"""What is known of a topic at each step, and how it changes."""

from services.contracts.ids import MeetingId, PersonId, ResolutionId
from services.contracts.petitions.deliberation import Discussion
from services.contracts.petitions.events.topic import (
    AnyTopicEvent,
    AssemblyProposalAdvised,
    TopicDeferred,
    TopicFoundOutOfRemit,
    TopicProposed,
    TopicRejected,
    TopicScreened,
    TopicSupported,
)
from services.contracts.petitions.events.topic_moves import (
    AnyTopicMove,
    DiscussionRecorded,
    TopicDeliberated,
    TopicReopened,
    TopicResolved,
    TopicReturned,
    TopicScheduled,
)
from services.kernel import State, replace


class Unproposed(State):
    """Nobody has proposed it."""


class Proposed(State):
    """Waiting to be screened, for the first time or again. `passed`: of the four discussions."""

    told: TopicProposed
    supporters: frozenset[PersonId] = frozenset()
    passed: tuple[Discussion, ...] = ()


class Screened(Proposed):
    """It is the hall's to deliberate on."""


class Scheduled(Screened):
    """On the agenda of a notified meeting."""

    meeting_id: MeetingId


class Deliberated(Screened):
    """A meeting has deliberated on it."""

    meeting_id: MeetingId


class Resolved(Screened):
    """A resolution was adopted on it."""

    resolution_id: ResolutionId


class OwnersMatter(Proposed):
    """It is the owners' to decide."""


class Ended(Proposed):
    """Rejected, or out of remit."""


type Topic = (
    Unproposed | Proposed | Screened | Scheduled | Deliberated | Resolved | OwnersMatter | Ended
)


def evolve(topic: Topic, event: AnyTopicEvent | AnyTopicMove) -> Topic:
    match topic, event:
        case Unproposed(), TopicProposed():
            return Proposed(told=event)
        case Proposed(), TopicSupported(supporter=who):
            return replace(topic, supporters=topic.supporters | {who})
        case Proposed(), TopicScreened() | TopicReturned() | TopicReopened():
            return _as(Screened, topic)
        case Proposed(), TopicDeferred():
            return _as(Proposed, topic)
        case Proposed(), AssemblyProposalAdvised():
            return _as(OwnersMatter, topic)
        case Proposed(), TopicRejected() | TopicFoundOutOfRemit():
            return _as(Ended, topic)
        case Proposed(), DiscussionRecorded(passed=True, discussion=discussion):
            return replace(topic, passed=(*topic.passed, discussion))
        case Proposed(), TopicScheduled(meeting_id=meeting):
            return _as(Scheduled, topic, meeting_id=meeting)
        case Proposed(), TopicDeliberated(meeting_id=meeting):
            return _as(Deliberated, topic, meeting_id=meeting)
        case Proposed(), TopicResolved(resolution_id=resolution):
            return _as(Resolved, topic, resolution_id=resolution)
        case _:
            return topic


def _as[S: Proposed](kind: type[S], topic: Proposed, **more: MeetingId | ResolutionId) -> S:
    return kind(told=topic.told, supporters=topic.supporters, passed=topic.passed, **more)
