"""The signed numbers of disputes of the years before the system."""

from datetime import datetime
from enum import StrEnum

from services.contracts.ids import BaselineId
from services.contracts.mediation.events.dispute import (
    HistoricalBaselineImported,
    HistoricalBaselineRecorded,
    HistoricalBaselineRejected,
)
from services.contracts.mediation.kinds import LocalKind
from services.contracts.mediation.values import Month
from services.gateway.readmodels.card import Card, tagged
from services.gateway.readmodels.days import end_of_month
from services.kernel import Event, Line, ReadModel
from services.kernel.readmodel import Cells, Told
from services.kernel.record import Stored


class BaselineStatus(StrEnum):
    """Only a signed one counts."""

    IMPORTED = "imported"
    SIGNED = "signed"
    REJECTED = "rejected"


class BaselineCard(Card):
    """How many disputes of one kind there were in one month."""

    baseline_id: BaselineId
    status: BaselineStatus = BaselineStatus.IMPORTED
    local_kind: LocalKind
    month: Month
    count: int
    source: Line
    imported_by: Line
    signed_by: Line | None = None
    reason: Line | None = None


def evolve(card: BaselineCard | None, told: Told[Event]) -> BaselineCard | None:
    match card, told.event:
        case _, HistoricalBaselineImported() as event:
            return BaselineCard.of(event)
        case None, HistoricalBaselineRecorded() as event:
            return BaselineCard.of(event, status=BaselineStatus.SIGNED)
        case None, _:
            return None
        case _, HistoricalBaselineRecorded(signed_by=who, count=count):
            return card.but(status=BaselineStatus.SIGNED, signed_by=who, count=count)
        case _, HistoricalBaselineRejected(reason=reason):
            return card.but(status=BaselineStatus.REJECTED, reason=reason)
        case _:
            return card


def contributes(card: BaselineCard) -> Cells:
    signed = card.status is BaselineStatus.SIGNED
    return {("baseline", card.local_kind, card.month): card.count} if signed else {}


def happened(stored: Stored, event: Event) -> datetime:
    """The number of a month is of that month, whenever it was found in the archives and signed."""
    match event:
        case (
            HistoricalBaselineImported(month=month)
            | HistoricalBaselineRecorded(month=month)
            | HistoricalBaselineRejected(month=month)
        ):
            return min(stored.occurred_at, end_of_month(month))
        case _:
            return stored.occurred_at


baselines = ReadModel(
    name="baselines",
    room="mediation",
    category="baseline",
    card=BaselineCard,
    evolve=evolve,
    sort=lambda card: f"{card.month} {card.local_kind}",
    tags=lambda card: tagged(status=card.status, kind=card.local_kind, month=card.month),
    contributes=contributes,
    happened=happened,
    confidential=frozenset({"imported_by", "signed_by"}),
)
