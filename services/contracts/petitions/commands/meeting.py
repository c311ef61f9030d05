"""Asked of a meeting of the hall (协商议事会): convene, give notice, record, set right."""

from typing import Annotated

from pydantic import Field

from services.contracts.ids import BookingId, MeetingId, PersonId, TopicId
from services.contracts.petitions.deliberation import Invitee, Opinion
from services.kernel import Code, Command, Instant, Line, Sealed, of


class MeetingCommand(Command, category="meeting", about="meeting_id"):
    """Asked about a meeting."""

    meeting_id: MeetingId


class ConveneMeeting(MeetingCommand, creates=True):
    """Call a meeting on screened topics of one estate. Who convenes follows from the estate: its
    own Party organisation, or the community's (P-INV-26)."""

    estate_id: Code
    meets_at: Instant
    place: Line
    venue_booking_id: BookingId | None = None
    agenda: Annotated[tuple[TopicId, ...], Field(min_length=1, max_length=20)]
    invitees: Annotated[tuple[Invitee, ...], Field(min_length=1, max_length=500)]


class NotifyMeeting(MeetingCommand):
    """Say that every participant has the agenda and the materials: three days before (P-INV-21)."""

    materials_refs: Annotated[tuple[Line, ...], Field(max_length=20)] = ()


class HoldMeeting(MeetingCommand):
    """Record who came, what was said, and the minutes. Too few, and it has failed its quorum."""

    attendance: Annotated[tuple[PersonId, ...], Field(max_length=500)]
    opinions: Annotated[tuple[Opinion, ...], Field(max_length=200)] = ()
    minutes: Annotated[Sealed, of("meeting_id")]


class AddMinutesAddendum(MeetingCommand):
    """Set something in the minutes right, beside them (P-INV-25)."""

    addendum: Annotated[Sealed, of("meeting_id")]


class CancelMeeting(MeetingCommand):
    """Call it off."""

    reason: Line


type AnyMeetingCommand = (
    ConveneMeeting | NotifyMeeting | HoldMeeting | AddMinutesAddendum | CancelMeeting
)

meeting_commands: tuple[type[Command], ...] = (
    ConveneMeeting,
    NotifyMeeting,
    HoldMeeting,
    AddMinutesAddendum,
    CancelMeeting,
)
