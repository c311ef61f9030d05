"""Asked about an owners' assembly (业主大会): noticed, voted, counted by tellers, published."""

from typing import Annotated

from pydantic import Field

from services.contracts.ids import AssemblyId, OwnerKey, PersonId, RollId
from services.contracts.petitions.owners_assembly_values import (
    Digest,
    FollowClause,
    Medium,
    NoticedItem,
    OpenedBallot,
    OpenedInstructions,
    ProposedBy,
    ServedOwner,
    Via,
)
from services.kernel import Code, Command, Instant, Line, Sealed, of


class AssemblyCommand(Command, category="assembly", about="assembly_id"):
    """Asked about an owners' assembly."""

    assembly_id: AssemblyId


class ProposeAssembly(AssemblyCommand, creates=True):
    """Propose a vote upon a frozen roll. Owners who propose are 20 % of them (P-LAW-51)."""

    roll_id: RollId
    proposed_by: ProposedBy
    proposers: Annotated[tuple[OwnerKey, ...], Field(max_length=5000)] = ()


class NoticeAssembly(AssemblyCommand):
    """Post the notice, 15 full days before the vote opens (P-INV-27); after a failed quorum, again.

    `revoting`: the rules let an owner vote again before the vote closes. `principals_per_agent`:
    for how many owners the rules let one agent vote (P-INV-30).
    """

    voting_opens_at: Instant
    voting_closes_at: Instant
    items: Annotated[tuple[NoticedItem, ...], Field(min_length=1, max_length=50)]
    candidates: Annotated[tuple[PersonId, ...], Field(max_length=50)] = ()
    follow: FollowClause | None = None
    revoting: bool = False
    residents_committee_informed_at: Instant
    principals_per_agent: Annotated[int, Field(ge=0, le=1000)] = 1


class RegisterProxy(AssemblyCommand):
    """Somebody is to mark this owner's ballot, and on what paper (P-LAW-48, 49).

    PROXY: an agent, held to instructions that are sealed and committed to as a ballot is. GUARDIAN:
    whom the law appoints, without instructions. `scope`: the items of the paper.
    """

    principal_key: OwnerKey
    agent: PersonId
    via: Via
    scope: Annotated[tuple[Code, ...], Field(min_length=1, max_length=50)]
    valid_from: Instant
    valid_until: Instant
    document_ref: Line
    instructions: Annotated[Sealed, of("assembly_id")] | None = None
    commitment: Digest | None = None


class ServeBallots(AssemblyCommand):
    """Ballots reached these owners."""

    served: Annotated[tuple[ServedOwner, ...], Field(min_length=1, max_length=500)]


class CastBallot(AssemblyCommand):
    """An owner votes. What is marked is sealed; the commitment holds the count to it.

    `commitment`: SHA-256 of nonce and marks, see `owners/commitments.py`. The owner keeps serial,
    nonce and commitment as the receipt.
    """

    serial: Code
    voter_key: OwnerKey
    medium: Medium
    marks: Annotated[Sealed, of("assembly_id")]
    commitment: Digest
    via: Via = Via.SELF


class InvalidateBallot(AssemblyCommand):
    """A ballot does not count, and why."""

    serial: Code
    reason: Line


class CloseVoting(AssemblyCommand):
    """The time is over: no ballot comes in any more."""


class CountBallots(AssemblyCommand):
    """Two tellers bring every ballot in force, opened (P-INV-34)."""

    tellers: Annotated[tuple[PersonId, ...], Field(min_length=2, max_length=2)]
    opened: Annotated[tuple[OpenedBallot, ...], Field(max_length=5000)]
    instructions: Annotated[tuple[OpenedInstructions, ...], Field(max_length=5000)] = ()


class PublishDecision(AssemblyCommand):
    """The decision is posted, within three days (P-INV-35); its ballots are kept a year at least
    from then (P-INV-40)."""

    keep_years: Annotated[int, Field(ge=1, le=30)] = 5


class TellPublicationOverdue(AssemblyCommand, internal=True):
    """Three days are over."""


class CancelAssembly(AssemblyCommand):
    """It is called off before it is counted."""

    reason: Line


class RevokeDecision(AssemblyCommand):
    """The street revokes an unlawful decision (P-LAW-55)."""

    reason: Line


type AnyAssemblyCommand = (
    ProposeAssembly
    | NoticeAssembly
    | RegisterProxy
    | ServeBallots
    | CastBallot
    | InvalidateBallot
    | CloseVoting
    | CountBallots
    | PublishDecision
    | TellPublicationOverdue
    | CancelAssembly
    | RevokeDecision
)

assembly_commands: tuple[type[Command], ...] = (
    ProposeAssembly,
    NoticeAssembly,
    RegisterProxy,
    ServeBallots,
    CastBallot,
    InvalidateBallot,
    CloseVoting,
    CountBallots,
    PublishDecision,
    TellPublicationOverdue,
    CancelAssembly,
    RevokeDecision,
)
