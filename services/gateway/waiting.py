"""Reading one's own writes: a reader waits here until a log has been heard far enough."""

import asyncio
from collections import defaultdict


class Tide:
    """How far each log has been heard by this process, and who is waiting for more."""

    def __init__(self) -> None:
        self._heights: dict[tuple[str, str], int] = defaultdict(int)
        self._waiting: dict[tuple[str, str], set[asyncio.Event]] = defaultdict(set)

    def height(self, room: str, log: str) -> int:
        """The last position this process knows to be heard."""
        return self._heights[room, log]

    def rose(self, room: str, log: str, position: int) -> None:
        """The log has been heard up to here (or fell back: its tables were dropped)."""
        self._heights[room, log] = position
        for waiting in self._waiting.pop((room, log), ()):
            waiting.set()

    async def wait(self, room: str, log: str, position: int, timeout: float) -> bool:
        """Until the log is heard up to `position`; False when `timeout` seconds passed first."""
        try:
            async with asyncio.timeout(timeout):
                while self._heights[room, log] < position:
                    rising = asyncio.Event()
                    self._waiting[room, log].add(rising)
                    await rising.wait()
        except TimeoutError:
            return False
        return True
