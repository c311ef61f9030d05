"""What a room holds while it runs: its log, opened, drained and closed in time."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress

import asyncpg

from services.plumbing.driver import as_it_is, quick_moments
from services.plumbing.postgres.rows import Pool
from services.plumbing.postgres.store import Committed, PostgresStore, Watch, unwatched

CONNECT_TIMEOUT = 10.0
COMMAND_TIMEOUT = 12.0  # the server's own limits speak first
DRAIN_PATIENCE = 5.0
CLOSE_PATIENCE = 2.0

_SESSION = {
    "application_name": "yizhan room",
    "statement_timeout": "10s",
    "lock_timeout": "2s",
    "idle_in_transaction_session_timeout": "10s",
    "transaction_timeout": "30s",
    # Every statement of the log goes by key: a plan made while a table was small must not stay.
    "plan_cache_mode": "force_generic_plan",
    "enable_seqscan": "off",
    "enable_hashjoin": "off",
    "enable_mergejoin": "off",
    "enable_bitmapscan": "off",
    "enable_material": "off",
    "max_parallel_workers_per_gather": "0",
    "jit": "off",
}


@asynccontextmanager
async def open_store(
    url: str,
    logs: Iterable[str] = (),
    *,
    connections: int = 6,
    watch: Watch = unwatched,
    committed: Committed | None = None,
    patience: float = DRAIN_PATIENCE,
) -> AsyncIterator[PostgresStore]:
    """The log at `url`, with the logs of these streets begun; what waits is written on leaving,
    for as long as `patience`."""
    pool: Pool = await asyncpg.create_pool(
        url,
        min_size=2,
        max_size=connections,
        timeout=CONNECT_TIMEOUT,
        command_timeout=COMMAND_TIMEOUT,
        init=quick_moments,
        reset=as_it_is,
        server_settings=_SESSION,
    )
    store = PostgresStore(pool, url, watch, committed)
    try:
        for log in logs:
            await store.begin(log)
        yield store
    finally:
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                await store.drained()
        await store.abandoned()
        try:
            async with asyncio.timeout(CLOSE_PATIENCE):
                await pool.close()
        except TimeoutError:
            pool.terminate()
