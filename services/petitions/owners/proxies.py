"""Who marks an owner's ballot for them: agents as instructed, and guardians (P-LAW-48, 49)."""

from collections.abc import Mapping, Sequence

from services.contracts.ids import OwnerKey
from services.contracts.petitions.commands.owners_assembly import (
    CastBallot,
    CountBallots,
    RegisterProxy,
)
from services.contracts.petitions.events.owners_assembly import BallotInvalidated, ProxyRegistered
from services.contracts.petitions.owners_assembly_values import OpenedInstructions, Via
from services.petitions.owners.balloting import check_on_roll
from services.petitions.owners.commitments import commitment
from services.petitions.owners.noticing import AtAssembly
from services.petitions.owners.refusals_assembly import CommitmentBroken, HasVoted
from services.petitions.owners.refusals_proxies import (
    AgentHasEnoughPrincipals,
    InstructionsMissing,
    InstructionsUnfit,
    NoSuchProxy,
    OwnerVotedInPerson,
    ProxyWithoutMatter,
)
from services.petitions.owners.states_assembly import Counting, Noticed, Proxy

AGAINST_INSTRUCTIONS = "违反委托指示"


def registered(
    command: RegisterProxy, assembly: Noticed, setting: AtAssembly
) -> Sequence[ProxyRegistered]:
    """A later paper of the same owner takes the place of the earlier, until it was used."""
    check_on_roll(command.principal_key, assembly, setting)
    noticed = {item.item_id for item in assembly.items}
    if {*command.scope} - noticed or command.valid_until <= command.valid_from:
        raise ProxyWithoutMatter
    instructed = command.instructions is not None and command.commitment is not None
    bare = command.instructions is None and command.commitment is None
    if command.via is Via.SELF or not (instructed if command.via is Via.PROXY else bare):
        raise InstructionsUnfit
    used = assembly.by_voter.get(command.principal_key)
    if used is not None:
        raise HasVoted(serial=used)
    if command.via is Via.PROXY and _principals(command, assembly) >= assembly.principals_per_agent:
        raise AgentHasEnoughPrincipals(most=assembly.principals_per_agent)
    return [ProxyRegistered(**vars(command))]


def _principals(command: RegisterProxy, assembly: Noticed) -> int:
    """How many other owners this agent votes for already (P-INV-30). Guardianship is no agency."""
    return sum(
        proxy.agent == command.agent and proxy.via is Via.PROXY
        for key, proxy in assembly.proxies.items()
        if key != command.principal_key
    )


def check_authority(command: CastBallot, assembly: Noticed, setting: AtAssembly) -> None:
    """Raises where nobody gave the authority, or the owner has voted in person (P-INV-29)."""
    if command.via is Via.SELF:
        return
    proxy = assembly.proxies.get(command.voter_key)
    at = setting.occurred_at
    if proxy is None or proxy.via is not command.via:
        raise NoSuchProxy
    if not proxy.valid_from <= at <= proxy.valid_until:
        raise NoSuchProxy
    earlier = assembly.by_voter.get(command.voter_key)
    if earlier is not None and assembly.in_force[earlier].proxy is None:
        raise OwnerVotedInPerson(serial=earlier)


def disobedient(command: CountBallots, assembly: Counting) -> Sequence[BallotInvalidated]:
    """The ballots that agents marked against their instructions (P-INV-30): they do not count."""
    agents = {
        ballot.voter: ballot.proxy
        for ballot in assembly.in_force.values()
        if ballot.proxy is not None and ballot.proxy.via is Via.PROXY
    }
    marks = {
        each.serial: {mark.item_id: mark.choice for mark in each.marks} for each in command.opened
    }
    told = _opened(command.instructions, agents)
    return [
        BallotInvalidated(
            assembly_id=command.assembly_id, serial=serial, reason=AGAINST_INSTRUCTIONS
        )
        for serial, ballot in sorted(assembly.in_force.items())
        if ballot.voter in told
        and any(
            marks[serial].get(mark.item_id) is not mark.choice for mark in told[ballot.voter].marks
        )
    ]


def _opened(
    instructions: Sequence[OpenedInstructions], agents: Mapping[OwnerKey, Proxy]
) -> Mapping[OwnerKey, OpenedInstructions]:
    """Exactly those of the agents who voted, each as it was committed to."""
    told = {each.principal_key: each for each in instructions}
    if len(told) < len(instructions) or told.keys() != agents.keys():
        raise InstructionsMissing(principals=sorted(map(str, told.keys() ^ agents.keys())))
    for key, each in told.items():
        if commitment(each.nonce, each.marks) != agents[key].commitment:
            raise CommitmentBroken(principal=str(key))
    return told
