"""What is known of a meeting at each step."""

from collections.abc import Sequence
from datetime import datetime

from services.contracts.ids import TopicId
from services.contracts.petitions.deliberation import Invitee
from services.contracts.petitions.events.meeting import (
    AnyMeetingEvent,
    MeetingCancelled,
    MeetingConvened,
    MeetingFailedQuorum,
    MeetingHeld,
    MeetingNotified,
    MinutesAddendumAdded,
)
from services.kernel import State, replace


class Unconvened(State):
    """Nobody has called it."""


class Convened(State):
    """Called; the participants do not have the agenda yet."""

    estate_id: str
    meets_at: datetime
    agenda: tuple[TopicId, ...]
    invitees: Sequence[Invitee]


class Notified(Convened):
    """Everybody has the agenda: nothing else can be resolved (P-INV-20)."""


class Held(Convened):
    """It took place. `addenda`: how many stand beside the minutes."""

    told: MeetingHeld
    addenda: int = 0


class Ended(Convened):
    """Called off, or too few came."""


type Meeting = Unconvened | Convened | Notified | Held | Ended


def evolve(meeting: Meeting, event: AnyMeetingEvent) -> Meeting:
    match meeting, event:
        case Unconvened(), MeetingConvened():
            return Convened(
                estate_id=event.estate_id,
                meets_at=event.meets_at,
                agenda=event.agenda,
                invitees=event.invitees,
            )
        case Convened(), MeetingNotified():
            return Notified(**vars(meeting))
        case Notified(), MeetingHeld():
            return Held(**vars(meeting), told=event)
        case Convened(), MeetingFailedQuorum() | MeetingCancelled():
            return Ended(**vars(meeting))
        case Held(), MinutesAddendumAdded(n=n):
            return replace(meeting, addenda=n)
        case _:
            return meeting
