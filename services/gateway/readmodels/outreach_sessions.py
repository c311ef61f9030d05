"""The weekly outreach sessions (四下基层): held or missed, and the petitions they brought."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from services.contracts.ids import PersonId, PetitionId
from services.contracts.petitions.events.outreach import (
    OutreachEvent,
    OutreachMissExplained,
    OutreachSessionCancelled,
    OutreachSessionHeld,
    OutreachSessionMissed,
    OutreachSessionScheduled,
)
from services.contracts.petitions.events.petition import PetitionRegistered
from services.contracts.petitions.outreach import IsoWeek, OutreachId, OutreachItem
from services.gateway.readmodels.card import Card, tagged
from services.gateway.readmodels.days import day_of
from services.kernel import Code, Event, Instant, Line, ReadModel
from services.kernel.readmodel import Cells, Told


class OutreachStatus(StrEnum):
    """Exactly one of HELD and MISSED in the end, unless the station was out of use."""

    SCHEDULED = "scheduled"
    HELD = "held"
    MISSED = "missed"
    CANCELLED = "cancelled"


class OutreachCard(Card):
    """A station's session of one week."""

    outreach_id: OutreachId
    station_id: Code
    iso_week: IsoWeek
    status: OutreachStatus = OutreachStatus.SCHEDULED
    ends_at: Instant
    held_on: date | None = None
    items: tuple[OutreachItem, ...] = ()
    leaders: tuple[PersonId, ...] = ()
    leads: tuple[PetitionId, ...] = ()
    reason: Line | None = None


def keys(event: Event) -> Sequence[str]:
    """A session's own; of petitions the registration alone, by what it says it came from."""
    match event:
        case OutreachEvent():
            return (event.key,)
        case PetitionRegistered(collection_ref=str(session)):
            return (session,)
        case _:
            return ()


def evolve(card: OutreachCard | None, told: Told[Event]) -> OutreachCard | None:
    match card, told.event:
        case None, OutreachSessionScheduled() as event:
            return OutreachCard.of(event)
        case None, _:
            return None
        case _, OutreachSessionHeld() as event:
            return card.but(
                status=OutreachStatus.HELD,
                held_on=event.held_on,
                items=event.items,
                leaders=event.leaders,
                leads=tuple(dict.fromkeys((*card.leads, *event.leads))),
            )
        case _, PetitionRegistered(petition_id=lead) if lead not in card.leads:
            return card.but(leads=(*card.leads, lead))
        case _, OutreachSessionMissed(reason=reason):
            return card.but(status=OutreachStatus.MISSED, reason=reason)
        case _, OutreachMissExplained(reason=reason):
            return card.but(reason=reason)
        case _, OutreachSessionCancelled():
            return card.but(status=OutreachStatus.CANCELLED)
        case _:
            return card


def contributes(card: OutreachCard) -> Cells:
    """By the last day of the week: a window of days asks for the weeks that end in it."""
    sunday = day_of(card.ends_at - timedelta(days=1))
    week = (card.iso_week, sunday.isoformat())
    return {("session", card.status, *week): 1, ("leads", *week): len(card.leads)}


outreach_sessions = ReadModel(
    name="outreach-sessions",
    room="petitions",
    category="outreach",
    hears=frozenset({"petition"}),
    card=OutreachCard,
    evolve=evolve,
    keys=keys,
    sort=lambda card: f"{card.iso_week} {card.station_id}",
    tags=lambda card: tagged(
        status=card.status, station=card.station_id, week=card.iso_week, item=card.items
    ),
    contributes=contributes,
    confidential=frozenset({"leaders", "leads"}),
)
