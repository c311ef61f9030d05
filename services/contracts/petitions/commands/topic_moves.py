"""Asked of a topic that goes through discussions and meetings. All but one asks the hall itself."""

from datetime import date

from services.contracts.ids import MeetingId, ResolutionId
from services.contracts.petitions.commands.topic import TopicCommand
from services.contracts.petitions.deliberation import Count, Discussion, Votes
from services.kernel import Command


class RecordDiscussion(TopicCommand):
    """Enter how the next of the discussions of a major topic went (P-INV-24). The last of the four
    is the meeting of the hall itself."""

    discussion: Discussion
    held_on: date
    due: Count
    present: Count
    votes: Votes


class ScheduleTopic(TopicCommand, internal=True):
    """Its meeting was notified."""

    meeting_id: MeetingId


class NoteDeliberation(TopicCommand, internal=True):
    """Its meeting took place."""

    meeting_id: MeetingId


class ReturnTopic(TopicCommand, internal=True):
    """Its meeting failed or was called off."""

    meeting_id: MeetingId


class ResolveTopic(TopicCommand, internal=True):
    """A resolution on it was adopted."""

    resolution_id: ResolutionId


class ReopenTopic(TopicCommand, internal=True):
    """Its resolution was revoked."""

    resolution_id: ResolutionId


type AnyTopicMoveCommand = (
    RecordDiscussion | ScheduleTopic | NoteDeliberation | ReturnTopic | ResolveTopic | ReopenTopic
)

topic_move_commands: tuple[type[Command], ...] = (
    RecordDiscussion,
    ScheduleTopic,
    NoteDeliberation,
    ReturnTopic,
    ResolveTopic,
    ReopenTopic,
)
