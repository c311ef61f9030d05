"""The calendar of the hall (议事日历): outreach weeks, meetings, notice and voting periods.

One card for each thing that has dates, under its own id; its dates are the card's entries.
"""

from datetime import datetime, time, timedelta
from enum import StrEnum

from services.contracts.petitions.events.meeting import (
    MeetingCancelled,
    MeetingConvened,
    MeetingFailedQuorum,
    MeetingNotified,
)
from services.contracts.petitions.events.outreach import (
    OutreachSessionCancelled,
    OutreachSessionHeld,
    OutreachSessionScheduled,
)
from services.contracts.petitions.events.owners_assembly import (
    AssemblyCancelled,
    AssemblyNoticed,
    AssemblyProposed,
)
from services.contracts.petitions.events.resolution import (
    ResolutionAdopted,
    ResolutionNoticePosted,
    ResolutionRevised,
    ResolutionRevoked,
)
from services.gateway.readmodels.card import Card, tagged
from services.gateway.readmodels.days import STREET_TIME, day_of, in_order
from services.kernel import Code, Event, Instant, Line, ReadModel, Value
from services.kernel.readmodel import Told

WEEK, DAY = timedelta(days=7), timedelta(days=1)


class EntryKind(StrEnum):
    """下沉活动 · 协商议事会 · 决议公示 · 业主大会公告 · 业主大会投票."""

    OUTREACH = "outreach"
    MEETING = "meeting"
    RESOLUTION_NOTICE = "resolution-notice"
    ASSEMBLY_NOTICE = "assembly-notice"
    ASSEMBLY_VOTING = "assembly-voting"


class CalendarEntry(Value):
    """From when to when. Of a meeting nobody knows the end."""

    kind: EntryKind
    begins_at: Instant
    ends_at: Instant | None = None


class CalendarCard(Card):
    """A thing with dates. `thing`: its category in the hall's log, as `meeting`. `published`:
    everybody may know of it. `changed_at`: when it was last told of."""

    thing: Code
    estates: tuple[Code, ...] = ()
    station_id: Code | None = None
    entries: tuple[CalendarEntry, ...] = ()
    place: Line | None = None
    published: bool = False
    cancelled: bool = False
    changed_at: Instant


def evolve(card: CalendarCard | None, told: Told[Event]) -> CalendarCard | None:
    now, thing = told.stored.recorded_at, told.event.category
    if card is not None and card.thing != thing:
        return card  # two things of one id: the calendar keeps the first
    match card, told.event:
        case None, OutreachSessionScheduled(station_id=station, ends_at=end):
            week = CalendarEntry(kind=EntryKind.OUTREACH, begins_at=end - WEEK, ends_at=end)
            return CalendarCard(
                thing=thing, station_id=station, entries=(week,), published=True, changed_at=now
            )
        case None, MeetingConvened(estate_id=estate, meets_at=begin, place=place):
            entry = CalendarEntry(kind=EntryKind.MEETING, begins_at=begin)
            return CalendarCard(
                thing=thing, estates=(estate,), entries=(entry,), place=place, changed_at=now
            )
        case None, ResolutionAdopted(estate_id=estate):
            return CalendarCard(thing=thing, estates=(estate,), changed_at=now)
        case None, AssemblyProposed(estate_ids=estates):
            return CalendarCard(thing=thing, estates=estates, changed_at=now)
        case None, _:
            return None
        case _, OutreachSessionHeld(held_on=day):
            begin = datetime.combine(day, time(), STREET_TIME)
            held = CalendarEntry(kind=EntryKind.OUTREACH, begins_at=begin, ends_at=begin + DAY)
            return card.but(entries=(held,), changed_at=now)
        case _, MeetingNotified():
            return card.but(published=True, changed_at=now)
        case _, ResolutionNoticePosted(begins_on=day, ends_at=end):
            begin = datetime.combine(day, time(), STREET_TIME)
            notice = CalendarEntry(kind=EntryKind.RESOLUTION_NOTICE, begins_at=begin, ends_at=end)
            return card.but(entries=(notice,), published=True, changed_at=now)
        case _, ResolutionRevised():
            return card.but(entries=(), changed_at=now)
        case _, AssemblyNoticed() as event:
            return card.but(entries=_periods(event), published=True, changed_at=now)
        case _, MeetingCancelled() | MeetingFailedQuorum() | OutreachSessionCancelled():
            return card.but(cancelled=True, changed_at=now)
        case _, ResolutionRevoked() | AssemblyCancelled():
            return card.but(cancelled=True, changed_at=now)
        case _:
            return card


def _periods(event: AssemblyNoticed) -> tuple[CalendarEntry, ...]:
    """The notice, until the vote opens, and the vote (P-INV-27)."""
    opens = event.voting_opens_at
    return (
        CalendarEntry(
            kind=EntryKind.ASSEMBLY_NOTICE, begins_at=event.notice_posted_at, ends_at=opens
        ),
        CalendarEntry(
            kind=EntryKind.ASSEMBLY_VOTING, begins_at=opens, ends_at=event.voting_closes_at
        ),
    )


def months(card: CalendarCard) -> frozenset[str]:
    """Every month ("2024-11") on which one of its dates falls."""
    found: set[str] = set()
    for entry in card.entries:
        day = day_of(entry.begins_at)
        last = day if entry.ends_at is None else day_of(entry.ends_at - timedelta(microseconds=1))
        while day <= last:
            found.add(f"{day:%Y-%m}")
            day = (day.replace(day=1) + timedelta(days=31)).replace(day=1)
    return frozenset(found)


hall_calendar = ReadModel(
    name="hall-calendar",
    room="petitions",
    category="meeting",
    hears=frozenset({"outreach", "resolution", "assembly"}),
    card=CalendarCard,
    evolve=evolve,
    sort=lambda card: in_order(card.entries[0].begins_at) if card.entries else "",
    tags=lambda card: tagged(
        estate=card.estates,
        station=card.station_id,
        kind=tuple(entry.kind for entry in card.entries),
        month=months(card),
        cancelled=card.cancelled,
    ),
)
