"""Databases that are ready for a room's log, the keys of the vault or the gateway's tables."""

from pathlib import Path

from services.plumbing.migrations import migrate, role_in
from services.plumbing.postgres import ROOM_MIGRATIONS
from tests.conftest import FreshDatabase, MakeDatabase


async def a_room_database(make: MakeDatabase) -> FreshDatabase:
    return await a_database(make, ROOM_MIGRATIONS)


async def a_database(make: MakeDatabase, migrations: Path) -> FreshDatabase:
    where = await make()
    names = {"service_role": role_in(where.service_url)}
    await migrate(where.owner_url, migrations, names=names)
    return where
