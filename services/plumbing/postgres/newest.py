"""The end of a log, as far as this process has it: who carries it on need not read it back."""

from collections import deque
from collections.abc import Callable, Sequence
from itertools import islice


class Newest[T]:
    """The last events of one log, without a hole. `position`: where one stands."""

    def __init__(self, position: Callable[[T], int], kept: int = 2_000) -> None:
        self._position = position
        self._events: deque[T] = deque(maxlen=kept)

    def add(self, events: Sequence[T]) -> None:
        """The next in order. Where they do not follow, what was before is let go: others wrote in
        between, or the log was restored from an old copy."""
        if events and self._position(events[0]) != self.last + 1:
            self._events.clear()
        self._events += events

    @property
    def last(self) -> int:
        """Where the last one stands; 0 for none."""
        return self._position(self._events[-1]) if self._events else 0

    def after(self, position: int, limit: int) -> list[T]:
        """Those that follow this position; none where the next one is not at hand."""
        if not self._events:
            return []
        at = position + 1 - self._position(self._events[0])
        return [] if at < 0 else list(islice(self._events, at, at + limit))

    def forget(self) -> None:
        """The log may say something else now."""
        self._events.clear()
