"""The last events a process wrote itself: whoever carries them on need not read them back."""

from collections import deque
from collections.abc import Sequence
from itertools import islice

from services.kernel.record import Stored

KEPT = 2_000


class Newest:
    """The end of one log, without a hole, as far as this process wrote it."""

    def __init__(self) -> None:
        self._events: deque[Stored] = deque(maxlen=KEPT)

    def add(self, events: Sequence[Stored]) -> None:
        """Written just now. Where another writer came between, what was before is let go."""
        if self._events and events and events[0].position != self._events[-1].position + 1:
            self._events.clear()
        self._events += events

    def after(self, position: int, limit: int) -> list[Stored]:
        """Those that follow this position; none where the next one is not at hand."""
        if not self._events:
            return []
        at = position + 1 - self._events[0].position
        return [] if at < 0 else list(islice(self._events, at, at + limit))
