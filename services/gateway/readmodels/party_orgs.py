"""The Party organisations of four levels: village, estate, building, volunteers."""

from datetime import date

from services.contracts.petitions.events.registry import (
    PartyOrgAssessed,
    PartyOrgDissolved,
    PartyOrgFounded,
    PartyOrgReparented,
)
from services.gateway.readmodels.card import Card, tagged
from services.kernel import Code, Event, Line, ReadModel, Value
from services.kernel.readmodel import Cells, Told


class Assessment(Value):
    """How it was assessed, and under which scheme."""

    scheme: Line
    grade: Line


class PartyOrgCard(Card):
    """A Party organisation."""

    party_org_id: Code
    level: int
    name: Line
    place_id: Code
    parent_id: Code | None
    founded_on: date
    assessments: tuple[Assessment, ...] = ()
    dissolved: bool = False
    reason: Line | None = None


def evolve(card: PartyOrgCard | None, told: Told[Event]) -> PartyOrgCard | None:
    match card, told.event:
        case None, PartyOrgFounded() as event:
            return PartyOrgCard.of(event)
        case None, _:
            return None
        case _, PartyOrgReparented(parent_id=parent):
            return card.but(parent_id=parent)
        case _, PartyOrgAssessed(scheme=scheme, grade=grade):
            assessment = Assessment(scheme=scheme, grade=grade)
            return card.but(assessments=(*card.assessments, assessment))
        case _, PartyOrgDissolved(reason=reason):
            return card.but(dissolved=True, reason=reason)
        case _:
            return card


def contributes(card: PartyOrgCard) -> Cells:
    return {} if card.dissolved else {("party", str(card.level)): 1}


party_orgs = ReadModel(
    name="party-orgs",
    room="petitions",
    category="party",
    card=PartyOrgCard,
    evolve=evolve,
    sort=lambda card: card.party_org_id,
    tags=lambda card: tagged(
        level=card.level,
        place=card.place_id,
        parent=card.parent_id,
        status="dissolved" if card.dissolved else "standing",
    ),
    contributes=contributes,
)
