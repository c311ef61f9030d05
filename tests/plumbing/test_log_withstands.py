"""Writers that conflict, are cancelled and lose their connections leave a log without a flaw."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, cast

import asyncpg

from services.kernel.record import Stored
from services.kernel.store import Appended, EventStore
from services.plumbing.migrations import migrate
from services.plumbing.postgres import ROOM_MIGRATIONS, PostgresStore, StoreUnavailable, open_store
from services.plumbing.postgres.rows import Pool
from tests.conftest import FreshDatabase, MakeDatabase, MakeServer
from tests.kernel import library
from tests.kernel.appends import LOG, an_append, an_id
from tests.plumbing.rooms import a_room_database
from tests.plumbing.writers import SHELVES, Writer, a_library, furnish

WRITERS, EACH = 64, 30


async def test_sixty_four_writers_leave_no_flaw(database: MakeDatabase) -> None:
    where = await a_room_database(database)
    async with (
        open_store(where.service_url, [LOG]) as one,
        open_store(where.service_url) as other,
    ):
        libraries = [a_library(one), a_library(other)]
        await furnish(libraries[0])
        writers = [Writer(f"w{n}", libraries) for n in range(WRITERS)]
        async with connections_killed(where, every=0.25) as killed:
            await asyncio.gather(*(writer.write(EACH) for writer in writers))
        await asyncio.gather(one.drained(), other.drained())
        events = await whole_log(one)
    assert sum(killed) > 0

    assert [each.position for each in events] == list(range(1, len(events) + 1))
    versions: Counter[str] = Counter()
    for each in events:
        versions[each.stream] += 1
        assert each.version == versions[each.stream]
    of_command = Counter(each.command_id for each in events)
    kept = await answers_kept(where)
    accepted = {an_id(name): told for each in writers for name, told in each.accepted.items()}
    assert len(accepted) > WRITERS * EACH * 0.6
    for command_id, told in accepted.items():
        assert kept[command_id] == (told.stream, told.version, told.position)
        assert 1 <= of_command[command_id] <= 2
    books = books_on_shelves(events)
    assert set(books.values()) == {1}, "a book is on one shelf"
    assert len(books) == len(SHELVES) + sum(each.put for each in writers)


async def test_a_restarted_database_is_waited_for(own_postgres: MakeServer) -> None:
    server = await own_postgres()
    await migrate(server.url, ROOM_MIGRATIONS, names={"service_role": "postgres"})
    async with open_store(server.url, [LOG]) as log:
        await log.append(an_append(0))
        for n, end in enumerate((server.stop, server.kill), start=1):
            await end()
            waiting = [
                asyncio.create_task(log.append(an_append((n, k), f"shelf-{n}-{k}")))
                for k in range(20)
            ]
            await asyncio.sleep(0)
            waiting[0].cancel()
            await server.start()
            outcomes = await asyncio.gather(*waiting, return_exceptions=True)
            assert [type(each) for each in outcomes[1:]] == [Appended] * 19
        assert await log.head(LOG) == 41


async def test_leaving_an_absent_database_keeps_nobody_waiting(own_postgres: MakeServer) -> None:
    server = await own_postgres()
    await migrate(server.url, ROOM_MIGRATIONS, names={"service_role": "postgres"})
    async with asyncio.timeout(10), open_store(server.url, [LOG], patience=0.1) as log:
        await server.stop()
        waiting = [asyncio.create_task(log.append(an_append(n, f"shelf-{n}"))) for n in range(3)]
        await asyncio.sleep(0)
    outcomes = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(each) for each in outcomes] == [StoreUnavailable] * 3


async def test_a_batch_whose_answer_was_lost_is_not_written_twice(database: MakeDatabase) -> None:
    where = await a_room_database(database)
    async with open_store(where.service_url, [LOG]):
        pass
    async with asyncpg.create_pool(where.service_url, min_size=1, max_size=2) as pool:
        deaf = DeafOnce(pool)
        log = PostgresStore(cast(Pool, deaf), where.service_url)
        outcomes = await asyncio.gather(*(log.append(an_append(n, f"shelf-{n}")) for n in range(3)))
        assert [type(each) for each in outcomes] == [Appended] * 3
        assert deaf.missed == 1
        assert await log.head(LOG) == 3


class DeafOnce:
    """A pool, and its one connection, that loses the first answer it was given."""

    def __init__(self, pool: Pool) -> None:
        self._pool, self.missed = pool, 0

    async def acquire(self, timeout: float) -> "DeafOnce":
        return self

    async def release(self, connection: object) -> None:
        assert connection is self

    def is_closing(self) -> bool:
        return self._pool.is_closing()

    def is_closed(self) -> bool:
        return False

    async def fetch(self, statement: str, *arguments: object) -> Sequence[Any]:
        rows = await self._pool.fetch(statement, *arguments)
        if not self.missed:
            self.missed += 1
            raise ConnectionResetError
        return rows


@asynccontextmanager
async def connections_killed(where: FreshDatabase, every: float) -> AsyncIterator[list[int]]:
    """All connections of the room's role, again and again; how many each time."""
    killed: list[int] = []
    admin = await asyncpg.connect(where.admin_url)

    async def kill() -> None:
        while True:
            await asyncio.sleep(every)
            rows = await admin.fetch(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1",
                where.name,
            )
            killed.append(len(rows))

    task = asyncio.create_task(kill())
    try:
        yield killed
    finally:
        task.cancel()
        await asyncio.wait((task,))
        await admin.close()


async def whole_log(store: EventStore) -> list[Stored]:
    events: list[Stored] = []
    while page := await store.read(LOG, len(events), 500):
        events += page
    return events


async def answers_kept(where: FreshDatabase) -> dict[object, tuple[str, int, int]]:
    connection = await asyncpg.connect(where.owner_url)
    rows = await connection.fetch("SELECT command_id, stream, version, position FROM command")
    await connection.close()
    return {row["command_id"]: (row["stream"], row["version"], row["position"]) for row in rows}


def books_on_shelves(events: Sequence[Stored]) -> Counter[str]:
    """How many shelves each book is on, counted event by event."""
    books: Counter[str] = Counter()
    for stored in events:
        match library.events.decode(stored.type, stored.schema_version, stored.body):
            case library.BookPut(book=book):
                books[book] += 1
            case library.BookTaken(book=book):
                books[book] -= 1
            case _:
                continue
    return books
