"""What is told of an owners' assembly. No event holds what anybody marked.

Names and fields are kept for good: add freely, never rename, never remove.
"""

from datetime import date
from typing import Annotated

from services.contracts.ids import AssemblyId, OwnerKey, PersonId, RollId
from services.contracts.petitions.owners_assembly_values import (
    Digest,
    FollowClause,
    ItemOutcome,
    Medium,
    NoticedItem,
    ProposedBy,
    ServedOwner,
    Via,
)
from services.contracts.petitions.owners_words import JointMatter
from services.kernel import Code, Event, Instant, Line, Sealed, of


class AssemblyEvent(Event, category="assembly", about="assembly_id"):
    """About an owners' assembly."""

    assembly_id: AssemblyId


class AssemblyProposed(AssemblyEvent):
    """A vote upon a frozen roll was proposed."""

    roll_id: RollId
    estate_ids: tuple[Code, ...]
    proposed_by: ProposedBy
    proposers: tuple[OwnerKey, ...]


class AssemblyNoticed(AssemblyEvent):
    """The notice is posted: what is voted upon, from when to when. `round` 2: noticed again."""

    round: int
    notice_posted_at: Instant
    voting_opens_at: Instant
    voting_closes_at: Instant
    items: tuple[NoticedItem, ...]
    candidates: tuple[PersonId, ...]
    follow: FollowClause | None
    revoting: bool
    residents_committee_informed_at: Instant
    principals_per_agent: int = 1


class ProxyRegistered(AssemblyEvent):
    """Somebody marks this owner's ballot: an agent (PROXY) as instructed, or a guardian."""

    principal_key: OwnerKey
    agent: PersonId
    via: Via
    scope: tuple[Code, ...]
    valid_from: Instant
    valid_until: Instant
    document_ref: Line
    instructions: Annotated[Sealed, of("assembly_id")] | None
    commitment: Digest | None


class BallotsServed(AssemblyEvent):
    """Ballots reached these owners."""

    served: tuple[ServedOwner, ...]


class BallotCast(AssemblyEvent):
    """An owner voted: under this serial, sealed, and held to by the commitment."""

    serial: Code
    voter_key: OwnerKey
    medium: Medium
    marks: Annotated[Sealed, of("assembly_id")]
    commitment: Digest
    cast_at: Instant
    via: Via = Via.SELF


class BallotSuperseded(AssemblyEvent):
    """The owner voted again: the earlier ballot is out of force (P-INV-29)."""

    old_serial: Code
    new_serial: Code


class BallotInvalidated(AssemblyEvent):
    """A ballot does not count."""

    serial: Code
    reason: Line


class VotingClosed(AssemblyEvent):
    """No ballot comes in any more."""


class TallyCounted(AssemblyEvent):
    """The sums of one item, areas in 0.01 m²: all that is ever told of what was marked."""

    item_id: Code
    matter: JointMatter
    area_total: int
    heads_total: int
    area_part: int
    heads_part: int
    area_for: int
    heads_for: int
    area_against: int
    heads_against: int
    area_abstain: int
    heads_abstain: int
    area_follow: int
    heads_follow: int
    area_for_all: int
    heads_for_all: int
    quorum_met: bool
    passed: bool
    tellers: tuple[PersonId, ...]


class AssemblyDecided(AssemblyEvent):
    """Enough owners took part: what was passed and what not. To be posted by `post_by`."""

    items: tuple[ItemOutcome, ...]
    post_by: Instant


class AssemblyQuorumFailed(AssemblyEvent):
    """Too few took part. It may be noticed again; no ballot is carried over."""

    round: int


class DecisionPosted(AssemblyEvent):
    """The decision is on the board. Ballots and proofs of service are kept as long as this says."""

    posted_at: Instant
    keep_until: date | None = None


class DecisionPublicationOverdue(AssemblyEvent):
    """Three days after the decision it is not posted."""


class AssemblyCancelled(AssemblyEvent):
    """Called off."""

    reason: Line


class DecisionRevokedByAuthority(AssemblyEvent):
    """The street revoked the decision."""

    reason: Line


type AnyAssemblyEvent = (
    AssemblyProposed
    | AssemblyNoticed
    | ProxyRegistered
    | BallotsServed
    | BallotCast
    | BallotSuperseded
    | BallotInvalidated
    | VotingClosed
    | TallyCounted
    | AssemblyDecided
    | AssemblyQuorumFailed
    | DecisionPosted
    | DecisionPublicationOverdue
    | AssemblyCancelled
    | DecisionRevokedByAuthority
)

assembly_events: tuple[type[Event], ...] = (
    AssemblyProposed,
    AssemblyNoticed,
    ProxyRegistered,
    BallotsServed,
    BallotCast,
    BallotSuperseded,
    BallotInvalidated,
    VotingClosed,
    TallyCounted,
    AssemblyDecided,
    AssemblyQuorumFailed,
    DecisionPosted,
    DecisionPublicationOverdue,
    AssemblyCancelled,
    DecisionRevokedByAuthority,
)
