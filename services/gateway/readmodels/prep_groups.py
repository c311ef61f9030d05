"""The groups that prepare a first owners' assembly: how far each is, and by when what is due."""

from enum import StrEnum

from services.contracts.ids import OwnerKey, PersonId, PrepGroupId
from services.contracts.petitions.events.owners_prep import (
    GroupApplied,
    GroupApproved,
    GroupDissolved,
    GroupDraftsPosted,
    GroupFormed,
    GroupMembersPosted,
    GroupOverdue,
    GroupRejected,
)
from services.contracts.petitions.owners_prep_values import Draft, GroupMember
from services.gateway.readmodels.card import Card, tagged
from services.kernel import Code, Event, Instant, Line, ReadModel
from services.kernel.readmodel import Cells, Told


class PrepGroupStatus(StrEnum):
    """Where it stands."""

    APPLIED = "applied"
    APPROVED = "approved"
    FORMED = "formed"
    REJECTED = "rejected"
    DISSOLVED = "dissolved"


class PrepGroupCard(Card):
    """A preparatory group. Areas in 0.01 m²; `overdue`: which of its dates have passed."""

    group_id: PrepGroupId
    estate_ids: tuple[Code, ...]
    status: PrepGroupStatus = PrepGroupStatus.APPLIED
    applicants: tuple[OwnerKey, ...]
    delivered_area_centi_m2: int
    total_area_centi_m2: int
    review_by: Instant
    members: tuple[GroupMember, ...] = ()
    leader: PersonId | None = None
    post_by: Instant | None = None
    assembly_by: Instant | None = None
    members_posted: bool = False
    drafts: tuple[Draft, ...] = ()
    overdue: tuple[Code, ...] = ()
    reason: Line | None = None
    """Why it was rejected or dissolved."""


def evolve(card: PrepGroupCard | None, told: Told[Event]) -> PrepGroupCard | None:
    match card, told.event:
        case None, GroupApplied() as event:
            return PrepGroupCard.of(event)
        case None, _:
            return None
        case _, GroupApproved():
            return card.but(status=PrepGroupStatus.APPROVED)
        case _, GroupFormed() as event:
            return card.but(
                status=PrepGroupStatus.FORMED,
                members=event.members,
                leader=event.leader,
                post_by=event.post_by,
                assembly_by=event.assembly_by,
            )
        case _, GroupMembersPosted():
            return card.but(members_posted=True)
        case _, GroupDraftsPosted(drafts=drafts):
            return card.but(drafts=tuple(sorted({*card.drafts, *drafts})))
        case _, GroupOverdue(what=what):
            return card.but(overdue=(*card.overdue, what))
        case _, GroupRejected(reason=reason):
            return card.but(status=PrepGroupStatus.REJECTED, reason=reason)
        case _, GroupDissolved(reason=reason):
            return card.but(status=PrepGroupStatus.DISSOLVED, reason=reason)
        case _:
            return card


def contributes(card: PrepGroupCard) -> Cells:
    return {("group", card.status): 1}


prep_groups = ReadModel(
    name="prep-groups",
    room="petitions",
    category="prepgroup",
    card=PrepGroupCard,
    evolve=evolve,
    sort=lambda card: str(card.group_id),
    tags=lambda card: tagged(status=card.status, estate=card.estate_ids, overdue=card.overdue),
    contributes=contributes,
    confidential=frozenset({"applicants"}),
)
