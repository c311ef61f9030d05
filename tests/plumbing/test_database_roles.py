"""In its database a program's role does its work and changes no rule: statement by statement.

That events stay is said in test_log_stays; here is what a role might try around that.
"""

from collections.abc import Awaitable, Callable
from itertools import permutations
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg
import pytest

from services.gateway.store import MIGRATIONS as GATEWAY_MIGRATIONS
from services.plumbing.migrations import role_in
from services.plumbing.postgres import open_store
from services.plumbing.vault import MIGRATIONS as VAULT_MIGRATIONS
from tests.conftest import FreshDatabase, MakeDatabase
from tests.plumbing.rooms import a_database, a_room_database
from tests.plumbing.test_log_stays import trouble
from tests.plumbing.test_sealed_bus import certificate

REFUSED = asyncpg.InsufficientPrivilegeError

KEPT = ("event", "commit_batch", "tile", "checkpoint", "log_epoch")
"""A room's tables that only grow."""

type Made = Callable[[MakeDatabase], Awaitable[FreshDatabase]]

AROUND = (
    "ALTER TABLE event DISABLE TRIGGER what_happened_stays",
    "ALTER TABLE event DISABLE TRIGGER USER",
    "DROP TRIGGER what_happened_stays ON event",
    "SET session_replication_role = replica",
    "ALTER TABLE event OWNER TO CURRENT_USER",
    "ALTER TABLE event ADD COLUMN mine int",
    "CREATE RULE mine AS ON INSERT TO event DO INSTEAD NOTHING",
    "CREATE TRIGGER mine BEFORE INSERT ON event EXECUTE FUNCTION what_happened_stays()",
    "UPDATE event SET position = position",
    "SELECT * FROM event FOR UPDATE",
    "TRUNCATE log_head CASCADE",
    "UPDATE schema_migration SET chain = 'mine'",
)  # fmt: skip

ANYWHERE = (
    "CREATE TABLE mine (id int)",
    "CREATE TEMP TABLE mine (id int)",
    "CREATE SCHEMA mine",
    "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE EXTENSION btree_gist",
    "CREATE DATABASE mine",
    "CREATE ROLE mine",
    "ALTER ROLE CURRENT_USER CREATEROLE",
    "COPY (SELECT 1) TO PROGRAM 'true'",
    "SELECT pg_read_file('postgresql.conf')",
    "SELECT rolpassword FROM pg_authid",
)


async def of_a_room(make: MakeDatabase) -> FreshDatabase:
    return await a_room_database(make)


async def of_the_gateway(make: MakeDatabase) -> FreshDatabase:
    return await a_database(make, GATEWAY_MIGRATIONS)


async def of_the_vault(make: MakeDatabase) -> FreshDatabase:
    return await a_database(make, VAULT_MIGRATIONS)


async def allowed(where: FreshDatabase, statements: tuple[str, ...]) -> list[str]:
    """Those of the statements that the program's role may say."""
    said = {each: await trouble(where.service_url, each) for each in statements}
    return [each for each, told in said.items() if told is not REFUSED]


async def test_a_room_changes_nothing_that_only_grows(database: MakeDatabase) -> None:
    where = await of_a_room(database)
    changes = ("UPDATE {} SET log = 'elsewhere'", "DELETE FROM {}", "TRUNCATE {}")
    statements = tuple(change.format(table) for table in KEPT for change in changes)
    assert await allowed(where, statements) == []


async def test_a_room_cannot_switch_off_what_keeps_its_log(database: MakeDatabase) -> None:
    where = await of_a_room(database)
    assert await allowed(where, AROUND) == []
    owner = role_in(where.owner_url)
    assert await allowed(where, (f'SET ROLE "{owner}"', f'DROP OWNED BY "{owner}"')) == []


@pytest.mark.parametrize("made", [of_a_room, of_the_gateway, of_the_vault])
async def test_no_program_makes_anything_but_rows(database: MakeDatabase, made: Made) -> None:
    assert await allowed(await made(database), ANYWHERE) == []


async def test_the_gateway_drops_no_table_and_the_vault_deletes_no_key(
    database: MakeDatabase,
) -> None:
    gateway, vault = await of_the_gateway(database), await of_the_vault(database)
    assert await allowed(gateway, ("DROP TABLE card", "ALTER TABLE card ADD mine int")) == []
    assert await allowed(vault, ("DELETE FROM person_key", "TRUNCATE person_key")) == []


async def test_no_role_of_one_database_comes_into_another(database: MakeDatabase) -> None:
    """Neither the program's nor the owner's."""
    places = [await of_a_room(database) for _ in range(2)]
    entered = []
    for mine, theirs in permutations(places, 2):
        for url in (mine.service_url, mine.owner_url):
            foreign = urlsplit(url)._replace(path=f"/{theirs.name}").geturl()
            if await _entered(foreign):
                entered.append(role_in(url))
    assert entered == []


async def test_where_tls_is_demanded_of_a_database_plain_text_is_not_spoken(
    database: MakeDatabase, tmp_path: Path
) -> None:
    """The tests' database offers none: nothing is sent to it, the password included."""
    where = await of_a_room(database)
    ca = certificate(tmp_path, "database").certificate
    url = f"{where.service_url}?sslmode=verify-full&sslrootcert={ca}"
    with pytest.raises(ConnectionError, match="rejected SSL upgrade"):
        async with open_store(url, ["shengquan"]):
            raise AssertionError("let in")


async def _entered(url: str) -> bool:
    try:
        connection = await asyncpg.connect(url)
    except asyncpg.InsufficientPrivilegeError:
        return False
    await connection.close()
    return True
