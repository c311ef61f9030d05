"""The database and the bus that tests run on: containers where Docker answers, else embedded.

Both kinds are real. YIZHAN_TEST_SERVERS=embedded or =docker settles the choice.
"""

import asyncio
import importlib
import json
import os
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from services.town.accounts import database_account
from services.town.child import Child, start
from services.town.journal import Journal
from services.town.nats import OPERATOR, USERS, Nats
from services.town.nats_configuration import Tls
from services.town.ports import free_port
from services.town.postgres import Postgres
from services.town.program import Program

START_PATIENCE = 60.0
BUS_USER = "tests"
BUS_STREETS = ("shengquan", "jiaotong")
PASSWORD = "a-password-for-tests"


@dataclass(frozen=True, kw_only=True)
class Servers:
    """Where the run's two servers are, and of what kind."""

    kind: str
    postgres_url: str
    nats_url: str


class Server:
    """An embedded server that a test may stop, kill and start again; its data and port stay."""

    def __init__(self, program: Program, url: str, data: Path) -> None:
        self.program, self.url, self.data = program, url, data
        self._child: Child | None = None
        self._journal: asyncio.Task[int] | None = None

    @property
    def pid(self) -> int:
        assert self._child is not None, "the server is not running"
        return self._child.pid

    async def start(self) -> None:
        """Run it, and wait until it answers."""
        if self.program.before is not None:
            await self.program.before()
        self._child = child = await start(self.program)
        log = Journal(self.data.with_name(f"{self.program.name}.log"))
        self._journal = asyncio.create_task(child.record(log, lambda _: None))
        async with asyncio.timeout(START_PATIENCE):
            while not await child.is_ready():
                assert child.running, f"it ended at once: {log.file.read_text()[-2000:]}"
                await asyncio.sleep(0.02)

    async def stop(self) -> None:
        """The polite way; nothing when it does not run."""
        if self._child is not None and self._journal is not None:
            await self._child.stop()
            await self._journal
        self._child = None

    async def kill(self) -> None:
        """kill -9."""
        if self._child is not None and self._journal is not None:
            self._child.kill()
            await self._journal
        self._child = None


@contextmanager
def a_folder() -> Iterator[Path]:
    """A place for a server's data. Not pytest's own, which another run closes to other users, the
    database's user included."""
    with tempfile.TemporaryDirectory(prefix="yizhan-test-", ignore_cleanup_errors=True) as name:
        yield Path(name)


def embedded_postgres(folder: Path) -> Server:
    """A cluster of its own under `folder`; its URL is the superuser's."""
    cluster = Postgres(
        data=folder / "postgres",
        port=free_port(),
        password=PASSWORD,
        account=database_account(),
    )
    return Server(cluster.program(), cluster.url(), cluster.data)


def with_tests_user(configuration: str) -> str:
    """A bus on which the tests have a user of their own, who may do everything."""
    told = json.loads(configuration)
    app = told["accounts"]["APP"]
    app["users"] = [user for user in app["users"] if user["user"] != BUS_USER]
    app["users"].append({"user": BUS_USER, "password": PASSWORD})
    return json.dumps(told)


class OpenNats(Nats):
    """The product's bus with the users of the product, and the tests' own beside them."""

    def configuration(self) -> str:
        return with_tests_user(super().configuration())


def open_nats(folder: Path, tls: Tls | None = None) -> OpenNats:
    """A server with JetStream of its own under `folder`."""
    return OpenNats(
        data=folder / "nats",
        config=folder / "nats.conf",
        port=free_port(),
        monitor_port=free_port(),
        passwords=dict.fromkeys((*USERS, BUS_USER, OPERATOR), PASSWORD),
        streets=BUS_STREETS,
        tls=tls,
    )


def embedded_nats(folder: Path) -> Server:
    """The same, to be started; its URL's user may do everything."""
    bus = open_nats(folder)
    return Server(bus.program(), bus.url(BUS_USER), bus.data)


def why_not_docker() -> str | None:
    """None when containers can be used, else the reason why they are not."""
    wish = os.environ.get("YIZHAN_TEST_SERVERS", "")
    if wish == "embedded":
        return "YIZHAN_TEST_SERVERS=embedded"
    containers = importlib.import_module("tests.containers")
    return None if wish == "docker" or containers.engine_answers() else "no Docker engine answers"


@asynccontextmanager
async def running_servers(folder: Path) -> AsyncIterator[Servers]:
    """Both servers for a whole run, stopped at its end whatever happens."""
    reason = why_not_docker()
    if reason is None:
        # Slow to import and used on some machines only.
        containers = importlib.import_module("tests.containers")
        try:
            started = await asyncio.to_thread(containers.start_both)
        except containers.Unavailable as error:
            if os.environ.get("YIZHAN_TEST_SERVERS") == "docker":
                raise
            reason = f"containers do not start: {error}"
        else:
            try:
                kind = f"containers ({containers.IMAGES})"
                yield Servers(
                    kind=kind, postgres_url=started.postgres_url, nats_url=started.nats_url
                )
            finally:
                await asyncio.to_thread(started.stop)
            return
    postgres, nats = embedded_postgres(folder), embedded_nats(folder)
    try:
        await asyncio.gather(postgres.start(), nats.start())
        kind = f"embedded PostgreSQL 18 and NATS 2.15 ({reason})"
        yield Servers(kind=kind, postgres_url=postgres.url, nats_url=nats.url)
    finally:
        with suppress(ProcessLookupError):
            await asyncio.gather(postgres.stop(), nats.stop())
