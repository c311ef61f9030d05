"""Reading one's own writes: a reader waits here until a log has been heard far enough."""

import asyncio
from collections import defaultdict
from collections.abc import Collection, Mapping

from services.gateway.news import News


class Tide:
    """How far each log has been heard by this process, and who is waiting for more."""

    def __init__(self) -> None:
        self._heights: dict[tuple[str, str], int] = defaultdict(int)
        self._jumps: dict[tuple[str, str], int] = defaultdict(int)
        self._begun: dict[tuple[str, str, str], int] = defaultdict(int)
        self._waiting: dict[tuple[str, str], set[asyncio.Event]] = defaultdict(set)
        self.news = News()

    def height(self, room: str, log: str) -> int:
        """The last position this process knows to be heard."""
        return self._heights[room, log]

    def began(self, room: str, log: str, categories: Collection[str]) -> int:
        """The last position at which a new thing of these categories may have been heard of."""
        begun = [self._begun[room, log, category] for category in categories]
        return max(self._jumps[room, log], *begun)

    def jumped(self, room: str, log: str, position: int) -> None:
        """The log is known to be heard up to here (or fell back: its tables were dropped); what
        was told meanwhile has not passed through this process."""
        self._jumps[room, log] = position
        self.news.forget(room, log)
        self.rose(room, log, position, {})

    def rose(self, room: str, log: str, position: int, begun: Mapping[str, int]) -> None:
        """The log has been heard up to here; `begun` are the categories in which a new thing
        began, and where."""
        for category, at in begun.items():
            self._begun[room, log, category] = at
        self._heights[room, log] = position
        for waiting in self._waiting.pop((room, log), ()):
            waiting.set()

    async def wait(self, room: str, log: str, position: int, timeout: float) -> bool:
        """Until the log is heard up to `position`; False when `timeout` seconds passed first."""
        if self._heights[room, log] >= position:
            return True
        return await self.reaches(room, log, position, timeout)

    async def reaches(self, room: str, log: str, position: int, timeout: float) -> bool:
        """Whether it comes to be heard up to there while we wait: then it has just been written.

        False as well where it was before: that need not be true any more.
        """
        if self._heights[room, log] >= position:
            return False
        try:
            async with asyncio.timeout(timeout):
                while self._heights[room, log] < position:
                    rising = asyncio.Event()
                    self._waiting[room, log].add(rising)
                    await rising.wait()
        except TimeoutError:
            return False
        return True
