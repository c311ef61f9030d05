"""How fast a rebuild may go, so that the street it runs beside goes on undisturbed."""

import asyncio
from time import monotonic


class Pace:
    """So many events a second at most; None for as fast as it can."""

    def __init__(self, a_second: float | None = None) -> None:
        self._a_second = a_second
        self._due = monotonic()

    async def spend(self, events: int) -> None:
        """Wait until that many more may be folded; what was not used is not saved up."""
        if self._a_second is None:
            return
        self._due = max(self._due, monotonic()) + events / self._a_second
        await asyncio.sleep(max(0.0, self._due - monotonic()))
