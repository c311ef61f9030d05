"""Folded states kept in memory, so that a decision reads only what is new."""

from collections import OrderedDict

from services.kernel.values import State


class Known[S](State):
    """A state and the version (or position) it was folded to."""

    version: int
    state: S


class Cache[S]:
    """The most recently used states by name. Never behind what it was told, never needed for
    correctness."""

    def __init__(self, limit: int = 20_000) -> None:
        self._limit = limit
        self._known: OrderedDict[tuple[str, str], Known[S]] = OrderedDict()

    def held(self, log: str, name: str) -> Known[S] | None:
        """What is kept, if anything."""
        return self._known.get((log, name))

    def get(self, log: str, name: str, initial: S) -> Known[S]:
        known = self._known.get((log, name))
        return known if known is not None else Known(version=0, state=initial)

    def latest(self, log: str, name: str, known: Known[S]) -> Known[S]:
        """What is kept, if it is later than this."""
        held = self._known.get((log, name))
        return held if held is not None and held.version > known.version else known

    def put(self, log: str, name: str, known: Known[S]) -> None:
        """Keep it, unless something newer is kept already."""
        held = self._known.get((log, name))
        if held is None or held.version <= known.version:
            self._known[(log, name)] = known
        self._known.move_to_end((log, name))
        if len(self._known) > self._limit:
            self._known.popitem(last=False)
