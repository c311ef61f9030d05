"""What a coalition is: not formed, or formed at home in an org unit."""

from services.contracts.activities.events.people import CoalitionEvent, CoalitionFormed
from services.kernel import State


class Unformed(State):
    """Nobody has called it together."""


class Formed(State):
    """It is there."""

    org_id: str


type Coalition = Unformed | Formed


def evolve(coalition: Coalition, event: CoalitionEvent) -> Coalition:
    match event:
        case CoalitionFormed(org_id=org):
            return Formed(org_id=org)
        case _:
            return coalition
