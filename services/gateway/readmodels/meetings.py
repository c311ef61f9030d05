"""The meetings of the hall: on which topics, when and where, and what the minutes say."""

from enum import StrEnum

from services.contracts.ids import BookingId, MeetingId, PersonId, TopicId
from services.contracts.petitions.deliberation import Invitee, Opinion
from services.contracts.petitions.events.meeting import (
    MeetingCancelled,
    MeetingConvened,
    MeetingFailedQuorum,
    MeetingHeld,
    MeetingNotified,
    MinutesAddendumAdded,
)
from services.gateway.readmodels.card import Card, tagged
from services.gateway.readmodels.days import day_of, in_order
from services.kernel import Code, Event, Instant, Line, ReadModel, Sealed, Value
from services.kernel.readmodel import Told


class MeetingStatus(StrEnum):
    """FAILED_QUORUM: not more than half of those who vote came."""

    CONVENED = "convened"
    NOTIFIED = "notified"
    HELD = "held"
    FAILED_QUORUM = "failed-quorum"
    CANCELLED = "cancelled"


class Addendum(Value):
    """A correction beside the minutes."""

    n: int
    addendum: Sealed


class MeetingCard(Card):
    """A meeting. `due`, `present`: of those who vote."""

    meeting_id: MeetingId
    estate_id: Code
    status: MeetingStatus = MeetingStatus.CONVENED
    convener_org: Code
    meets_at: Instant
    place: Line
    venue_booking_id: BookingId | None
    agenda: tuple[TopicId, ...]
    notified_at: Instant | None = None
    materials_refs: tuple[Line, ...] = ()
    invitees: tuple[Invitee, ...]
    attendance: tuple[PersonId, ...] = ()
    due: int | None = None
    present: int | None = None
    opinions: tuple[Opinion, ...] = ()
    minutes: Sealed | None = None
    addenda: tuple[Addendum, ...] = ()
    reason: Line | None = None
    """Why it was called off."""


def evolve(card: MeetingCard | None, told: Told[Event]) -> MeetingCard | None:
    match card, told.event:
        case None, MeetingConvened() as event:
            return MeetingCard.of(event)
        case None, _:
            return None
        case _, MeetingNotified() as event:
            return card.but(
                status=MeetingStatus.NOTIFIED,
                notified_at=event.notified_at,
                materials_refs=event.materials_refs,
            )
        case _, MeetingHeld() as event:
            return card.but(
                status=MeetingStatus.HELD,
                attendance=event.attendance,
                opinions=event.opinions,
                minutes=event.minutes,
                due=event.due,
                present=event.present,
            )
        case _, MeetingFailedQuorum() as event:
            return card.but(
                status=MeetingStatus.FAILED_QUORUM,
                attendance=event.attendance,
                due=event.due,
                present=event.present,
            )
        case _, MeetingCancelled(reason=reason):
            return card.but(status=MeetingStatus.CANCELLED, reason=reason)
        case _, MinutesAddendumAdded(n=n, addendum=addendum):
            return card.but(addenda=(*card.addenda, Addendum(n=n, addendum=addendum)))
        case _:
            return card


meetings = ReadModel(
    name="meetings",
    room="petitions",
    category="meeting",
    card=MeetingCard,
    evolve=evolve,
    sort=lambda card: in_order(card.meets_at),
    tags=lambda card: tagged(
        status=card.status,
        estate=card.estate_id,
        topic=card.agenda,
        day=day_of(card.meets_at),
        invitee=tuple(each.person for each in card.invitees),
    ),
    contributes=lambda card: {("meeting", card.status): 1},
    confidential=frozenset({"invitees", "attendance", "opinions", "minutes", "addenda"}),
)
