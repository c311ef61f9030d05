"""The monthly rounds of opinions: what was collected, or that nothing was (零报告)."""

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum
from typing import Annotated

from services.contracts.ids import OpinionId, PersonId, PetitionId
from services.contracts.petitions.events.outreach import (
    CollectionRoundCancelled,
    CollectionRoundClosed,
    CollectionRoundEvent,
    CollectionRoundOpened,
    CollectionRoundOverdue,
    OpinionCollected,
    ZeroReportFiled,
)
from services.contracts.petitions.events.petition import PetitionRegistered
from services.contracts.petitions.outreach import Month, RoundId
from services.gateway.readmodels.card import Card, tagged
from services.gateway.readmodels.days import day_of
from services.kernel import Code, Event, Instant, ReadModel, Sealed, Value, of
from services.kernel.readmodel import Cell, Cells, Told


class RoundStatus(StrEnum):
    """OVERDUE: the month is over and it is not closed."""

    OPEN = "open"
    OVERDUE = "overdue"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Opinion(Value):
    """What somebody said."""

    opinion_id: OpinionId
    said_by: PersonId | None
    note: Annotated[Sealed, of("said_by", "opinion_id")]


class RoundCard(Card):
    """A station's round of one month."""

    round_id: RoundId
    station_id: Code
    month: Month
    status: RoundStatus = RoundStatus.OPEN
    ends_at: Instant
    opinions: tuple[Opinion, ...] = ()
    petitions: tuple[PetitionId, ...] = ()
    collected: int = 0
    zero_report: bool = False
    filed_by: PersonId | None = None


def keys(event: Event) -> Sequence[str]:
    """A round's own; of petitions the registration alone, by what it says it came from."""
    match event:
        case CollectionRoundEvent():
            return (event.key,)
        case PetitionRegistered(collection_ref=str(collected_in)):
            return (collected_in,)
        case _:
            return ()


def evolve(card: RoundCard | None, told: Told[Event]) -> RoundCard | None:
    match card, told.event:
        case None, CollectionRoundOpened() as event:
            return RoundCard.of(event)
        case None, _:
            return None
        case _, OpinionCollected() as event:
            opinion = Opinion(opinion_id=event.opinion_id, said_by=event.said_by, note=event.note)
            return _collected(card.but(opinions=(*card.opinions, opinion)))
        case _, PetitionRegistered(petition_id=petition):
            return _collected(card.but(petitions=(*card.petitions, petition)))
        case _, ZeroReportFiled(filed_by=who):
            return card.but(zero_report=True, filed_by=who)
        case _, CollectionRoundOverdue():
            return card.but(status=RoundStatus.OVERDUE)
        case _, CollectionRoundClosed(zero_report=zero):
            return card.but(status=RoundStatus.CLOSED, zero_report=zero)
        case _, CollectionRoundCancelled():
            return card.but(status=RoundStatus.CANCELLED)
        case _:
            return card


def _collected(card: RoundCard) -> RoundCard:
    """What is collected after a zero report takes it back; a closed round's stays as reported."""
    said = card.status is RoundStatus.CLOSED and card.zero_report
    return card.but(collected=len(card.opinions) + len(card.petitions), zero_report=said)


def contributes(card: RoundCard) -> Cells:
    """By the last day of the month: a window of days asks for the months that end in it."""
    last = day_of(card.ends_at - timedelta(days=1)).isoformat()
    cells: dict[Cell, int] = {("round", card.status, card.month, last): 1}
    if card.status is RoundStatus.CLOSED and card.zero_report:
        cells["zero", card.month, last] = 1
    return cells


collection_rounds = ReadModel(
    name="collection-rounds",
    room="petitions",
    category="round",
    hears=frozenset({"petition"}),
    card=RoundCard,
    evolve=evolve,
    keys=keys,
    sort=lambda card: f"{card.month} {card.station_id}",
    tags=lambda card: tagged(
        status=card.status,
        station=card.station_id,
        month=card.month,
        zero_report=card.zero_report,
    ),
    contributes=contributes,
    confidential=frozenset({"opinions", "petitions", "filed_by"}),
)
