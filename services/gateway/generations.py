"""A build's cards in memory: two generations of them, and which were let go of.

A card not met for a whole generation is let go of; it is in the table by then.
"""

from dataclasses import dataclass, field

from services.gateway.let_go import LetGo
from services.kernel import Value
from services.kernel.readmodel import Cells

KEPT_IN_MEMORY = 10_000
"""Cards of one build in each of the two generations."""


@dataclass(slots=True)
class Hot:
    """A card in memory: `counted` is its part in the sums as they stand in the table."""

    card: Value | None = None
    version: int = 0
    position: int = 0
    in_table: bool = False
    counted: Cells = field(default_factory=dict)


class Generations:
    """Cards by key. `whole`: nothing was in the table before, so what it never had is nowhere."""

    def __init__(self, *, whole: bool) -> None:
        self._whole = whole
        self._young: dict[str, Hot] = {}
        self._old: dict[str, Hot] = {}
        self._let_go_of = LetGo()

    @property
    def complete(self) -> bool:
        """Whether a card that is not in memory does not exist."""
        return self._whole and not self._let_go_of

    def lacks(self, key: str) -> bool:
        """Whether the table may have a card that is not in memory."""
        if key in self._young or key in self._old:
            return False
        return not self._whole or key in self._let_go_of

    def met(self, key: str) -> Hot:
        """The card, young again; a new one, not kept yet, where there is none."""
        hot = self._young.get(key)
        if hot is None:
            hot = self._old.pop(key, None)
            if hot is None:
                return Hot()
            self._young[key] = hot
        return hot

    def keep(self, key: str, hot: Hot) -> None:
        self._young[key] = hot

    def age(self) -> None:
        """Of the cards, all of which are written, let go of those not met for long."""
        if len(self._young) > KEPT_IN_MEMORY:
            if self._whole:
                for key in self._old:
                    self._let_go_of.add(key)
            self._old, self._young = self._young, {}
