"""What a petition's card shows of its clocks: which run, which ran out, who watches."""

from datetime import date, datetime, timedelta

from services.contracts.petitions.clocks import ClockKind
from services.contracts.petitions.events.clocks import (
    DeadlineBreached,
    DeadlineRecalculated,
    HandlingUrged,
    SupervisionClosed,
    SupervisionOpened,
)
from services.contracts.petitions.events.extensions import ExtensionDecided, ExtensionRequested
from services.contracts.petitions.events.reviews import ReviewConcluded, ReviewRequested
from services.contracts.petitions.running import running
from services.gateway.readmodels import petition_extensions, petition_reviews
from services.gateway.readmodels.days import day_of
from services.gateway.readmodels.petition_card import Overdue, PetitionCard
from services.kernel import Event
from services.kernel.readmodel import Cell, Cells


def evolve(card: PetitionCard, event: Event) -> PetitionCard:
    """Beside whatever else the event says."""
    match event:
        case DeadlineBreached(clock_id=clock, kind=kind, due_at=due):
            late = Overdue(clock_id=clock, kind=kind, due_at=due)
            return card.but(overdue=(*card.overdue, late))
        case SupervisionOpened(level=level):
            begins = int(card.supervision is None)  # a heavier form is the same supervision
            return card.but(supervision=level, supervised=card.supervised + begins)
        case SupervisionClosed():
            return card.but(supervision=None, supervision_closed=card.supervision_closed + 1)
        case DeadlineRecalculated(clock=clock, governing_due_at=due) if (
            clock.kind is ClockKind.HANDLING
        ):
            return _timed(card.but(due_at=due), event)
        case ReviewRequested() | ReviewConcluded():
            return _timed(card.but(reviews=petition_reviews.after(card.reviews, event)), event)
        case HandlingUrged():
            return card.but(handling_urged=card.handling_urged + 1)
        case ExtensionRequested():
            return card.but(extension=petition_extensions.after(card.extension, event))
        case ExtensionDecided(governing_due_at=due):
            shown = petition_extensions.after(card.extension, event)
            told = card.but(extension=shown, due_at=due)
            return _timed(told, event)
        case _:
            return _timed(card, event)


def due_day(due: datetime) -> date:
    """The last day on which it was in time: what ends at 24:00 ends on that day."""
    return day_of(due - timedelta(microseconds=1))


def contributes(card: PetitionCard) -> Cells:
    """One petition, by the day of the clock that ran out first; and how it was supervised."""
    cells: dict[Cell, int] = {}
    if card.overdue:
        first = min(each.due_at for each in card.overdue)
        cells["overdue", due_day(first).isoformat()] = 1
    if card.supervised:
        cells["supervision", "opened"] = card.supervised
    if card.supervision_closed:
        cells["supervision", "closed"] = card.supervision_closed
    if card.supervision is not None:
        cells["supervision", "now", card.supervision] = 1
    return cells


def _timed(card: PetitionCard, event: Event) -> PetitionCard:
    """What ran out is overdue as long as it runs; that it was late is kept in the history."""
    clocks = running(card.clocks, event)
    if clocks is card.clocks:
        return card
    ids = {clock.clock_id for clock in clocks}
    still = tuple(each for each in card.overdue if each.clock_id in ids)
    return card.but(clocks=clocks, overdue=still)
