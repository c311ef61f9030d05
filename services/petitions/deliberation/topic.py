"""A topic (议题): proposed, supported, screened (P-LAW-30).

What belongs to the owners jointly never passes the screening (P-INV-22, P-LAW-34): it ends with the
advice to propose it to their assembly, also where that is found out later.
"""

from collections.abc import Sequence
from uuid import UUID

from services.contracts.ids import PersonId
from services.contracts.petitions.commands.topic import (
    AdviseAssemblyProposal,
    AnyTopicCommand,
    DeferTopic,
    FindTopicOutOfRemit,
    ProposeTopic,
    RejectTopic,
    ScreenTopic,
    SupportTopic,
)
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
from services.contracts.places import UnitKind
from services.kernel import Decider, Setting, Standing, State, replace
from services.petitions.deliberation.refusals import (
    OwnersDecide,
    TopicAlreadyProposed,
    TopicHasEnded,
    TopicIsScreened,
    TopicUnknown,
)
from services.petitions.registry.refusals import NotAnEstate
from services.petitions.surroundings import Surroundings


class Unproposed(State):
    """Nobody has proposed it."""


class Proposed(State):
    """Waiting to be screened, for the first time or again."""

    told: TopicProposed
    supporters: frozenset[PersonId] = frozenset()


class Screened(Proposed):
    """It is the hall's to deliberate on."""


class OwnersMatter(Proposed):
    """It is the owners' to decide."""


class Ended(Proposed):
    """Rejected, or out of remit."""


type Topic = Unproposed | Proposed | Screened | OwnersMatter | Ended
type InTopic = Setting[Topic, Surroundings]


def decide(command: AnyTopicCommand, topic: Topic, setting: InTopic) -> Sequence[AnyTopicEvent]:
    which, me = command.topic_id, PersonId(UUID(setting.asker.person))
    match topic, command:
        case Unproposed(), ProposeTopic(estate_id=estate):
            if setting.around.directory.kind(estate) is not UnitKind.ESTATE:
                raise NotAnEstate(estate=estate)
            return [TopicProposed(**vars(command), proposed_by=me)]
        case _, ProposeTopic():
            raise TopicAlreadyProposed
        case Unproposed(), _:
            raise TopicUnknown
        case OwnersMatter(), AdviseAssemblyProposal():
            return []
        case OwnersMatter(), _:
            raise OwnersDecide
        case Ended(), _:
            raise TopicHasEnded
        case Proposed(supporters=supporters), SupportTopic():
            return [] if me in supporters else [TopicSupported(topic_id=which, supporter=me)]
        case Screened(), ScreenTopic():
            return []
        case Screened(), FindTopicOutOfRemit():
            raise TopicIsScreened
        case _, ScreenTopic():
            return [TopicScreened(topic_id=which, screened_by=me)]
        case _, FindTopicOutOfRemit(signpost=signpost):
            return [TopicFoundOutOfRemit(topic_id=which, signpost=signpost, screened_by=me)]
        case Proposed(told=told), AdviseAssemblyProposal(item_code=item):
            return [
                AssemblyProposalAdvised(
                    topic_id=which,
                    estate_id=told.estate_id,
                    item_code=item,
                    summary=told.summary,
                    screened_by=me,
                )
            ]
        case _, DeferTopic(reason=reason):
            return [TopicDeferred(topic_id=which, reason=reason)]
        case _, RejectTopic(reason=reason):
            return [TopicRejected(topic_id=which, reason=reason)]


def evolve(topic: Topic, event: AnyTopicEvent) -> Topic:
    match topic, event:
        case Unproposed(), TopicProposed():
            return Proposed(told=event)
        case Proposed(), TopicSupported(supporter=who):
            return replace(topic, supporters=topic.supporters | {who})
        case Proposed(), TopicScreened():
            return Screened(**vars(topic))
        case Proposed(), TopicDeferred():
            return Proposed(**vars(topic))
        case Proposed(), AssemblyProposalAdvised():
            return OwnersMatter(**vars(topic))
        case Proposed(), TopicRejected() | TopicFoundOutOfRemit():
            return Ended(**vars(topic))
        case _:
            return topic


def standing(command: AnyTopicCommand, topic: Topic, around: Surroundings) -> Standing:
    match command, topic:
        case ProposeTopic(estate_id=estate), _:
            return Standing(place=estate)
        case _, Proposed(told=told):
            accused = frozenset(str(person) for person in told.complained_persons)
            return Standing(place=told.estate_id, people={"accused": accused})
        case _:
            return Standing(place=command.key)


decider: Decider[AnyTopicCommand, Topic, AnyTopicEvent, Surroundings] = Decider(
    category="topic",
    initial=Unproposed(),
    decide=decide,
    evolve=evolve,
    standing=standing,
)
