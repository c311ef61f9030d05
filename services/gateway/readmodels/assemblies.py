"""The owners' assemblies: what is voted upon, how far it is, and what was decided."""

from enum import StrEnum

from services.contracts.ids import AssemblyId, OwnerKey, PersonId, RollId
from services.contracts.petitions.events.owners_assembly import (
    AssemblyCancelled,
    AssemblyDecided,
    AssemblyNoticed,
    AssemblyProposed,
    AssemblyQuorumFailed,
    BallotCast,
    BallotInvalidated,
    BallotSuperseded,
    DecisionPosted,
    DecisionPublicationOverdue,
    DecisionRevokedByAuthority,
    ProxyRegistered,
    TallyCounted,
    VotingClosed,
)
from services.contracts.petitions.owners_assembly_values import (
    Digest,
    FollowClause,
    NoticedItem,
    ProposedBy,
    Via,
)
from services.gateway.readmodels.card import Card, tagged
from services.kernel import Code, Event, Instant, Line, ReadModel, Sealed, Value
from services.kernel.readmodel import Cells, Told


class AssemblyStatus(StrEnum):
    """Where it stands. From `voting_opens_at` ballots come in."""

    PROPOSED = "proposed"
    NOTICED = "noticed"
    COUNTING = "counting"
    DECIDED = "decided"
    QUORUM_FAILED = "quorum-failed"
    PUBLISHED = "published"
    CANCELLED = "cancelled"
    REVOKED = "revoked"


class BallotOnCard(Value):
    """A ballot in force. What is marked is opened for tellers alone, after the vote."""

    serial: Code
    voter_key: OwnerKey
    marks: Sealed
    commitment: Digest


class ProxyOnCard(Value):
    """Who marks an owner's ballot. Instructions are opened for tellers alone, after the vote."""

    principal_key: OwnerKey
    agent: PersonId
    via: Via
    scope: tuple[Code, ...]
    document_ref: Line
    instructions: Sealed | None


class AssemblyCard(Card):
    """An owners' assembly. `ballots_in_force`: how many; the ballots are for the tellers."""

    assembly_id: AssemblyId
    roll_id: RollId
    estate_ids: tuple[Code, ...]
    proposed_by: ProposedBy
    status: AssemblyStatus = AssemblyStatus.PROPOSED
    round: int = 0
    notice_posted_at: Instant | None = None
    voting_opens_at: Instant | None = None
    voting_closes_at: Instant | None = None
    items: tuple[NoticedItem, ...] = ()
    follow: FollowClause | None = None
    ballots_in_force: int = 0
    ballots: tuple[BallotOnCard, ...] = ()
    proxies: tuple[ProxyOnCard, ...] = ()
    tallies: tuple[TallyCounted, ...] = ()
    post_by: Instant | None = None
    publication_overdue: bool = False
    reason: Line | None = None
    """Why it was called off, or its decision revoked."""


def evolve(card: AssemblyCard | None, told: Told[Event]) -> AssemblyCard | None:
    match card, told.event:
        case None, AssemblyProposed() as event:
            return AssemblyCard.of(event)
        case None, _:
            return None
        case _, AssemblyNoticed() as event:
            return card.but(
                status=AssemblyStatus.NOTICED,
                round=event.round,
                notice_posted_at=event.notice_posted_at,
                voting_opens_at=event.voting_opens_at,
                voting_closes_at=event.voting_closes_at,
                items=event.items,
                follow=event.follow,
                ballots=(),
                ballots_in_force=0,
                proxies=(),
                tallies=(),
            )
        case _, ProxyRegistered() as event:
            return card.but(proxies=_registered(card, event))
        case _, BallotCast() as event:
            ballot = BallotOnCard(
                serial=event.serial,
                voter_key=event.voter_key,
                marks=event.marks,
                commitment=event.commitment,
            )
            return _with(card, (*card.ballots, ballot))
        case _, BallotSuperseded(old_serial=serial) | BallotInvalidated(serial=serial):
            return _with(card, tuple(each for each in card.ballots if each.serial != serial))
        case _, VotingClosed():
            return card.but(status=AssemblyStatus.COUNTING)
        case _, TallyCounted() as event:
            return card.but(tallies=(*card.tallies, event))
        case _, AssemblyDecided(post_by=due):
            return card.but(status=AssemblyStatus.DECIDED, post_by=due)
        case _, AssemblyQuorumFailed():
            return card.but(status=AssemblyStatus.QUORUM_FAILED)
        case _, DecisionPosted():
            return card.but(status=AssemblyStatus.PUBLISHED)
        case _, DecisionPublicationOverdue():
            return card.but(publication_overdue=True)
        case _, AssemblyCancelled(reason=reason):
            return card.but(status=AssemblyStatus.CANCELLED, reason=reason)
        case _, DecisionRevokedByAuthority(reason=reason):
            return card.but(status=AssemblyStatus.REVOKED, reason=reason)
        case _:
            return card


def _with(card: AssemblyCard, ballots: tuple[BallotOnCard, ...]) -> AssemblyCard:
    return card.but(ballots=ballots, ballots_in_force=len(ballots))


def _registered(card: AssemblyCard, event: ProxyRegistered) -> tuple[ProxyOnCard, ...]:
    """A later paper of the same owner takes the place of the earlier."""
    others = (each for each in card.proxies if each.principal_key != event.principal_key)
    proxy = ProxyOnCard(
        principal_key=event.principal_key,
        agent=event.agent,
        via=event.via,
        scope=event.scope,
        document_ref=event.document_ref,
        instructions=event.instructions,
    )
    return (*others, proxy)


def contributes(card: AssemblyCard) -> Cells:
    return {("assembly", card.status): 1}


assemblies = ReadModel(
    name="owners-assemblies",
    room="petitions",
    category="assembly",
    card=AssemblyCard,
    evolve=evolve,
    sort=lambda card: str(card.assembly_id),
    tags=lambda card: tagged(status=card.status, estate=card.estate_ids),
    contributes=contributes,
    confidential=frozenset({"ballots", "proxies"}),
)
