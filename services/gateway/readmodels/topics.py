"""The topics (议题) of the hall: who supports them, and what the screening found."""

from datetime import date
from enum import StrEnum

from services.contracts.ids import MeetingId, PersonId, PetitionId, ResolutionId, TopicId
from services.contracts.petitions.deliberation import Discussion, TopicSource, Votes
from services.contracts.petitions.events.topic import (
    AssemblyProposalAdvised,
    TopicDeferred,
    TopicFoundOutOfRemit,
    TopicProposed,
    TopicRejected,
    TopicScreened,
    TopicSupported,
)
from services.contracts.petitions.events.topic_moves import (
    DiscussionRecorded,
    TopicDeliberated,
    TopicReopened,
    TopicResolved,
    TopicReturned,
    TopicScheduled,
)
from services.contracts.petitions.words import TopicClass
from services.gateway.readmodels.card import Card, tagged
from services.gateway.readmodels.days import in_order
from services.kernel import Code, Event, Instant, Line, ReadModel, Value
from services.kernel.readmodel import Told


class TopicStatus(StrEnum):
    """ADVISED: it is the owners' to decide, and they were told so."""

    PROPOSED = "proposed"
    SCREENED = "screened"
    SCHEDULED = "scheduled"
    DELIBERATED = "deliberated"
    RESOLVED = "resolved"
    DEFERRED = "deferred"
    ADVISED = "advised"
    REJECTED = "rejected"
    OUT_OF_REMIT = "out_of_remit"


class DiscussionOnCard(Value):
    """One of the four discussions of a major topic (P-INV-24)."""

    discussion: Discussion
    held_on: date
    due: int
    present: int
    votes: Votes
    quorum_met: bool
    passed: bool


class TopicCard(Card):
    """A topic."""

    topic_id: TopicId
    status: TopicStatus = TopicStatus.PROPOSED
    published: bool = False
    """Somebody has looked at it: what residents propose is not public before."""
    estate_id: Code
    topic_class: TopicClass
    summary: Line
    source: TopicSource
    petitions: tuple[PetitionId, ...]
    complained_orgs: tuple[Code, ...]
    complained_persons: tuple[PersonId, ...]
    proposed_by: PersonId
    proposed_at: Instant
    supporters: tuple[PersonId, ...] = ()
    support: int = 0
    discussions: tuple[DiscussionOnCard, ...] = ()
    meeting_id: MeetingId | None = None
    """On whose agenda it is, or which deliberated on it."""
    resolution_id: ResolutionId | None = None
    item_code: int | None = None
    """Of the owners' nine items (Civil Code 278)."""
    reason: Line | None = None
    """Why it was put off or rejected, or whose it is."""


def evolve(card: TopicCard | None, told: Told[Event]) -> TopicCard | None:
    match card, told.event:
        case None, TopicProposed() as event:
            return TopicCard.of(event, proposed_at=told.stored.occurred_at)
        case None, _:
            return None
        case _, TopicSupported(supporter=who):
            supporters = (*card.supporters, who)
            return card.but(supporters=supporters, support=len(supporters))
        case _, DiscussionRecorded() as event:
            fields = {name: getattr(event, name) for name in DiscussionOnCard.model_fields}
            return card.but(discussions=(*card.discussions, DiscussionOnCard(**fields)))
        case _, TopicScheduled(meeting_id=meeting):
            return card.but(status=TopicStatus.SCHEDULED, meeting_id=meeting)
        case _, TopicDeliberated(meeting_id=meeting):
            return card.but(status=TopicStatus.DELIBERATED, meeting_id=meeting)
        case _, TopicReturned():
            return card.but(status=TopicStatus.SCREENED, meeting_id=None)
        case _, TopicResolved(resolution_id=resolution):
            return card.but(status=TopicStatus.RESOLVED, resolution_id=resolution)
        case _, TopicReopened():
            return card.but(status=TopicStatus.SCREENED, meeting_id=None, resolution_id=None)
        case _, TopicScreened():
            return card.but(status=TopicStatus.SCREENED, published=True, reason=None)
        case _, AssemblyProposalAdvised(item_code=item):
            return card.but(status=TopicStatus.ADVISED, published=True, item_code=item, reason=None)
        case _, TopicFoundOutOfRemit(signpost=signpost):
            return card.but(status=TopicStatus.OUT_OF_REMIT, reason=signpost)
        case _, TopicDeferred(reason=reason):
            return card.but(status=TopicStatus.DEFERRED, reason=reason)
        case _, TopicRejected(reason=reason):
            return card.but(status=TopicStatus.REJECTED, reason=reason)
        case _:
            return card


topics = ReadModel(
    name="topics",
    room="petitions",
    category="topic",
    card=TopicCard,
    evolve=evolve,
    sort=lambda card: in_order(card.proposed_at),
    tags=lambda card: tagged(
        status=card.status,
        estate=card.estate_id,
        topic=card.topic_class,
        source=card.source,
        petition=card.petitions,
    ),
    contributes=lambda card: {("topic", card.status, card.topic_class): 1},
    confidential=frozenset(
        {"petitions", "complained_orgs", "complained_persons", "proposed_by", "supporters"}
    ),
)
