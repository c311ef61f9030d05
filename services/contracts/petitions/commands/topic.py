"""Asked of a topic (议题): propose, support, screen, put off, reject."""

from typing import Annotated

from pydantic import Field

from services.contracts.ids import PersonId, PetitionId, TopicId
from services.contracts.petitions.deliberation import TopicSource
from services.contracts.petitions.words import TopicClass
from services.kernel import Code, Command, Line


class TopicCommand(Command, category="topic", about="topic_id"):
    """Asked about a topic."""

    topic_id: TopicId


class ProposeTopic(TopicCommand, creates=True):
    """Propose to deliberate on something. The summary is public: name nobody in it."""

    estate_id: Code
    topic_class: TopicClass
    summary: Line
    source: TopicSource = TopicSource.RESIDENTS
    petitions: Annotated[tuple[PetitionId, ...], Field(max_length=50)] = ()
    complained_orgs: Annotated[tuple[Code, ...], Field(max_length=20)] = ()
    complained_persons: Annotated[tuple[PersonId, ...], Field(max_length=50)] = ()


class SupportTopic(TopicCommand):
    """Ask that it is deliberated. Asking twice is asking once."""


class ScreenTopic(TopicCommand):
    """Say that it is the hall's to deliberate."""


class FindTopicOutOfRemit(TopicCommand):
    """Say that it is not for the hall, and whose it is."""

    signpost: Line


class AdviseAssemblyProposal(TopicCommand):
    """Say that it belongs to the owners jointly: one of the nine items of Civil Code 278."""

    item_code: Annotated[int, Field(ge=1, le=9)]


class DeferTopic(TopicCommand):
    """Put it off."""

    reason: Line


class RejectTopic(TopicCommand):
    """Take it no further."""

    reason: Line


type AnyTopicCommand = (
    ProposeTopic
    | SupportTopic
    | ScreenTopic
    | FindTopicOutOfRemit
    | AdviseAssemblyProposal
    | DeferTopic
    | RejectTopic
)

topic_commands: tuple[type[Command], ...] = (
    ProposeTopic,
    SupportTopic,
    ScreenTopic,
    FindTopicOutOfRemit,
    AdviseAssemblyProposal,
    DeferTopic,
    RejectTopic,
)
