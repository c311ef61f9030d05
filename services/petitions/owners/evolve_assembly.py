"""How an owners' assembly changes with what is told of it."""

from services.contracts.petitions.events.owners_assembly import (
    AnyAssemblyEvent,
    AssemblyCancelled,
    AssemblyDecided,
    AssemblyNoticed,
    AssemblyProposed,
    AssemblyQuorumFailed,
    BallotCast,
    BallotInvalidated,
    BallotsServed,
    BallotSuperseded,
    DecisionPosted,
    DecisionRevokedByAuthority,
    ProxyRegistered,
    VotingClosed,
)
from services.contracts.petitions.owners_assembly_values import Via
from services.kernel import replace
from services.petitions.owners.states_assembly import (
    Assembly,
    Ballot,
    Counting,
    Decided,
    Ended,
    Noticed,
    Proposed,
    Proxy,
    QuorumFailed,
    Unproposed,
)


def evolve(assembly: Assembly, event: AnyAssemblyEvent) -> Assembly:
    match assembly, event:
        case Unproposed(), AssemblyProposed(roll_id=roll, estate_ids=estates):
            return Proposed(roll_id=roll, estate_ids=estates)
        case Proposed(), AssemblyNoticed():
            return _noticed(assembly, event)
        case Noticed(), ProxyRegistered():
            proxies = assembly.proxies.insert(event.principal_key, _proxy(event))
            return replace(assembly, proxies=proxies)
        case Noticed(), BallotsServed(served=owners):
            served = assembly.served
            for each in owners:
                modes = served.get(each.voter_key, frozenset()) | {each.mode}
                served = served.insert(each.voter_key, modes)
            return replace(assembly, served=served)
        case Noticed(), BallotCast(serial=serial, voter_key=voter, commitment=digest):
            proxy = None if event.via is Via.SELF else assembly.proxies.get(voter)
            ballot = Ballot(voter=voter, commitment=digest, proxy=proxy)
            return replace(
                assembly,
                in_force=assembly.in_force.insert(serial, ballot),
                by_voter=assembly.by_voter.insert(voter, serial),
                used=assembly.used.insert(serial, digest),
            )
        case Noticed(), BallotSuperseded(old_serial=old):
            return replace(assembly, in_force=assembly.in_force.discard(old))
        case Noticed(), BallotInvalidated(serial=serial):
            voter = assembly.in_force[serial].voter
            return replace(
                assembly,
                in_force=assembly.in_force.discard(serial),
                by_voter=assembly.by_voter.discard(voter),
            )
        case Noticed(), VotingClosed():
            return Counting(**vars(assembly))
        case Counting(), AssemblyDecided():
            return Decided(estate_ids=assembly.estate_ids)
        case Counting(roll_id=roll, estate_ids=estates), AssemblyQuorumFailed(round=n):
            return QuorumFailed(roll_id=roll, estate_ids=estates, rounds=n)
        case Decided(), DecisionPosted():
            return replace(assembly, posted=True)
        case Proposed() | Decided(), AssemblyCancelled() | DecisionRevokedByAuthority():
            return Ended(estate_ids=assembly.estate_ids)
        case _:
            return assembly


def _noticed(assembly: Proposed, event: AssemblyNoticed) -> Noticed:
    """A new round begins without ballots: none is carried over."""
    return Noticed(
        roll_id=assembly.roll_id,
        estate_ids=assembly.estate_ids,
        rounds=event.round,
        opens_at=event.voting_opens_at,
        closes_at=event.voting_closes_at,
        items=event.items,
        candidates=frozenset(event.candidates),
        follow=event.follow,
        revoting=event.revoting,
        principals_per_agent=event.principals_per_agent,
    )


def _proxy(event: ProxyRegistered) -> Proxy:
    return Proxy(
        agent=event.agent,
        via=event.via,
        scope=frozenset(event.scope),
        valid_from=event.valid_from,
        valid_until=event.valid_until,
        commitment=event.commitment,
    )
