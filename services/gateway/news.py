"""What this process has just heard: told to many listeners without asking the tables for each."""

from collections import defaultdict, deque
from collections.abc import Sequence
from itertools import islice

from services.gateway.hearing import Heard

KEPT = 1_000
"""Events of one log; whoever is further behind reads the copy."""


class News:
    """The end of each log, without a hole, as far as it is in the tables."""

    def __init__(self) -> None:
        self._last: dict[tuple[str, str], deque[Heard]] = defaultdict(lambda: deque(maxlen=KEPT))

    def tell(self, room: str, log: str, heard: Sequence[Heard]) -> None:
        """Written just now, here or by another gateway; some may be known already."""
        last = self._last[room, log]
        for each in heard:
            missing = each.stored.position - (last[-1].stored.position + 1 if last else 0)
            if last and missing < 0:
                continue
            if last and missing > 0:
                last.clear()
            last.append(each)

    def after(self, room: str, log: str, position: int, limit: int) -> list[Heard]:
        """Those that follow this position; none where the next one is not at hand."""
        last = self._last[room, log]
        if not last:
            return []
        at = position + 1 - last[0].stored.position
        return [] if at < 0 else list(islice(last, at, at + limit))

    def forget(self, room: str, log: str) -> None:
        """The tables may say something else now."""
        self._last[room, log].clear()
