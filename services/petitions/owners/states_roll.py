"""What is known of a roll of owners at each step."""

from collections.abc import Iterable, Mapping
from datetime import date

from rpds import HashTrieMap

from services.contracts.ids import OwnerKey, PersonId, RollId
from services.contracts.petitions.owners_values import RollUnit
from services.kernel import State
from services.petitions.owners.counting import Weight


class Undrafted(State):
    """Nobody has begun it."""


class Draft(State):
    """Units are recorded. `drafters`: who had a hand in it, and so decides no objection."""

    roll_id: RollId
    estate_ids: tuple[str, ...]
    parking_counted: bool
    developer: OwnerKey | None
    drafters: frozenset[PersonId]
    units: "HashTrieMap[str, RollUnit]" = HashTrieMap()


class Objection(State):
    """What somebody says is wrong."""

    objector: PersonId
    unit_id: str | None
    answered: bool = False


class Posted(Draft):
    """On the board: only an objection that is upheld changes it."""

    ends_on: date
    objections: "HashTrieMap[str, Objection]" = HashTrieMap()


class Frozen(State):
    """What a vote counts from, whatever is sold afterwards (P-INV-31)."""

    estate_ids: tuple[str, ...]
    weights: Mapping[OwnerKey, Weight]
    voters: Mapping[str, OwnerKey]
    """Who votes for each unit that counts."""

    def weights_of(self, units: Iterable[str]) -> Mapping[OwnerKey, Weight]:
        """The whole weight of each owner who votes for one of these units."""
        owners = {self.voters[unit] for unit in units}
        return {owner: self.weights[owner] for owner in owners}


class Dropped(State):
    """Given up."""

    estate_ids: tuple[str, ...]


type Roll = Undrafted | Draft | Posted | Frozen | Dropped
