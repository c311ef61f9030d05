"""A street's log in another database: the same bytes, and it goes on where it stood."""

import asyncpg
import pytest

from services.kernel.ask import Ask
from services.plumbing.postgres import open_store
from services.town.moving import copy_log
from services.town.troubles import Trouble
from tests.conftest import FreshDatabase, MakeDatabase
from tests.kernel import library
from tests.kernel.appends import LOG, an_id
from tests.plumbing.rooms import a_room_database
from tests.plumbing.writers import ADA, Writer, a_library, furnish


@pytest.fixture
async def source(database: MakeDatabase) -> FreshDatabase:
    """A room with a street at work, and another street beside it."""
    where = await a_room_database(database)
    async with open_store(where.service_url, [LOG, "jiaotong"]) as store:
        shop = a_library(store)
        await furnish(shop)
        await Writer("before", [shop]).write(20)
    return where


async def test_a_copied_log_is_the_same_and_goes_on(
    source: FreshDatabase, database: MakeDatabase
) -> None:
    target = await a_room_database(database)
    copied = await copy_log(source.owner_url, target.owner_url, LOG)
    async with open_store(source.service_url) as there, open_store(target.service_url) as here:
        before = await there.read(LOG, 0, 1000)
        assert await here.read(LOG, 0, 1000) == before
        assert copied["event"] == len(before)
        await Writer("after", [a_library(here)]).write(10)
        assert await here.head(LOG) > len(before)
        assert await there.head(LOG) == len(before)
        assert await here.head("jiaotong") == 0


async def test_what_was_answered_before_the_move_is_answered_the_same_after_it(
    source: FreshDatabase, database: MakeDatabase
) -> None:
    target = await a_room_database(database)
    put = library.PutBook(shelf="s1", book="told-twice")
    asked = Ask(command=put, command_id=an_id(put), principal=ADA)
    async with open_store(source.service_url) as there:
        answer = await a_library(there)(asked)
    await copy_log(source.owner_url, target.owner_url, LOG)
    async with open_store(target.service_url) as here:
        head = await here.head(LOG)
        assert await a_library(here)(asked) == answer
        assert await here.head(LOG) == head


async def test_a_log_is_not_copied_over_another_nor_from_nowhere(
    source: FreshDatabase, database: MakeDatabase
) -> None:
    target = await a_room_database(database)
    await copy_log(source.owner_url, target.owner_url, LOG)
    with pytest.raises(Trouble, match="already"):
        await copy_log(source.owner_url, target.owner_url, LOG)
    with pytest.raises(Trouble, match="no log of"):
        await copy_log(target.owner_url, source.owner_url, "nowhere")


async def test_a_database_of_another_shape_is_not_copied_into(
    source: FreshDatabase, database: MakeDatabase
) -> None:
    target = await a_room_database(database)
    owner = await asyncpg.connect(target.owner_url)
    await owner.execute("ALTER TABLE event ADD COLUMN later text")
    await owner.close()
    with pytest.raises(Trouble, match="not of one version"):
        await copy_log(source.owner_url, target.owner_url, LOG)
    async with open_store(target.service_url) as here:
        assert await here.head(LOG) == 0
