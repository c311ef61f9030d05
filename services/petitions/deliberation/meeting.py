"""A meeting of the hall (协商议事会): convened, notified, held with minutes (P-LAW-30).

Only what stood on the notified agenda can be resolved afterwards (P-INV-20).
"""

from collections.abc import Sequence
from datetime import timedelta

from services.contracts.petitions.commands.meeting import (
    AddMinutesAddendum,
    AnyMeetingCommand,
    CancelMeeting,
    ConveneMeeting,
    HoldMeeting,
    NotifyMeeting,
)
from services.contracts.petitions.deliberation import InviteeKind
from services.contracts.petitions.events.meeting import (
    AnyMeetingEvent,
    MeetingCancelled,
    MeetingConvened,
    MeetingFailedQuorum,
    MeetingHeld,
    MeetingNotified,
    MinutesAddendumAdded,
)
from services.kernel import Claim, Decider, Release, Standing, Take
from services.petitions.asker import person
from services.petitions.deliberation import refusals_meeting as refusals
from services.petitions.deliberation.agenda import complained_of
from services.petitions.deliberation.convening import VOTES, AtMeeting, convened
from services.petitions.deliberation.refusals import TopicIsOnAnAgenda
from services.petitions.deliberation.states_meeting import (
    Convened,
    Ended,
    Held,
    Meeting,
    Notified,
    Unconvened,
    evolve,
)
from services.petitions.periods import local_day
from services.petitions.surroundings import Surroundings

NOTICE = timedelta(days=3)
"""Full days between the notice and the meeting (P-INV-21): neither of the two days counts."""


def decide(
    command: AnyMeetingCommand, meeting: Meeting, setting: AtMeeting
) -> Sequence[AnyMeetingEvent]:
    which = command.meeting_id
    match meeting, command:
        case Unconvened(), ConveneMeeting():
            return [convened(command, setting)]
        case _, ConveneMeeting():
            raise refusals.MeetingAlreadyConvened
        case Unconvened(), _:
            raise refusals.MeetingUnknown
        case Ended(), CancelMeeting():
            return []
        case Ended(), _:
            raise refusals.MeetingHasEnded
        case Held(addenda=n), AddMinutesAddendum(addendum=addendum):
            me = person(setting.asker)
            return [MinutesAddendumAdded(meeting_id=which, n=n + 1, addendum=addendum, added_by=me)]
        case Held(told=told), HoldMeeting() if told == _held(command, meeting, setting):
            return []
        case Held(), _:
            raise refusals.MinutesStand
        case _, AddMinutesAddendum():
            raise refusals.MeetingIsNotHeld
        case _, CancelMeeting(reason=reason):
            return [MeetingCancelled(meeting_id=which, agenda=meeting.agenda, reason=reason)]
        case Notified(), NotifyMeeting():
            return []
        case Convened(), NotifyMeeting():
            return [_notified(command, meeting, setting)]
        case Notified(), HoldMeeting():
            return [_held(command, meeting, setting)]
        case Convened(), HoldMeeting():
            raise refusals.MeetingIsNotNotified


def _notified(command: NotifyMeeting, meeting: Convened, setting: AtMeeting) -> MeetingNotified:
    today = local_day(setting.occurred_at)
    if local_day(meeting.meets_at) <= today + NOTICE:
        raise refusals.MeetingNoticeTooShort(earliest=str(today + NOTICE + timedelta(days=1)))
    return MeetingNotified(
        **vars(command),
        agenda=meeting.agenda,
        meets_at=meeting.meets_at,
        notified_at=setting.occurred_at,
    )


def _held(
    command: HoldMeeting, meeting: Convened, setting: AtMeeting
) -> MeetingHeld | MeetingFailedQuorum:
    if setting.occurred_at < meeting.meets_at:
        raise refusals.MeetingHasNotBegun
    came = {*command.attendance}
    if came - {each.person for each in meeting.invitees}:
        raise refusals.NotInvited
    if any(opinion.speaker not in came for opinion in command.opinions):
        raise refusals.NotInvited
    voters = [each for each in meeting.invitees if each.kind in VOTES]
    representatives = [each for each in voters if each.kind is InviteeKind.REPRESENTATIVE]
    present = sum(each.person in came for each in voters)
    if 2 * present <= len(voters):
        return MeetingFailedQuorum(
            meeting_id=command.meeting_id,
            agenda=meeting.agenda,
            attendance=command.attendance,
            due=len(voters),
            present=present,
        )
    return MeetingHeld(
        **vars(command),
        estate_id=meeting.estate_id,
        agenda=meeting.agenda,
        due=len(voters),
        present=present,
        representatives_due=len(representatives),
        representatives_present=sum(each.person in came for each in representatives),
        held_at=meeting.meets_at,
    )


def claims(event: AnyMeetingEvent) -> Sequence[Claim]:
    """A topic is on one agenda at a time."""
    match event:
        case MeetingConvened(agenda=agenda):
            return [
                Take(scope="agenda", key=str(topic), refusal=TopicIsOnAnAgenda) for topic in agenda
            ]
        case MeetingHeld(agenda=agenda) | MeetingFailedQuorum(agenda=agenda):
            return [Release(scope="agenda", key=str(topic)) for topic in agenda]
        case MeetingCancelled(agenda=agenda):
            return [Release(scope="agenda", key=str(topic)) for topic in agenda]
        case _:
            return []


def standing(command: AnyMeetingCommand, meeting: Meeting, around: Surroundings) -> Standing:
    match meeting, command:
        case Unconvened(), ConveneMeeting(estate_id=estate, agenda=agenda):
            return Standing(place=estate, people={"accused": complained_of(around.agenda, agenda)})
        case Unconvened(), _:
            return Standing(place=command.key)
        case _:
            accused = complained_of(around.agenda, meeting.agenda)
            return Standing(place=meeting.estate_id, people={"accused": accused})


decider: Decider[AnyMeetingCommand, Meeting, AnyMeetingEvent, Surroundings] = Decider(
    category="meeting",
    initial=Unconvened(),
    decide=decide,
    evolve=evolve,
    standing=standing,
    claims=claims,
)
