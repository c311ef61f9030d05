"""The count: two tellers open the ballots, each is held to its commitment, sums are told."""

from collections.abc import Sequence

from services.contracts.petitions.commands.owners_assembly import CountBallots
from services.contracts.petitions.events.owners_assembly import (
    AssemblyDecided,
    AssemblyQuorumFailed,
    BallotInvalidated,
    TallyCounted,
)
from services.contracts.petitions.owners_assembly_values import (
    ItemOutcome,
    NoticedItem,
    OpenedBallot,
)
from services.contracts.petitions.owners_words import JointMatter
from services.contracts.places import UnitKind
from services.petitions.asker import person
from services.petitions.owners.commitments import commitment
from services.petitions.owners.counting import FollowRule, Tally, Vote, consent, count
from services.petitions.owners.noticing import AtAssembly
from services.petitions.owners.proxies import disobedient
from services.petitions.owners.refusals_assembly import (
    BallotsMissing,
    CommitmentBroken,
    MarkOffTheNotice,
    RollIsNotFrozen,
    TellersUnfit,
)
from services.petitions.owners.states_assembly import Counting
from services.petitions.owners.votes import POSTED_WITHIN

type Counted = BallotInvalidated | TallyCounted | AssemblyDecided | AssemblyQuorumFailed


def counted(command: CountBallots, assembly: Counting, setting: AtAssembly) -> Sequence[Counted]:
    check_tellers(command, assembly, setting)
    check_opened(command.opened, assembly)
    out = disobedient(command, assembly)
    opened = [each for each in command.opened if each.serial not in {bad.serial for bad in out}]
    roll = setting.around.rolls.frozen(assembly.roll_id)
    if roll is None:
        raise RollIsNotFrozen
    tallies: list[TallyCounted] = []
    for item in assembly.items:
        votes = [
            Vote(voter=assembly.in_force[ballot.serial].voter, choice=mark.choice)
            for ballot in opened
            for mark in ballot.marks
            if mark.item_id == item.item_id
        ]
        served, rule = assembly.served_modes(), _rule(assembly)
        if item.matter is JointMatter.HOME_TO_SHOP:
            tally = consent(roll.weights_of(item.interested_units), votes)
        else:
            tally = count(item.matter, roll.weights, votes, served, rule)
        tallies.append(_told(command, item, tally))
    if not any(tally.quorum_met for tally in tallies):
        which = command.assembly_id
        return [*out, *tallies, AssemblyQuorumFailed(assembly_id=which, round=assembly.rounds)]
    decided = AssemblyDecided(
        assembly_id=command.assembly_id,
        items=tuple(
            ItemOutcome(item_id=each.item_id, quorum_met=each.quorum_met, passed=each.passed)
            for each in tallies
        ),
        post_by=setting.occurred_at + POSTED_WITHIN,
    )
    return [*out, *tallies, decided]


def check_tellers(command: CountBallots, assembly: Counting, setting: AtAssembly) -> None:
    """Two, the asker among them; no candidate, nobody of a property company (P-INV-34)."""
    tellers, asker = {*command.tellers}, setting.asker
    directory = setting.around.directory
    employed = any(directory.kind(each.org) is UnitKind.COMPANY for each in asker.grants)
    if (
        len(tellers) < 2
        or person(asker) not in tellers
        or tellers & assembly.candidates
        or employed
    ):
        raise TellersUnfit


def check_opened(opened: Sequence[OpenedBallot], assembly: Counting) -> None:
    """Exactly the ballots in force, each as it was committed to, each marking every item once,
    a proxy's every item of its paper."""
    serials = [ballot.serial for ballot in opened]
    in_force = {*assembly.in_force.keys()}
    if len({*serials}) < len(serials) or {*serials} != in_force:
        raise BallotsMissing(serials=sorted({*serials} ^ in_force))
    every = [item.item_id for item in assembly.items]
    for ballot in opened:
        cast = assembly.in_force[ballot.serial]
        items = every if cast.proxy is None else cast.proxy.scope
        if commitment(ballot.nonce, ballot.marks) != cast.commitment:
            raise CommitmentBroken(serial=ballot.serial)
        if sorted(mark.item_id for mark in ballot.marks) != sorted(items):
            raise MarkOffTheNotice(serial=ballot.serial)


def _rule(assembly: Counting) -> FollowRule:
    clause = assembly.follow
    if clause is None:
        return FollowRule()
    return FollowRule(enabled=True, printed=clause.printed, special=clause.special)


def _told(command: CountBallots, item: NoticedItem, tally: Tally) -> TallyCounted:
    return TallyCounted(
        assembly_id=command.assembly_id,
        item_id=item.item_id,
        matter=item.matter,
        area_total=tally.total.area,
        heads_total=tally.total.heads,
        area_part=tally.part.area,
        heads_part=tally.part.heads,
        area_for=tally.agreed.area,
        heads_for=tally.agreed.heads,
        area_against=tally.against.area,
        heads_against=tally.against.heads,
        area_abstain=tally.abstained.area,
        heads_abstain=tally.abstained.heads,
        area_follow=tally.follow.area,
        heads_follow=tally.follow.heads,
        area_for_all=tally.for_all.area,
        heads_for_all=tally.for_all.heads,
        quorum_met=tally.quorum_met,
        passed=tally.passed,
        tellers=command.tellers,
    )
