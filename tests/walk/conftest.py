"""One town for all the walks of a worker, brought up and taken down by the command itself."""

from collections.abc import AsyncIterator, Generator

import pytest

from services.town.ports import free_port
from tests.servers import a_folder
from tests.walk.client import Client, client_of
from tests.walk.street import Street, lay_out
from tests.walk.town import Town

WALKS = pytest.mark.xdist_group("walks")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The walks of this folder share a worker, since they share a town."""
    for item in items:
        if "/tests/walk/" in item.path.as_posix():
            item.add_marker(WALKS)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """What went wrong inside stands beside the failure."""
    report = yield
    town = getattr(item, "funcargs", {}).get("town")
    if report.failed and isinstance(town, Town):
        report.sections.append(("the town's complaints", town.complaints()))
    return report


@pytest.fixture(scope="session")
async def town() -> AsyncIterator[Town]:
    """A town without the demonstration."""
    with a_folder() as folder:
        started = Town(data=folder / "data", port=free_port())
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
