"""The work calendars: which days of each year are off, which weekends are worked, who said so."""

from datetime import date

from services.contracts.petitions.events.calendars import WorkCalendarPublished
from services.gateway.readmodels.card import Card, tagged
from services.kernel import Event, Instant, Line, ReadModel
from services.kernel.readmodel import Told


class WorkCalendarCard(Card):
    """A year's calendar in its latest edition."""

    year: int
    edition: int
    holidays: tuple[date, ...]
    make_up_workdays: tuple[date, ...]
    source: Line
    provisional: bool
    reason: Line | None
    published_at: Instant


def evolve(card: WorkCalendarCard | None, told: Told[Event]) -> WorkCalendarCard | None:
    match told.event:
        case WorkCalendarPublished() as event:
            return WorkCalendarCard.of(event, published_at=told.stored.occurred_at)
        case _:
            return card


work_calendars = ReadModel(
    name="work-calendars",
    room="petitions",
    category="calendar",
    card=WorkCalendarCard,
    evolve=evolve,
    sort=lambda card: str(card.year),
    tags=lambda card: tagged(year=card.year, provisional=card.provisional),
)
