"""Whether a meeting carried what is to become a resolution (P-INV-20, 22, 24)."""

from services.contracts.ids import TopicId
from services.contracts.petitions.commands.resolution import AdoptResolution, ReviseResolution
from services.contracts.petitions.deliberation import Discussion
from services.contracts.petitions.resolutions import ResolutionTask, TaskTarget
from services.contracts.petitions.words import TopicClass
from services.kernel import State
from services.petitions.deliberation import refusals_resolution as refusals
from services.petitions.deliberation.agenda import Agenda, HeldMeeting, KnownTopic
from services.petitions.deliberation.four_discussions import IN_ORDER, adds_up, counted
from services.petitions.deliberation.refusals import (
    OwnersDecide,
    TopicIsNotScreened,
    VotesDoNotAddUp,
)
from services.petitions.deliberation.refusals_meeting import MeetingIsNotHeld


class Carried(State):
    """On which topic, and by how many of how many."""

    topic: KnownTopic
    due: int
    present: int


def carried(command: AdoptResolution | ReviseResolution, which: TopicId, agenda: Agenda) -> Carried:
    topic, meeting = agenda.topics.get(str(which)), agenda.held.get(str(command.meeting_id))
    if topic is not None and topic.owners:
        raise OwnersDecide
    if meeting is None:
        raise MeetingIsNotHeld
    if topic is None or which not in meeting.agenda:
        raise refusals.OffTheAgenda
    if not topic.open:
        raise TopicIsNotScreened
    _check_tasks(command.tasks)
    if topic.topic_class is TopicClass.MAJOR:
        return _by_representatives(command, topic, meeting)
    if not adds_up(meeting.present, command.votes):
        raise VotesDoNotAddUp
    if 2 * command.votes.in_favour <= meeting.present:
        raise refusals.NotCarried
    return Carried(topic=topic, due=meeting.due, present=meeting.present)


def _by_representatives(
    command: AdoptResolution | ReviseResolution, topic: KnownTopic, meeting: HeldMeeting
) -> Carried:
    """The last of the four discussions: the residents' representatives at the table."""
    missing = [each for each in IN_ORDER[:-1] if each not in topic.passed]
    if missing:
        raise refusals.DiscussionsMissing(missing=missing)
    due, present = meeting.representatives_due, meeting.representatives_present
    if not adds_up(present, command.votes):
        raise VotesDoNotAddUp
    result = counted(Discussion.DECISION, due, present, command.votes)
    if not result.quorum_met:
        raise refusals.RepresentativesQuorumFailed
    if not result.passed:
        raise refusals.NotCarried
    return Carried(topic=topic, due=due, present=present)


def _check_tasks(tasks: tuple[ResolutionTask, ...]) -> None:
    if len({each.task_id for each in tasks}) < len(tasks):
        raise refusals.TaskNamedTwice
    if any(
        (each.target is TaskTarget.PETITION) != (each.petition_id is not None) for each in tasks
    ):
        raise refusals.TaskWithoutPetition
