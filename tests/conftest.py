"""Real servers for the tests that ask: one pair a run and worker, an empty database a test."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import nats
import pytest
from xdist.remote import Producer
from xdist.workermanage import WorkerController

from services.town import databases
from services.town.databases import Database
from tests.servers import (
    Server,
    Servers,
    a_folder,
    embedded_nats,
    embedded_postgres,
    running_servers,
    why_not_docker,
)
from tests.sharing import ByTown

USED = pytest.StashKey[set[str]]()
LEFT_OUT = pytest.StashKey[set[str]]()
"""The tests that need a Docker engine, where none answers."""


@dataclass(frozen=True, kw_only=True)
class FreshDatabase:
    """An empty database: its owner migrates it, its service role works in it."""

    name: str
    owner_url: str
    service_url: str
    admin_url: str


type MakeDatabase = Callable[[], Awaitable[FreshDatabase]]
type MakeServer = Callable[[], Awaitable[Server]]


@pytest.fixture(scope="session")
async def servers(request: pytest.FixtureRequest) -> AsyncIterator[Servers]:
    """The run's PostgreSQL and NATS: containers where an engine answers, else embedded."""
    with a_folder() as folder:
        async with running_servers(folder) as started:
            _used(request.config).add(started.kind)
            yield started


@pytest.fixture
async def database(servers: Servers) -> AsyncIterator[MakeDatabase]:
    """Call it for an empty database of this test's own; gone after the test."""
    made: list[Database] = []

    async def make() -> FreshDatabase:
        name = f"t_{uuid4().hex[:16]}"
        fresh = Database(name=name, owner_password="owner", service_password="service")
        made.append(fresh)
        await databases.ensure(servers.postgres_url, (fresh,))
        return FreshDatabase(
            name=name,
            owner_url=fresh.owner_url(servers.postgres_url),
            service_url=fresh.service_url(servers.postgres_url),
            admin_url=servers.postgres_url,
        )

    yield make
    for fresh in made:
        await databases.drop(servers.postgres_url, fresh)


@pytest.fixture
async def nats_url(servers: Servers) -> str:
    """The bus, with no stream on it."""
    connection = await nats.connect(servers.nats_url)
    bus = connection.jetstream()
    for stream in await bus.streams_info():
        assert stream.config.name is not None
        await bus.delete_stream(stream.config.name)
    await connection.close()
    return servers.nats_url


@pytest.fixture
async def own_postgres() -> AsyncIterator[MakeServer]:
    """Call it for a PostgreSQL that this test may stop, kill and start again (always embedded)."""
    async for make in _own(embedded_postgres):
        yield make


@pytest.fixture
async def own_nats() -> AsyncIterator[MakeServer]:
    """Call it for a NATS that this test may stop, kill, wipe and start again (always embedded)."""
    async for make in _own(embedded_nats):
        yield make


async def _own(kind: Callable[[Path], Server]) -> AsyncIterator[MakeServer]:
    made: list[Server] = []
    folders = ExitStack()

    async def make() -> Server:
        server = kind(folders.enter_context(a_folder()))
        made.append(server)
        await server.start()
        return server

    try:
        yield make
    finally:
        for server in made:
            await server.stop()
        folders.close()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByTown:
    """Of several workers, one for each town."""
    return ByTown(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What builds and runs containers is left out where it cannot be; the summary says so."""
    if why_not_docker() is None:
        return
    left_out = [each for each in items if each.get_closest_marker("needs_engine")]
    if left_out:
        config.stash[LEFT_OUT] = {each.nodeid for each in left_out}
        config.hook.pytest_deselected(items=left_out)
        items[:] = [each for each in items if each not in left_out]


def pytest_report_header() -> str:
    reason = why_not_docker()
    return f"servers for tests: {'containers' if reason is None else f'embedded ({reason})'}"


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker tells the run's terminal which servers it used."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["servers"] = sorted(_used(session.config))
        output["left_out"] = sorted(session.config.stash.get(LEFT_OUT, ()))


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: WorkerController) -> None:
    # A worker that crashed has no last word.
    output = getattr(node, "workeroutput", {})
    _used(node.config).update(output.get("servers", ()))
    node.config.stash[LEFT_OUT] = set(output.get("left_out", ()))


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    for kind in sorted(_used(config)) or ["none was asked for"]:
        terminalreporter.write_line(f"servers used: {kind}")
    nothing: set[str] = set()
    if left_out := config.stash.get(LEFT_OUT, nothing):
        files = sorted({each.partition("::")[0] for each in left_out})
        terminalreporter.write_line(
            f"not run, since {why_not_docker()}: {len(left_out)} tests of {', '.join(files)}"
        )


def _used(config: pytest.Config) -> set[str]:
    nothing: set[str] = set()
    return config.stash.setdefault(USED, nothing)
