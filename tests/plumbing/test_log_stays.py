"""What happened stays: neither the room's role nor its owner changes it by a statement."""

import asyncpg
import pytest

from services.plumbing.postgres import open_store
from tests.conftest import FreshDatabase, MakeDatabase
from tests.kernel.appends import LOG, an_append
from tests.plumbing.rooms import a_room_database

CHANGES = (
    "UPDATE {table} SET log = 'elsewhere'",
    "DELETE FROM {table}",
    "TRUNCATE {table}",
)


@pytest.fixture
async def where(database: MakeDatabase) -> FreshDatabase:
    where = await a_room_database(database)
    async with open_store(where.service_url, [LOG]) as log:
        await log.append(an_append(0))
    return where


async def trouble(url: str, statement: str) -> type[Exception] | None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(statement)
    except asyncpg.PostgresError as refused:
        return type(refused)
    finally:
        await connection.close()
    return None


@pytest.mark.parametrize("table", ["event", "commit_batch"])
@pytest.mark.parametrize("change", CHANGES)
async def test_nobody_changes_what_happened(where: FreshDatabase, table: str, change: str) -> None:
    statement = change.format(table=table)
    assert await trouble(where.service_url, statement) is asyncpg.InsufficientPrivilegeError
    assert await trouble(where.owner_url, statement) is asyncpg.RestrictViolationError
    async with open_store(where.service_url) as log:
        assert [each.position for each in await log.read(LOG, 0, 9)] == [1]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE command SET version = 9",
        "DELETE FROM command",
        "DELETE FROM stream_head",
        "DELETE FROM log_head",
        "UPDATE log_head SET epoch = gen_random_uuid()",
        "ALTER TABLE event DISABLE TRIGGER ALL",
        "DROP TABLE event",
        "CREATE TABLE mine (id int)",
    ],
)
async def test_the_rooms_role_may_only_what_it_needs(where: FreshDatabase, statement: str) -> None:
    assert await trouble(where.service_url, statement) is asyncpg.InsufficientPrivilegeError


async def test_a_reaction_keeps_its_checkpoint(where: FreshDatabase) -> None:
    begin = "INSERT INTO reaction_checkpoint VALUES ('mediation', 'shengquan', 0)"
    move = "UPDATE reaction_checkpoint SET position = 7 WHERE position = 0"
    assert await trouble(where.service_url, begin) is None
    assert await trouble(where.service_url, move) is None
