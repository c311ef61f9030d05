"""What is told of a meeting of the hall (协商议事会).

Names and fields are kept for good: add freely, never rename, never remove.
"""

from typing import Annotated

from services.contracts.ids import BookingId, MeetingId, PersonId, TopicId
from services.contracts.petitions.deliberation import Invitee, Opinion
from services.kernel import Code, Event, Instant, Line, Sealed, of


class MeetingEvent(Event, category="meeting", about="meeting_id"):
    """About a meeting."""

    meeting_id: MeetingId


class MeetingConvened(MeetingEvent):
    """Convened by a Party organisation (P-INV-26), for these topics and people. `venue_booking_id`
    is a booking of the activity room, if it meets in one of its venues."""

    estate_id: Code
    convener_org: Code
    meets_at: Instant
    place: Line
    venue_booking_id: BookingId | None
    agenda: tuple[TopicId, ...]
    invitees: tuple[Invitee, ...]
    convened_by: PersonId


class MeetingNotified(MeetingEvent):
    """The participants have the agenda and its materials (P-INV-21). This agenda is final."""

    agenda: tuple[TopicId, ...]
    materials_refs: tuple[Line, ...]
    meets_at: Instant
    notified_at: Instant


class MeetingHeld(MeetingEvent):
    """It took place; the minutes stand as they are (P-INV-25). `due` and `present` count those who
    vote, `representatives_…` the residents' representatives among them."""

    estate_id: Code
    agenda: tuple[TopicId, ...]
    attendance: tuple[PersonId, ...]
    opinions: tuple[Opinion, ...]
    minutes: Annotated[Sealed, of("meeting_id")]
    due: int
    present: int
    representatives_due: int
    representatives_present: int
    held_at: Instant


class MeetingFailedQuorum(MeetingEvent):
    """Not more than half of those who vote came: its topics wait for another meeting."""

    agenda: tuple[TopicId, ...]
    attendance: tuple[PersonId, ...]
    due: int
    present: int


class MeetingCancelled(MeetingEvent):
    """It does not take place."""

    agenda: tuple[TopicId, ...]
    reason: Line


class MinutesAddendumAdded(MeetingEvent):
    """A correction beside the minutes, the `n`-th (P-INV-25)."""

    n: int
    addendum: Annotated[Sealed, of("meeting_id")]
    added_by: PersonId


type AnyMeetingEvent = (
    MeetingConvened
    | MeetingNotified
    | MeetingHeld
    | MeetingFailedQuorum
    | MeetingCancelled
    | MinutesAddendumAdded
)

meeting_events: tuple[type[Event], ...] = (
    MeetingConvened,
    MeetingNotified,
    MeetingHeld,
    MeetingFailedQuorum,
    MeetingCancelled,
    MinutesAddendumAdded,
)
