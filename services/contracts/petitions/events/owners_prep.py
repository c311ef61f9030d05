"""What is told of the group that prepares the first owners' assembly (筹备组, P-LAW-56).

Names and fields are kept for good: add freely, never rename, never remove.
"""

from services.contracts.ids import OwnerKey, PersonId, PrepGroupId
from services.contracts.petitions.owners_prep_values import Draft, GroupMember
from services.kernel import Code, Event, Instant, Line


class PrepGroupEvent(Event, category="prepgroup", about="group_id"):
    """About a preparatory group."""

    group_id: PrepGroupId


class GroupApplied(PrepGroupEvent):
    """Owners applied; the street reviews by `review_by`. Areas in 0.01 m²."""

    estate_ids: tuple[Code, ...]
    applicants: tuple[OwnerKey, ...]
    delivered_area_centi_m2: int
    total_area_centi_m2: int
    review_by: Instant


class GroupApproved(PrepGroupEvent):
    """It may be formed."""

    approved_by: PersonId


class GroupRejected(PrepGroupEvent):
    """It may not."""

    estate_ids: tuple[Code, ...]
    reason: Line
    rejected_by: PersonId


class GroupFormed(PrepGroupEvent):
    """It is at work: by when its list is to be posted, and the first assembly to be held."""

    members: tuple[GroupMember, ...]
    leader: PersonId
    post_by: Instant
    assembly_by: Instant


class GroupMembersPosted(PrepGroupEvent):
    """The list is on the board."""


class GroupDraftsPosted(PrepGroupEvent):
    """Drafts are on the board."""

    drafts: tuple[Draft, ...]


class GroupDissolved(PrepGroupEvent):
    """It is no more."""

    estate_ids: tuple[Code, ...]
    reason: Line


class GroupOverdue(PrepGroupEvent):
    """A date has passed: review, list or assembly."""

    what: Code


type AnyPrepGroupEvent = (
    GroupApplied
    | GroupApproved
    | GroupRejected
    | GroupFormed
    | GroupMembersPosted
    | GroupDraftsPosted
    | GroupDissolved
    | GroupOverdue
)
prep_group_events: tuple[type[Event], ...] = (
    GroupApplied,
    GroupApproved,
    GroupRejected,
    GroupFormed,
    GroupMembersPosted,
    GroupDraftsPosted,
    GroupDissolved,
    GroupOverdue,
)
