"""A room's database, ready for its log."""

from services.plumbing.migrations import migrate, role_in
from services.plumbing.postgres import ROOM_MIGRATIONS
from tests.conftest import FreshDatabase, MakeDatabase


async def a_room_database(make: MakeDatabase) -> FreshDatabase:
    where = await make()
    names = {"service_role": role_in(where.service_url)}
    await migrate(where.owner_url, ROOM_MIGRATIONS, names=names)
    return where
