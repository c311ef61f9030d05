"""Events on their way to the log: what is decided meanwhile leans on them, and falls with them."""

import asyncio
from collections.abc import Mapping
from typing import Any

from services.kernel.cache import Cache, Known
from services.kernel.values import State


class Unwritten(State):
    """How a stream will stand. Those that lean on one another share a `line`, and fall together."""

    known: Known[Any]
    attempt: int
    line: object
    written: asyncio.Future[bool]


class Expectation:
    """What one append will have made of its streams, until it is known whether it did."""

    def __init__(
        self,
        all_unwritten: dict[tuple[str, str], Unwritten],
        states: Cache[Any],
        own: Mapping[tuple[str, str], Unwritten],
        written: asyncio.Future[bool],
    ) -> None:
        self._all, self._states, self._own, self._written = all_unwritten, states, own, written
        self._all |= own

    def settle(self, written: bool) -> None:
        """They are in the log, or it is not known that they are: then nothing may lean on them."""
        for (log, stream), each in self._own.items():
            current = self._all.get((log, stream))
            if written:
                self._states.put(log, stream, each.known)
            if current is each or (not written and current and current.line is each.line):
                del self._all[(log, stream)]
        self._written.set_result(written)
