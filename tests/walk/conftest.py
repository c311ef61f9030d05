"""One town for all the walks of a worker, brought up and taken down by the command itself."""

from collections.abc import AsyncIterator

import pytest

from services.town.ports import free_port
from tests.servers import a_folder
from tests.walk.client import Client, client_of
from tests.walk.in_containers import where_an_engine_answers
from tests.walk.street import Street, lay_out
from tests.walk.telling import pytest_runtest_makereport
from tests.walk.town import Town

__all__ = ["pytest_runtest_makereport"]


@pytest.fixture(scope="session")
async def town() -> AsyncIterator[Town]:
    """A town without the demonstration; its servers are containers where an engine answers."""
    with a_folder() as folder:
        servers = where_an_engine_answers()
        started = Town(data=folder / "data", port=free_port(), more=servers)
        await started.up()
        try:
            yield started
        finally:
            await started.down()


@pytest.fixture(scope="session")
async def client(town: Town) -> AsyncIterator[Client]:
    async with client_of(town) as client:
        yield client


@pytest.fixture(scope="session")
async def street(client: Client) -> Street:
    """The small street, laid out once."""
    return await lay_out(client)
