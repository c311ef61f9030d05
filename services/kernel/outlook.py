"""How far one process knows the surroundings of each log, and whether it alone writes there."""

from collections.abc import Callable, Sequence

from services.kernel.cache import Cache, Known
from services.kernel.decider import Around
from services.kernel.record import Stored
from services.kernel.values import Event

WARY = 32
"""Commands that look first, after one that did not lost its race or its answer."""


class Outlook[X]:
    """The room's `Around`, folded for every log as far as it was read or written."""

    def __init__(self, around: Around[X], read: Callable[[Stored], Event]) -> None:
        self.categories = around.categories
        self._around, self._read = around, read
        self._known: Cache[X] = Cache()
        self._written: dict[str, int] = {}
        self._wary: dict[str, int] = {}

    def known(self, log: str) -> Known[X]:
        """As far as they are known; from the beginning where nothing was read yet."""
        return self._known.get(log, "", self._around.initial)

    def complete(self, log: str) -> Known[X] | None:
        """With everything we wrote, unless somebody else seems to write as well."""
        held = self._known.held(log, "")
        if held is None or held.version < self._written.get(log, 0) or self._wary.get(log):
            return None
        return held

    def look_first(self, log: str) -> None:
        """Somebody else writes this log, or what we wrote is not known: look for a while."""
        self._wary[log] = WARY

    def read(self, log: str, known: Known[X], events: Sequence[Stored], to: int) -> Known[X]:
        """The surroundings as they were when the log stood at `to`, or later."""
        held = self._known.latest(log, "", known)
        if held.version >= to:
            return held
        state = held.state
        for stored in events:
            if stored.position > held.version:
                state = self._around.evolve(state, self._read(stored))
        held = Known(version=to, state=state)
        self._known.put(log, "", held)
        return held

    def wrote(self, log: str, events: Sequence[Event], position: int) -> None:
        """Our own events up to here are in the log: they need not be read where nothing is missing
        before them."""
        self._written[log] = max(position, self._written.get(log, 0))
        if wary := self._wary.get(log):
            self._wary[log] = wary - 1
        held = self.known(log)
        if held.version != position - len(events):
            return
        state = held.state
        for event in events:
            if event.category in self.categories:
                state = self._around.evolve(state, event)
        self._known.put(log, "", Known(version=position, state=state))
