"""A town for the faults it is to get over, with a small street in it; another for what stays."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from services.town.ports import free_port
from tests.servers import a_folder
from tests.walk.client import Client, client_of
from tests.walk.street import lay_out
from tests.walk.telling import pytest_runtest_makereport
from tests.walk.town import Town

__all__ = ["pytest_runtest_makereport"]


@asynccontextmanager
async def _a_town() -> AsyncIterator[Town]:
    with a_folder() as folder:
        started = Town(data=folder / "data", port=free_port())
        await started.up()
        async with client_of(started) as client:
            await lay_out(client)
        try:
            yield started
        finally:
            await started.down()


@pytest.fixture(scope="session")
async def town() -> AsyncIterator[Town]:
    """One town for all: what it got over once must not hurt it later."""
    async with _a_town() as town:
        yield town


@pytest.fixture
async def client(town: Town) -> AsyncIterator[Client]:
    async with client_of(town) as client:
        yield client


@pytest.fixture
async def spoilt() -> AsyncIterator[Town]:
    """A town of a test's own, for what cannot be undone."""
    async with _a_town() as town:
        yield town
