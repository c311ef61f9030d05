"""The calendar of the hall as a file that calendar programs read (iCalendar, RFC 5545)."""

from collections.abc import Iterable

from icalendar import Calendar
from icalendar import Event as Entry

from services.gateway.readmodels.hall_calendar import CalendarCard, CalendarEntry, EntryKind

TITLES = {
    EntryKind.OUTREACH: "四下基层 Outreach session",
    EntryKind.MEETING: "协商议事会 Meeting of the hall",
    EntryKind.RESOLUTION_NOTICE: "决议公示 Notice of a resolution",
    EntryKind.ASSEMBLY_NOTICE: "业主大会公告 Notice of the owners' assembly",
    EntryKind.ASSEMBLY_VOTING: "业主大会投票 Vote of the owners' assembly",
}


def calendar_file(street: str, cards: Iterable[tuple[str, CalendarCard]]) -> bytes:
    """An event for each entry of each card, by the card's key."""
    calendar = Calendar()
    calendar.add("prodid", "-//Yizhan//hall calendar//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "议事日历")
    for key, card in cards:
        for entry in card.entries:
            calendar.add_component(_event(street, key, card, entry))
    written: bytes = calendar.to_ical()
    return written


def _event(street: str, key: str, card: CalendarCard, entry: CalendarEntry) -> Entry:
    """The same id whenever it is read, so that a program moves it instead of adding another."""
    event = Entry()
    event.add("uid", f"{card.thing}-{key}-{entry.kind}@{street}.yizhan")
    event.add("dtstamp", card.changed_at)
    event.add("dtstart", entry.begins_at)
    if entry.ends_at is not None:
        event.add("dtend", entry.ends_at)
    where = " · ".join(part for part in (*card.estates, card.station_id) if part is not None)
    event.add("summary", f"{TITLES[entry.kind]} {where}")
    if card.place is not None:
        event.add("location", card.place)
    event.add("status", _status(card))
    event.add("categories", [entry.kind.value])
    return event


def _status(card: CalendarCard) -> str:
    if card.cancelled:
        return "CANCELLED"
    return "CONFIRMED" if card.published else "TENTATIVE"
