"""The mediation studios: only one with a plaque counts."""

from datetime import date
from enum import StrEnum

from services.contracts.mediation.events.mediators import (
    StudioClosed,
    StudioFounded,
    StudioPlaqueAwarded,
    StudioPlaqueRevoked,
)
from services.contracts.mediation.kinds import StudioKind
from services.gateway.readmodels.card import Card, tagged
from services.kernel import Code, Event, Line, ReadModel
from services.kernel.readmodel import Cells, Told


class StudioStatus(StrEnum):
    """Where it stands."""

    FOUNDED = "founded"
    AWARDED = "awarded"
    REVOKED = "revoked"
    CLOSED = "closed"


class StudioCard(Card):
    """A studio."""

    studio_id: Code
    name: Line
    committee_id: Code
    place_id: Code
    status: StudioStatus = StudioStatus.FOUNDED
    kind: StudioKind | None = None
    plaque_no: Code | None = None
    awarded_on: date | None = None
    reason: Line | None = None


def evolve(card: StudioCard | None, told: Told[Event]) -> StudioCard | None:
    match card, told.event:
        case None, StudioFounded() as event:
            return StudioCard.of(event)
        case None, _:
            return None
        case _, StudioPlaqueAwarded() as event:
            return card.but(
                status=StudioStatus.AWARDED,
                kind=event.kind,
                plaque_no=event.no,
                awarded_on=event.on,
                committee_id=event.committee_id,
                reason=None,
            )
        case _, StudioPlaqueRevoked(reason=reason):
            return card.but(status=StudioStatus.REVOKED, reason=reason)
        case _, StudioClosed(reason=reason):
            return card.but(status=StudioStatus.CLOSED, reason=reason)
        case _:
            return card


def contributes(card: StudioCard) -> Cells:
    awarded = card.status is StudioStatus.AWARDED
    return {("studio", str(card.awarded_on)): 1} if awarded else {}


studios = ReadModel(
    name="studios",
    room="mediation",
    category="studio",
    card=StudioCard,
    evolve=evolve,
    sort=lambda card: card.studio_id,
    tags=lambda card: tagged(
        status=card.status, kind=card.kind, committee=card.committee_id, place=card.place_id
    ),
    contributes=contributes,
)
