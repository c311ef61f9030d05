"""The rolls of owners that a vote may stand on, as the hall keeps them in mind."""

from rpds import HashTrieMap

from services.contracts.petitions.events.owners_roll import RollEvent
from services.kernel import State
from services.petitions.owners import evolve_roll
from services.petitions.owners.states_roll import Frozen, Roll, Undrafted


class Rolls(State):
    """Every roll by id."""

    by_id: "HashTrieMap[str, Roll]" = HashTrieMap()

    def frozen(self, roll_id: object) -> Frozen | None:
        """The roll, if it may be voted upon."""
        roll = self.by_id.get(str(roll_id))
        return roll if isinstance(roll, Frozen) else None


def evolve(rolls: Rolls, event: RollEvent) -> Rolls:
    roll = rolls.by_id.get(event.key, Undrafted())
    return Rolls(by_id=rolls.by_id.insert(event.key, evolve_roll.evolve(roll, event)))
