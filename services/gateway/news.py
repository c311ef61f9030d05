"""What this process has just heard: told to many listeners without asking the tables for each."""

from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from operator import attrgetter

from services.gateway.hearing import Heard
from services.plumbing.postgres.newest import Newest

KEPT = 1_000
"""Events of one log; whoever is further behind reads the copy."""


class News:
    """The end of each log, as far as it is in the tables."""

    def __init__(self) -> None:
        newest = partial(Newest[Heard], attrgetter("stored.position"), KEPT)
        self._newest: dict[tuple[str, str], Newest[Heard]] = defaultdict(newest)

    def tell(self, room: str, log: str, heard: Sequence[Heard]) -> None:
        """Written just now, here or by another gateway; some may be known already."""
        newest = self._newest[room, log]
        newest.add([each for each in heard if each.stored.position > newest.last])

    def after(self, room: str, log: str, position: int, limit: int) -> list[Heard]:
        """Those that follow this position; none where the next one is not at hand."""
        return self._newest[room, log].after(position, limit)

    def forget(self, room: str, log: str) -> None:
        """The tables may say something else now."""
        self._newest[room, log].forget()
