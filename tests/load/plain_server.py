"""The baseline's application in a process of its own, on uvicorn as the gateway is."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from services.town.paths import CHECKOUT
from services.town.ports import free_port
from tests.load.http_connection import open_connection

_PATIENCE = 20.0


@asynccontextmanager
async def serving_plainly(database: str, constant: str = "{}") -> AsyncIterator[tuple[int, int]]:
    """Its port and its process."""
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "uvicorn", "tests.load.plain_app:app", "--port", str(port)),
        *("--no-access-log", "--log-level", "warning"),
        cwd=CHECKOUT,
        env={**os.environ, "BENCH_DATABASE": database, "BENCH_CONSTANT": constant},
    )
    try:
        async with asyncio.timeout(_PATIENCE):
            while True:
                try:
                    (await open_connection(port)).close()
                    break
                except OSError:
                    await asyncio.sleep(0.05)
        yield port, process.pid
    finally:
        process.terminate()
        await process.wait()
