"""What one decision stands on."""

import asyncio
from collections.abc import Mapping
from typing import Any

from services.kernel.cache import Known
from services.kernel.store import Answer
from services.kernel.unwritten import Unwritten
from services.kernel.values import State


class Footing[X](State):
    """The states of the streams a decision is about, and the surroundings."""

    known: Mapping[str, Known[Any]]
    around: X
    leaning: Mapping[str, Unwritten]
    """Those whose state is not written yet."""
    writer: str
    knew: int | None = None
    """The position up to which the surroundings are known, where it was not looked."""
    later: bool = False
    """Some state is later than the look, so `answered` may be out of date."""
    answered: tuple[Answer, bytes] | None = None

    @property
    def guards(self) -> dict[str, int]:
        return {stream: each.version for stream, each in self.known.items()}

    @property
    def leans_on(self) -> dict[str, int]:
        return {stream: each.attempt for stream, each in self.leaning.items()}

    async def holds(self) -> bool:
        """Everything this leans on was written."""
        written = [each.written for each in self.leaning.values()]
        if written:
            await asyncio.wait(written)  # not `await each`: who is cancelled would cancel it
        return all(each.result() for each in written)
