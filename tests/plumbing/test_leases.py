"""Of several replicas one does the work at a time, and another takes over."""

import asyncio

import asyncpg

from services.plumbing.leases import Connection, Leases
from tests.conftest import MakeDatabase
from tests.plumbing.on_the_wire import beside, until


async def test_of_two_replicas_one_does_the_work_and_the_other_takes_over(
    database: MakeDatabase,
) -> None:
    where = await database()
    at_work: list[str] = []

    def leases(name: str) -> Leases:
        async def work() -> None:
            at_work.append(name)
            try:
                await asyncio.Event().wait()
            finally:
                at_work.remove(name)

        return Leases(where.service_url, {"relay/shengquan": work})

    first, second = leases("first"), leases("second")
    async with beside(first.run()):
        await until(lambda: at_work == ["first"])
        async with beside(second.run()):
            admin: Connection = await asyncpg.connect(where.admin_url)
            try:
                await until(lambda: _both_wait(admin, where.name))
                assert at_work == ["first"]
                await admin.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_database "
                    "ON pg_locks.database = pg_database.oid "
                    "WHERE locktype = 'advisory' AND granted AND datname = $1",
                    where.name,
                )
            finally:
                await admin.close()
            await until(lambda: len(at_work) == 1 == len(first.held) + len(second.held))
    assert at_work == []


async def _both_wait(admin: Connection, name: str) -> bool:
    found = await admin.fetchval(
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE datname = $1 AND application_name = 'yizhan leases'",
        name,
    )
    return bool(found == 2)


async def test_work_that_fails_is_begun_again(database: MakeDatabase) -> None:
    where = await database()
    begun: list[int] = []

    async def work() -> None:
        begun.append(len(begun))
        if len(begun) < 2:
            raise ConnectionError

    async with beside(Leases(where.service_url, {"reaction/x": work}).run()):
        await until(lambda: len(begun) == 2)
