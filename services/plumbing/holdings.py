"""What a room holds while it is open, each let go in time: its log, the bus, the others' feeds."""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from typing import Any

import asyncpg
import structlog

from services.kernel.room import Room
from services.plumbing.broker import Broker
from services.plumbing.bus import Hold, sealed
from services.plumbing.driver import as_it_is
from services.plumbing.feed_reader import reading
from services.plumbing.metrics import Metrics
from services.plumbing.migrations import migrate, role_in
from services.plumbing.postgres import ROOM_MIGRATIONS, PostgresStore, open_store
from services.plumbing.settings import RoomSettings
from services.plumbing.source import Feed
from services.plumbing.tracing import Tracing
from services.plumbing.trouble import passes

log = structlog.get_logger()

type Pool = asyncpg.Pool[asyncpg.Record]

_LONGEST_WAIT = 2.0


@asynccontextmanager
async def log_of(
    room: Room, settings: RoomSettings, metrics: Metrics, tracing: Tracing | None = None
) -> AsyncIterator[PostgresStore]:
    """The room's log, migrated and open, as soon as its database answers."""
    url = settings.database_url.get_secret_value()
    batch = metrics.append_batch_size.labels(room.name)
    commit = metrics.append_commit_seconds.labels(room.name)
    lock = metrics.head_lock_seconds.labels(room.name)
    committed = None if tracing is None else partial(tracing.committed, room.name)

    def watch(size: int, seconds: float, waited: float) -> None:
        batch.observe(size)
        commit.observe(seconds)
        lock.observe(waited)

    async with AsyncExitStack() as stack:
        wait = 0.1
        while True:
            try:
                await _migrate(url, settings)
                store = await stack.enter_async_context(
                    open_store(url, settings.streets, watch=watch, committed=committed)
                )
                break
            except Exception as away:
                if not passes(away):
                    raise
                log.info("waiting for the database", room=room.name, kind=type(away))
            await asyncio.sleep(wait)
            wait = min(wait * 2, _LONGEST_WAIT)
        yield store


async def _migrate(url: str, settings: RoomSettings) -> None:
    """As the database's owner, where we are given its password; otherwise a step before did it."""
    if settings.migration_url is not None:
        owner = settings.migration_url.get_secret_value()
        await migrate(owner, ROOM_MIGRATIONS, names={"service_role": role_in(url)})


@asynccontextmanager
async def margin(url: str) -> AsyncIterator[Pool]:
    """A few connections for what is not the log: checkpoints, watermarks, health."""
    pool: Pool = await asyncpg.create_pool(
        url,
        min_size=0,
        max_size=3,
        timeout=5,
        command_timeout=5,
        reset=as_it_is,
        server_settings={"application_name": "yizhan room margin"},
    )
    try:
        yield pool
    finally:
        pool.terminate()  # nothing on it needs an end: each statement is whole


@asynccontextmanager
async def bus(settings: RoomSettings, name: str) -> AsyncIterator[Broker]:
    """On the bus, as soon as there is one."""
    url = settings.nats_url.get_secret_value()
    broker = Broker(url, Hold(name, sealed(url, settings.nats_ca_file)))
    await broker.start()
    try:
        yield broker
    finally:
        await broker.stop()


@asynccontextmanager
async def feeds_of(
    settings: RoomSettings, room: Room, token: str | None
) -> AsyncIterator[dict[str, Feed]]:
    """A reader for each other room that this one hears."""
    async with AsyncExitStack() as stack:
        yield {
            heard: await stack.enter_async_context(reading(settings.feeds[heard], token))
            for heard in room.hears
            if heard in settings.feeds and heard != room.name
        }


@asynccontextmanager
async def beside(works: Sequence[Coroutine[Any, Any, None]]) -> AsyncIterator[None]:
    """These run beside what is inside; one that fails ends it all."""
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(work) for work in works]
            try:
                yield
            finally:
                for task in tasks:
                    task.cancel()
    except BaseExceptionGroup as failed:
        if len(failed.exceptions) == 1:  # as it is, like from any other `async with`
            raise failed.exceptions[0] from None
        raise
