"""The owners' committees: who sits on each, until when, and whether it is filed."""

from datetime import date
from enum import StrEnum

from services.contracts.ids import AssemblyId, CommitteeId, PersonId
from services.contracts.petitions.events.owners_committee import (
    AlternateSeated,
    CommitteeDissolved,
    CommitteeElected,
    CommitteeFiled,
    CommitteeFilingOverdue,
    MemberVacated,
)
from services.gateway.readmodels.card import Card, tagged
from services.kernel import Code, Event, Instant, Line, ReadModel
from services.kernel.readmodel import Cell, Cells, Told


class CommitteeStatus(StrEnum):
    """Where it stands."""

    SEATED = "seated"
    DISSOLVED = "dissolved"


class CommitteeCard(Card):
    """An owners' committee."""

    committee_id: CommitteeId
    assembly_id: AssemblyId
    estate_ids: tuple[Code, ...]
    status: CommitteeStatus = CommitteeStatus.SEATED
    members: tuple[PersonId, ...]
    alternates: tuple[PersonId, ...]
    elected_on: date
    term_until: date
    file_by: Instant
    filed: bool = False
    authority: Line | None = None
    overdue: bool = False
    """Thirty days after its election it was not filed."""
    reason: Line | None = None
    """Why it was dissolved."""


def evolve(card: CommitteeCard | None, told: Told[Event]) -> CommitteeCard | None:
    match card, told.event:
        case None, CommitteeElected() as event:
            return CommitteeCard.of(event)
        case None, _:
            return None
        case _, CommitteeFiled(authority=authority):
            return card.but(filed=True, authority=authority)
        case _, CommitteeFilingOverdue():
            return card.but(overdue=True)
        case _, MemberVacated(member=who):
            return card.but(members=tuple(each for each in card.members if each != who))
        case _, AlternateSeated(alternate=who):
            rest = tuple(each for each in card.alternates if each != who)
            return card.but(members=(*card.members, who), alternates=rest)
        case _, CommitteeDissolved(reason=reason):
            return card.but(status=CommitteeStatus.DISSOLVED, reason=reason)
        case _:
            return card


def contributes(card: CommitteeCard) -> Cells:
    cells: dict[Cell, int] = {("committee", "elected"): 1}
    if card.filed:
        cells["committee", "filed"] = 1
    if card.overdue:
        cells["committee", "filing-overdue"] = 1
    return cells


owners_committees = ReadModel(
    name="owners-committees",
    room="petitions",
    category="committee",
    card=CommitteeCard,
    evolve=evolve,
    sort=lambda card: str(card.committee_id),
    tags=lambda card: tagged(
        status=card.status,
        estate=card.estate_ids,
        filed=str(card.filed).lower(),
        overdue=str(card.overdue).lower(),
    ),
    contributes=contributes,
    confidential=frozenset(),
)
