"""What the hall keeps in mind of topics and meetings while it decides about another of them."""

from rpds import HashTrieMap

from services.contracts.ids import PersonId, TopicId
from services.contracts.petitions.deliberation import Discussion
from services.contracts.petitions.events.meeting import MeetingEvent, MeetingHeld
from services.contracts.petitions.events.topic import (
    AssemblyProposalAdvised,
    TopicDeferred,
    TopicEvent,
    TopicFoundOutOfRemit,
    TopicProposed,
    TopicRejected,
    TopicScreened,
)
from services.contracts.petitions.events.topic_moves import DiscussionRecorded
from services.contracts.petitions.words import TopicClass
from services.kernel import State, replace


class KnownTopic(State):
    """`open`: screened, and not put off or ended since. `owners`: it is theirs to decide."""

    estate_id: str
    topic_class: TopicClass
    complained_orgs: tuple[str, ...] = ()
    complained_persons: tuple[PersonId, ...] = ()
    passed: tuple[Discussion, ...] = ()
    open: bool = False
    owners: bool = False


class HeldMeeting(State):
    """On what, and by how many."""

    estate_id: str
    agenda: tuple[TopicId, ...]
    due: int
    present: int
    representatives_due: int
    representatives_present: int


class Agenda(State):
    """Every topic, and the meetings that took place."""

    topics: "HashTrieMap[str, KnownTopic]" = HashTrieMap()
    held: "HashTrieMap[str, HeldMeeting]" = HashTrieMap()


def evolve(agenda: Agenda, event: TopicEvent | MeetingEvent) -> Agenda:
    match event:
        case TopicProposed():
            proposed = KnownTopic(
                estate_id=event.estate_id,
                topic_class=event.topic_class,
                complained_orgs=event.complained_orgs,
                complained_persons=event.complained_persons,
            )
            return replace(agenda, topics=agenda.topics.insert(event.key, proposed))
        case MeetingHeld():
            held = HeldMeeting(
                estate_id=event.estate_id,
                agenda=event.agenda,
                due=event.due,
                present=event.present,
                representatives_due=event.representatives_due,
                representatives_present=event.representatives_present,
            )
            return replace(agenda, held=agenda.held.insert(event.key, held))
        case TopicEvent() if (topic := agenda.topics.get(event.key)) is not None:
            return replace(agenda, topics=agenda.topics.insert(event.key, _changed(topic, event)))
        case _:
            return agenda


def _changed(topic: KnownTopic, event: TopicEvent) -> KnownTopic:
    match event:
        case TopicScreened():
            return replace(topic, open=True)
        case TopicDeferred() | TopicRejected() | TopicFoundOutOfRemit():
            return replace(topic, open=False)
        case AssemblyProposalAdvised():
            return replace(topic, open=False, owners=True)
        case DiscussionRecorded(passed=True, discussion=discussion):
            return replace(topic, passed=(*topic.passed, discussion))
        case _:
            return topic


def complained_of(agenda: Agenda, topics: tuple[TopicId, ...]) -> frozenset[str]:
    """Whoever one of these topics complains of (P-INV-23)."""
    known = (agenda.topics.get(str(each)) for each in topics)
    return frozenset(
        str(person) for topic in known if topic is not None for person in topic.complained_persons
    )
