"""A topic (议题): proposed, supported, screened (P-LAW-30).

What belongs to the owners jointly never passes the screening (P-INV-22, P-LAW-34): it ends with the
advice to propose it to their assembly, also where that is found out later.
"""

from collections.abc import Sequence

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
from services.contracts.petitions.commands.topic_moves import (
    AnyTopicMoveCommand,
    NoteDeliberation,
    RecordDiscussion,
    ReopenTopic,
    ResolveTopic,
    ReturnTopic,
    ScheduleTopic,
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
from services.contracts.petitions.events.topic_moves import AnyTopicMove
from services.contracts.places import UnitKind
from services.kernel import Decider, Setting, Standing
from services.petitions.asker import person
from services.petitions.deliberation.moving import moved
from services.petitions.deliberation.refusals import (
    OwnersDecide,
    TopicAlreadyProposed,
    TopicHasEnded,
    TopicIsOnAnAgenda,
    TopicIsResolved,
    TopicIsScreened,
    TopicUnknown,
)
from services.petitions.deliberation.states_topic import (
    Ended,
    OwnersMatter,
    Proposed,
    Resolved,
    Scheduled,
    Screened,
    Topic,
    Unproposed,
    evolve,
)
from services.petitions.registry.refusals import NotAnEstate
from services.petitions.surroundings import Surroundings

type AskedOfTopic = AnyTopicCommand | AnyTopicMoveCommand
type ToldOfTopic = AnyTopicEvent | AnyTopicMove
type InTopic = Setting[Topic, Surroundings]


def decide(command: AskedOfTopic, topic: Topic, setting: InTopic) -> Sequence[ToldOfTopic]:
    which, asker = command.topic_id, setting.asker
    match topic, command:
        case Unproposed(), ProposeTopic(estate_id=estate):
            if setting.around.directory.kind(estate) is not UnitKind.ESTATE:
                raise NotAnEstate(estate=estate)
            return [TopicProposed(**vars(command), proposed_by=person(asker))]
        case _, ProposeTopic():
            raise TopicAlreadyProposed
        case Unproposed(), _:
            raise TopicUnknown
        case _, RecordDiscussion() | ScheduleTopic() | NoteDeliberation() | ReturnTopic():
            return moved(command, topic, asker)
        case _, ResolveTopic() | ReopenTopic():
            return moved(command, topic, asker)
        case OwnersMatter(), AdviseAssemblyProposal():
            return []
        case OwnersMatter(), _:
            raise OwnersDecide
        case Ended(), _:
            raise TopicHasEnded
        case Proposed(supporters=supporters), SupportTopic():
            me = person(asker)
            return [] if me in supporters else [TopicSupported(topic_id=which, supporter=me)]
        case Screened(), ScreenTopic():
            return []
        case Screened(), FindTopicOutOfRemit():
            raise TopicIsScreened
        case Proposed(told=told), ScreenTopic():
            who, of = person(asker), told.petitions
            return [TopicScreened(topic_id=which, screened_by=who, petitions=of)]
        case _, FindTopicOutOfRemit(signpost=signpost):
            return [
                TopicFoundOutOfRemit(topic_id=which, signpost=signpost, screened_by=person(asker))
            ]
        case Proposed(told=told), AdviseAssemblyProposal(item_code=item):
            return [
                AssemblyProposalAdvised(
                    topic_id=which,
                    estate_id=told.estate_id,
                    item_code=item,
                    summary=told.summary,
                    screened_by=person(asker),
                    resolution_id=topic.resolution_id if isinstance(topic, Resolved) else None,
                )
            ]
        case Scheduled(), DeferTopic() | RejectTopic():
            raise TopicIsOnAnAgenda
        case Resolved(), DeferTopic() | RejectTopic():
            raise TopicIsResolved
        case _, DeferTopic(reason=reason):
            return [TopicDeferred(topic_id=which, reason=reason)]
        case _, RejectTopic(reason=reason):
            return [TopicRejected(topic_id=which, reason=reason)]


def standing(command: AskedOfTopic, topic: Topic, around: Surroundings) -> Standing:
    match command, topic:
        case ProposeTopic(estate_id=estate), _:
            return Standing(place=estate)
        case _, Proposed(told=told):
            accused = frozenset(str(person) for person in told.complained_persons)
            return Standing(place=told.estate_id, people={"accused": accused})
        case _:
            return Standing(place=command.key)


decider: Decider[AskedOfTopic, Topic, ToldOfTopic, Surroundings] = Decider(
    category="topic",
    initial=Unproposed(),
    decide=decide,
    evolve=evolve,
    standing=standing,
)
