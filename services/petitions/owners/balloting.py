"""Ballots served, cast, superseded and invalidated (P-INV-29, 31). What they say is sealed."""

from collections.abc import Sequence

from services.contracts.petitions.commands.owners_assembly import (
    CastBallot,
    InvalidateBallot,
    ServeBallots,
)
from services.contracts.petitions.events.owners_assembly import (
    BallotCast,
    BallotInvalidated,
    BallotsServed,
    BallotSuperseded,
)
from services.petitions.owners.noticing import AtAssembly
from services.petitions.owners.refusals_assembly import (
    BallotNotInForce,
    HasVoted,
    NotOnTheRoll,
    SerialUsed,
    VotingIsNotOpen,
)
from services.petitions.owners.states_assembly import Noticed


def served(command: ServeBallots, assembly: Noticed, setting: AtAssembly) -> BallotsServed:
    for each in command.served:
        check_on_roll(each.voter_key, assembly, setting)
    return BallotsServed(**vars(command))


def check_on_roll(voter: object, assembly: Noticed, setting: AtAssembly) -> None:
    """Raises NotOnTheRoll for a buyer who came after the roll was frozen, say (P-INV-31)."""
    roll = setting.around.rolls.frozen(assembly.roll_id)
    if roll is None or voter not in roll.weights:
        raise NotOnTheRoll(key=str(voter))


def cast(
    command: CastBallot, assembly: Noticed, setting: AtAssembly
) -> Sequence[BallotCast | BallotSuperseded]:
    """A ballot sent twice is one. Late ones do not count, whenever they are entered."""
    known = assembly.used.get(command.serial)
    if known == command.commitment:
        return []
    if known is not None:
        raise SerialUsed(serial=command.serial)
    at = setting.occurred_at
    if not assembly.opens_at <= at <= assembly.closes_at:
        raise VotingIsNotOpen(opens_at=assembly.opens_at, closes_at=assembly.closes_at)
    check_on_roll(command.voter_key, assembly, setting)
    ballot = BallotCast(**vars(command), cast_at=at)
    earlier = assembly.by_voter.get(command.voter_key)
    if earlier is None:
        return [ballot]
    if not assembly.revoting:
        raise HasVoted(serial=earlier)
    superseded = BallotSuperseded(
        assembly_id=command.assembly_id, old_serial=earlier, new_serial=command.serial
    )
    return [ballot, superseded]


def invalidated(command: InvalidateBallot, assembly: Noticed) -> BallotInvalidated:
    if command.serial not in assembly.in_force:
        raise BallotNotInForce(serial=command.serial)
    return BallotInvalidated(**vars(command))
