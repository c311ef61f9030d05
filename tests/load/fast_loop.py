"""The loop the programs run on, beside the one that starts servers: it cannot give them users."""

import asyncio
import threading
from collections.abc import AsyncIterator, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import uvloop

from services.plumbing.collecting import seldom


class FastLoop:
    """A uvloop in a thread of its own; what is measured runs there."""

    def __init__(self) -> None:
        self._loop = uvloop.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    async def run[T](self, work: Coroutine[Any, Any, T]) -> T:
        """Do it there; the result here."""
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._loop))

    @asynccontextmanager
    async def holding[T](self, held: AbstractAsyncContextManager[T]) -> AsyncIterator[T]:
        """Something that is opened and closed there."""
        value = await self.run(held.__aenter__())
        try:
            yield value
        finally:
            await self.run(held.__aexit__(None, None, None))

    def start(self) -> None:
        seldom()  # as programs do when they have started
        self._thread.start()

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
