"""What a whistle can be, and each department that it calls."""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum, auto

from services.contracts.petitions.events.whistle import WhistleBlown, WhistleProposed
from services.kernel import Setting, State
from services.petitions.surroundings import Surroundings


class Unproposed(State):
    """Nobody has asked for it."""


class Proposed(State):
    """Waiting to be screened."""

    told: WhistleProposed


class Approved(Proposed):
    """It may be blown."""


class TurnedDown(Proposed):
    """It is not blown."""


class Stand(Enum):
    """How a department stands to it. BOUND: it was decided that it is theirs."""

    CALLED = auto()
    CONTESTED = auto()
    BOUND = auto()
    RELEASED = auto()
    THERE = auto()
    HANDLED = auto()


class Duty(State):
    """One department that was called."""

    required_by: datetime
    stand: Stand = Stand.CALLED
    late: bool = False
    score: int | None = None
    quality: int | None = None


class Blown(Proposed):
    """The departments are called."""

    call: WhistleBlown
    duties: Mapping[str, Duty]


type Whistle = Unproposed | Proposed | Approved | TurnedDown | Blown
type InWhistle = Setting[Whistle, Surroundings]
