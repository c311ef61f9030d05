"""The owners' votes as the hall keeps them in mind: whom they elected, until when they are kept."""

from collections.abc import Iterator
from datetime import date, timedelta

from rpds import HashTrieMap

from services.contracts.ids import OwnerKey, PersonId, RollId
from services.contracts.petitions.events.owners_assembly import (
    AssemblyCancelled,
    AssemblyDecided,
    AssemblyEvent,
    AssemblyNoticed,
    AssemblyProposed,
    DecisionPosted,
    DecisionRevokedByAuthority,
)
from services.kernel import State, replace
from services.petitions.owners.rolls import Rolls
from services.petitions.periods import local_day

POSTED_WITHIN = timedelta(days=3)
"""In which a decision is to be posted (P-INV-35)."""


class OwnersVote(State):
    """One assembly's. `elected`: the candidates whose own item was passed (P-INV-36)."""

    roll_id: RollId
    estate_ids: tuple[str, ...]
    candidates: tuple[tuple[str, PersonId], ...] = ()
    elected: frozenset[PersonId] = frozenset()
    decided_on: date | None = None
    open: bool = True
    keep_until: date | None = None


class Votes(State):
    """Every assembly by id."""

    by_id: "HashTrieMap[str, OwnersVote]" = HashTrieMap()

    def decided(self, assembly_id: object) -> OwnersVote | None:
        """The vote, if its decision stands."""
        vote = self.by_id.get(str(assembly_id))
        return vote if vote is not None and vote.decided_on is not None else None

    def of_owner(self, key: OwnerKey, rolls: Rolls) -> Iterator[OwnersVote]:
        """The votes in which this owner has a ballot."""
        for vote in self.by_id.values():
            roll = rolls.frozen(vote.roll_id)
            if roll is not None and key in roll.weights:
                yield vote


def evolve(votes: Votes, event: AssemblyEvent) -> Votes:
    vote = votes.by_id.get(event.key)
    if isinstance(event, AssemblyProposed):
        told = OwnersVote(roll_id=event.roll_id, estate_ids=event.estate_ids)
    elif vote is None:
        return votes
    else:
        told = _after(vote, event)
    return Votes(by_id=votes.by_id.insert(event.key, told))


def _after(vote: OwnersVote, event: AssemblyEvent) -> OwnersVote:
    match event:
        case AssemblyNoticed(items=items):
            named = ((each.item_id, each.candidate) for each in items)
            candidates = tuple((item, who) for item, who in named if who is not None)
            return replace(vote, candidates=candidates)
        case AssemblyDecided(items=items, post_by=due):
            passed = {each.item_id for each in items if each.passed}
            elected = frozenset(who for item, who in vote.candidates if item in passed)
            return replace(vote, elected=elected, decided_on=local_day(due - POSTED_WITHIN))
        case DecisionPosted(keep_until=until):
            return replace(vote, open=False, keep_until=until)
        case AssemblyCancelled():
            return replace(vote, open=False)
        case DecisionRevokedByAuthority():
            return replace(vote, elected=frozenset(), decided_on=None)
        case _:
            return vote
