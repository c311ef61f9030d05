"""Work that one replica of a room does at a time: relays, reactions, timers.

Who holds a lock of its database does that lock's work, for as long as the connection holding it
lives. Nothing is wrong if two should do it for a moment (the bus and the checkpoints fence them);
it would only be done twice.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress

import asyncpg
import structlog

from services.plumbing.trouble import passes

log = structlog.get_logger()

type Connection = asyncpg.Connection[asyncpg.Record]
type Work = Callable[[], Awaitable[None]]

_EVERY = 1.0
_PATIENCE = 3.0
_TRY = "SELECT pg_try_advisory_lock(hashtextextended($1, 0))"


class Leases:
    """Every piece of work this replica is ready to do, by name."""

    def __init__(self, database_url: str, works: Mapping[str, Work]) -> None:
        self._url, self._works = database_url, works
        self._running: dict[str, asyncio.Task[None]] = {}

    @property
    def held(self) -> frozenset[str]:
        """What this replica is doing now."""
        return frozenset(self._running)

    async def run(self) -> None:
        """Take what nobody else holds, until cancelled."""
        while True:
            try:
                await self._hold()
            except (TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as lost:
                log.info("leases lost", kind=type(lost))
            finally:
                await self._let_go()
            await asyncio.sleep(_EVERY)

    async def _hold(self) -> None:
        connection: Connection = await asyncpg.connect(
            self._url,
            timeout=_PATIENCE,
            command_timeout=_PATIENCE,
            server_settings={"application_name": "yizhan leases"},
        )
        cut = asyncio.Event()
        connection.add_termination_listener(lambda _: cut.set())
        try:
            while not cut.is_set():
                for name, work in self._works.items():
                    if name not in self._running and await connection.fetchval(_TRY, name):
                        log.info("lease taken", task=name)
                        self._running[name] = asyncio.create_task(_for_good(name, work))
                await connection.execute("SELECT 1")
                with suppress(TimeoutError):
                    await asyncio.wait_for(cut.wait(), _EVERY)
        finally:
            await self._let_go()
            connection.terminate()

    async def _let_go(self) -> None:
        tasks = list(self._running.values())
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)
        self._running.clear()


async def _for_good(name: str, work: Work) -> None:
    """The work, begun again when it fails; done when it returns."""
    while True:
        try:
            await work()
        except Exception as error:
            if passes(error):
                log.info("work interrupted", task=name, kind=type(error))
            else:
                log.error("work failed", task=name, exc_info=error)
            await asyncio.sleep(_EVERY)
        else:
            return
