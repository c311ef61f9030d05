"""`yizhan projection …`: rebuilt beside, compared, switched and rolled back from the keyboard."""

from pathlib import Path

import pytest

from tests.conftest import FreshDatabase, MakeDatabase
from tests.gateway.house import a_gateway, migrated
from tests.plumbing.operating import yizhan
from tests.plumbing.test_projector import a_street
from tests.plumbing.test_projector_parking import poisoned
from tests.scenario import STREET


@pytest.fixture
async def where(database: MakeDatabase) -> FreshDatabase:
    return await migrated(database)


async def test_rebuilt_compared_switched_and_rolled_back(where: FreshDatabase) -> None:
    async with a_gateway(where) as gateway:
        await gateway.hear(a_street(4))

        async def shown() -> int:
            row = await gateway.pool.fetchval(
                "SELECT version FROM alias WHERE projection = 'stations'"
            )
            return int(row)

        rebuilt = await yizhan(where, "projection", "rebuild", "stations", "estates")
        assert rebuilt.startswith("exit 0")
        assert "stations" in rebuilt
        assert "1 ~ 2" in rebuilt
        assert "22/22" in rebuilt
        assert "yizhan projection switch stations estates" in rebuilt
        assert await shown() == 1
        standing = await yizhan(where, "projection", "status")
        assert "显示中 shown" in standing
        assert "就绪 ready" in standing
        assert (await yizhan(where, "projection", "switch", "stations")).startswith("exit 0")
        assert await shown() == 2
        assert "构建 1" in await yizhan(where, "projection", "rollback", "stations")
        assert await shown() == 1
        assert (await yizhan(where, "projection", "forget", "stations", "1")).startswith("exit 1")
        assert (await yizhan(where, "projection", "forget", "stations", "2")).startswith("exit 0")
        again = await yizhan(where, "projection", "rollback", "stations")
        assert again.startswith("exit 1")
        assert len((await gateway.queries.list("stations", STREET)).items) == 4


async def test_differences_are_named_and_the_exit_code_says_so(where: FreshDatabase) -> None:
    async with a_gateway(where) as gateway:
        await gateway.hear(a_street(4))
        same = await yizhan(where, "projection", "diff")
        assert same.startswith("exit 0")
        assert "✓ 一致" in same
        assert "shengquan petitions/22" in same
        await gateway.pool.execute("DELETE FROM card WHERE key = 'SE001'")
        await gateway.pool.execute("UPDATE cell SET n = 9 WHERE projection = 'estates'")
        before = await gateway.dump()
        differs = await yizhan(where, "projection", "diff", "stations", "estates")
        assert differs.startswith("exit 1")
        assert "stations missing: card shengquan/SE001" in differs
        assert 'estates different: sum shengquan/["estate","C1"]' in differs
        refused = await yizhan(where, "projection", "rebuild", "stations", "--switch")
        assert refused.startswith("exit 1")
        assert "未切换" in refused
        switched = await yizhan(where, "projection", "switch", "stations")
        assert switched.startswith("exit 0")
        assert len((await gateway.queries.list("stations", STREET)).items) == 4
        await gateway.rebuilding.forget("stations", 1)
        assert before != await gateway.dump()


async def test_a_bad_event_stops_a_rebuild_and_nothing_is_changed(where: FreshDatabase) -> None:
    async with a_gateway(where) as gateway:
        await gateway.hear(poisoned())
        before = await gateway.dump()
        failed = await yizhan(where, "projection", "rebuild", "stations")
        assert failed.startswith("exit 1")
        assert "petitions/5 (RoomOpened)" in failed
        assert "李青" not in failed
        assert await gateway.dump() == before


async def test_what_can_be_put_right_is_said_in_two_languages(
    where: FreshDatabase, database: MakeDatabase, tmp_path: Path
) -> None:
    unknown = await yizhan(where, "projection", "rebuild", "nothing")
    empty = await yizhan(await database(), "projection", "status")
    nowhere = await yizhan(None, "projection", "status", data=tmp_path)

    assert unknown.startswith("exit 1")
    assert "There is no read model nothing" in unknown
    assert empty.startswith("exit 1")
    assert "yizhan migrate" in empty
    assert nowhere.startswith("exit 1")
    assert "run make up first" in nowhere
