"""Both kinds of log, for the tests of what every log promises."""

from collections.abc import AsyncIterator

import pytest

from services.kernel.memory import MemoryStore
from services.kernel.store import EventStore
from services.plumbing.postgres import open_store
from tests.conftest import MakeDatabase
from tests.kernel.appends import LOG
from tests.plumbing.rooms import a_room_database


@pytest.fixture(params=["memory", "postgres"])
async def store(
    request: pytest.FixtureRequest, database: MakeDatabase
) -> AsyncIterator[EventStore]:
    """A log in memory, and the same in Postgres; two streets each."""
    if request.param == "memory":
        yield MemoryStore()
        return
    where = await a_room_database(database)
    async with open_store(where.service_url, [LOG, "jiaotong"]) as opened:
        yield opened
