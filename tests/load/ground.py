"""What the rows stand on: embedded servers of their own at full durability, empty databases."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from services.plumbing.migrations import migrate, role_in
from services.plumbing.postgres import ROOM_MIGRATIONS
from services.town import databases
from services.town.databases import Database
from tests.load.a_town import MeasuredTown, a_town
from tests.load.fast_loop import FastLoop
from tests.servers import Server, a_folder, embedded_postgres


@dataclass(frozen=True, kw_only=True)
class Sizes:
    """How much is measured: a glance, or the whole."""

    rounds: int
    seconds: float
    """Of one run."""
    log: int
    """Events already in the log; measured again at ten times as many."""
    rebuilt: int
    """Events of which every read model is rebuilt."""

    @property
    def ten_times(self) -> int:
        return 10 * self.log


QUICK = Sizes(rounds=3, seconds=2.0, log=2_000, rebuilt=30_000)
WHOLE = Sizes(rounds=5, seconds=4.0, log=20_000, rebuilt=1_000_000)


@dataclass(kw_only=True)
class Ground:
    """The run's Postgres, and a whole town for the rows that ask for one."""

    folder: Path
    postgres: Server
    sizes: Sizes
    fast: FastLoop
    held: AsyncExitStack
    _town: MeasuredTown | None = None

    async def town(self) -> MeasuredTown:
        """The same for every row; brought up when the first one asks."""
        if self._town is None:
            self._town = await self.held.enter_async_context(a_town())
        return self._town

    async def database(self, migrations: Path | None = ROOM_MIGRATIONS) -> tuple[str, str]:
        """A new database: its owner's URL and its service role's."""
        name = f"bench_{uuid4().hex[:10]}"
        fresh = Database(name=name, owner_password="owner", service_password="service")
        await databases.ensure(self.postgres.url, (fresh,))
        owner, service = fresh.owner_url(self.postgres.url), fresh.service_url(self.postgres.url)
        if migrations is not None:
            await migrate(owner, migrations, names={"service_role": role_in(service)})
        return owner, service


@asynccontextmanager
async def standing(sizes: Sizes) -> AsyncIterator[Ground]:
    """The ground, with its database running; gone afterwards."""
    with a_folder() as folder:
        postgres, fast = embedded_postgres(folder), FastLoop()
        await postgres.start()
        fast.start()
        try:
            async with AsyncExitStack() as held:
                yield Ground(folder=folder, postgres=postgres, sizes=sizes, fast=fast, held=held)
        finally:
            fast.stop()
            await postgres.stop()
