"""The gateway's own database: everything in it grows again from the rooms' logs."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg

import services
from services.gateway.tables import Pool
from services.plumbing.driver import as_it_is, quick_moments

MIGRATIONS = Path(services.__path__[0]) / "plumbing" / "sql" / "gateway"


@asynccontextmanager
async def open_store(url: str, connections: int = 12) -> AsyncIterator[Pool]:
    """A pool on the gateway's database, closed on leaving."""
    async with asyncpg.create_pool(
        url,
        min_size=1,
        max_size=connections,
        timeout=5,
        command_timeout=30,
        init=quick_moments,
        reset=as_it_is,
        server_settings={
            "application_name": "yizhan gateway",
            "lock_timeout": "5s",
            # What a crash of the server takes back is heard again: no batch waits for the disk.
            "synchronous_commit": "off",
        },
    ) as pool:
        yield pool
