"""An owners' assembly (业主大会): proposed, noticed, voted, counted, decided, published."""

from collections.abc import Sequence

from services.contracts.petitions.commands.owners_assembly import (
    AnyAssemblyCommand,
    CancelAssembly,
    CastBallot,
    CloseVoting,
    CountBallots,
    InvalidateBallot,
    NoticeAssembly,
    ProposeAssembly,
    PublishDecision,
    RegisterProxy,
    RevokeDecision,
    ServeBallots,
    TellPublicationOverdue,
)
from services.contracts.petitions.events.owners_assembly import (
    AnyAssemblyEvent,
    AssemblyCancelled,
    AssemblyDecided,
    DecisionPosted,
    DecisionPublicationOverdue,
    DecisionRevokedByAuthority,
    VotingClosed,
)
from services.contracts.petitions.owners_assembly_values import Via
from services.kernel import CancelTimer, Deadline, Decider, SetTimer, Standing
from services.petitions.owners import balloting, noticing, proxies, tallying
from services.petitions.owners import refusals_assembly as refusals
from services.petitions.owners.evolve_assembly import evolve
from services.petitions.owners.noticing import AtAssembly
from services.petitions.owners.roll import above_all
from services.petitions.owners.states_assembly import (
    Assembly,
    Counting,
    Decided,
    Ended,
    Noticed,
    Proposed,
    Unproposed,
)
from services.petitions.periods import local_day, years_after
from services.petitions.surroundings import Surroundings


def decide(
    command: AnyAssemblyCommand, assembly: Assembly, setting: AtAssembly
) -> Sequence[AnyAssemblyEvent]:
    which = command.assembly_id
    match assembly, command:
        case Unproposed(), ProposeAssembly():
            return [noticing.proposed(command, setting)]
        case _, ProposeAssembly():
            raise refusals.AssemblyAlreadyProposed
        case Decided(posted=False), TellPublicationOverdue():
            return [DecisionPublicationOverdue(assembly_id=which)]
        case _, TellPublicationOverdue():
            return []
        case Unproposed(), _:
            raise refusals.AssemblyUnknown
        case Ended(), _:
            raise refusals.AssemblyHasEnded
        case Decided(posted=False), PublishDecision(keep_years=years):
            at = setting.occurred_at
            until = years_after(local_day(at), years)
            return [DecisionPosted(assembly_id=which, posted_at=at, keep_until=until)]
        case Decided(), PublishDecision():
            return []
        case Decided(), RevokeDecision(reason=reason):
            return [DecisionRevokedByAuthority(assembly_id=which, reason=reason)]
        case Decided(), _:
            raise refusals.AssemblyIsDecided
        case _, PublishDecision() | RevokeDecision():
            raise refusals.AssemblyIsNotDecided
        case _, CancelAssembly(reason=reason):
            return [AssemblyCancelled(assembly_id=which, reason=reason)]
        case Noticed(), NoticeAssembly():
            raise refusals.AssemblyIsNoticed
        case Proposed(), NoticeAssembly():
            return [noticing.noticed(command, assembly, setting)]
        case Counting(), CountBallots():
            return tallying.counted(command, assembly, setting)
        case Noticed(), InvalidateBallot():
            return [balloting.invalidated(command, assembly)]
        case Counting(), RegisterProxy() | ServeBallots() | CastBallot() | CloseVoting():
            raise refusals.VotingIsClosed
        case Noticed(), RegisterProxy():
            return proxies.registered(command, assembly, setting)
        case Noticed(), ServeBallots():
            return [balloting.served(command, assembly, setting)]
        case Noticed(), CastBallot():
            proxies.check_authority(command, assembly, setting)
            return balloting.cast(command, assembly, setting)
        case Noticed(closes_at=end), CloseVoting() if setting.occurred_at >= end:
            return [VotingClosed(assembly_id=which)]
        case Noticed(), CloseVoting() | CountBallots():
            raise refusals.VotingStillOpen
        case Proposed(), _:
            raise refusals.AssemblyIsNotNoticed


def deadlines(event: AnyAssemblyEvent) -> Sequence[Deadline]:
    """Three days to post a decision (P-INV-35)."""
    match event:
        case AssemblyDecided(assembly_id=which, post_by=due):
            tell = TellPublicationOverdue(assembly_id=which)
            return [SetTimer(name="publication", due_at=due, command=tell)]
        case DecisionPosted() | DecisionRevokedByAuthority():
            return [CancelTimer(name="publication")]
        case _:
            return []


def standing(command: AnyAssemblyCommand, assembly: Assembly, around: Surroundings) -> Standing:
    people: dict[str, frozenset[str]] = {}
    if isinstance(command, CastBallot):
        people = {"voter": _voters(command, assembly)}
    match assembly, command:
        case Unproposed(), ProposeAssembly(roll_id=roll_id):
            roll = around.rolls.frozen(roll_id)
            estates = (command.key,) if roll is None else roll.estate_ids
        case Unproposed(), _:
            estates = (command.key,)
        case Proposed() | Decided() | Ended(), _:
            estates = assembly.estate_ids
    return Standing(place=above_all(estates, around.directory), people=people)


def _voters(command: CastBallot, assembly: Assembly) -> frozenset[str]:
    """The owner, or who is registered to vote for them."""
    if command.via is Via.SELF:
        return frozenset({str(command.voter_key)})
    known = assembly.proxies if isinstance(assembly, Noticed) else {}
    proxy = known.get(command.voter_key)
    return frozenset() if proxy is None else frozenset({str(proxy.agent)})


decider: Decider[AnyAssemblyCommand, Assembly, AnyAssemblyEvent, Surroundings] = Decider(
    category="assembly",
    initial=Unproposed(),
    decide=decide,
    evolve=evolve,
    standing=standing,
    deadlines=deadlines,
)
