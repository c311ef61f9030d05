"""What is told of a topic (议题) on its way into the hall.

Names and fields are kept for good: add freely, never rename, never remove.
"""

from services.contracts.ids import PersonId, PetitionId, ResolutionId, TopicId
from services.contracts.petitions.deliberation import TopicSource
from services.contracts.petitions.words import TopicClass
from services.kernel import Code, Event, Line


class TopicEvent(Event, category="topic", about="topic_id"):
    """About a topic."""

    topic_id: TopicId


class TopicProposed(TopicEvent):
    """Somebody proposes to deliberate on it. The summary is public: it names nobody."""

    estate_id: Code
    topic_class: TopicClass
    summary: Line
    source: TopicSource
    petitions: tuple[PetitionId, ...]
    complained_orgs: tuple[Code, ...]
    complained_persons: tuple[PersonId, ...]
    proposed_by: PersonId


class TopicSupported(TopicEvent):
    """A resident wants it deliberated: once each."""

    supporter: PersonId


class TopicScreened(TopicEvent):
    """Looked at: it is the hall's to deliberate. `petitions`: those it came of."""

    screened_by: PersonId
    petitions: tuple[PetitionId, ...] = ()


class TopicFoundOutOfRemit(TopicEvent):
    """It is not for the hall; `signpost` says whose it is."""

    signpost: Line
    screened_by: PersonId


class AssemblyProposalAdvised(TopicEvent):
    """It belongs to the owners jointly (Civil Code 278): the hall advises them to propose it to
    their assembly, under this item of the nine. A resolution adopted on it does not stand."""

    estate_id: Code
    item_code: int
    summary: Line
    screened_by: PersonId
    resolution_id: ResolutionId | None = None


class TopicDeferred(TopicEvent):
    """Put off, for this reason; it may be screened again."""

    reason: Line


class TopicRejected(TopicEvent):
    """Not taken further, for this reason."""

    reason: Line


type AnyTopicEvent = (
    TopicProposed
    | TopicSupported
    | TopicScreened
    | TopicFoundOutOfRemit
    | AssemblyProposalAdvised
    | TopicDeferred
    | TopicRejected
)

topic_events: tuple[type[Event], ...] = (
    TopicProposed,
    TopicSupported,
    TopicScreened,
    TopicFoundOutOfRemit,
    AssemblyProposalAdvised,
    TopicDeferred,
    TopicRejected,
)
