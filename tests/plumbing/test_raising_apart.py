"""A rebuild in processes of their own: the same rows, and hard on what is bad."""

import pytest

from services.gateway import apart
from services.gateway.apart import Apart
from services.gateway.readmodels.every import every
from services.gateway.rebuilding import RebuildFailed, Rebuilding
from tests.conftest import FreshDatabase, MakeDatabase
from tests.gateway.house import a_gateway, migrated
from tests.plumbing.test_raising import NAMES, a_long_log, heard


@pytest.fixture
async def where(database: MakeDatabase) -> FreshDatabase:
    return await migrated(database)


async def test_processes_of_their_own_make_the_same_rows(
    where: FreshDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "_WORTH_A_PROCESS", 100)
    told: list[tuple[str, int, int]] = []
    async with a_gateway(where) as gateway:
        await gateway.hear(a_long_log(60))
        processes = Apart(gateway.pool, where.service_url, 2)
        rebuilding = Rebuilding(gateway.pool, every, gateway.projector, processes)
        found = await rebuilding.rebuild_together(
            NAMES, lambda room, _, position, head: told.append((room, position, head))
        )
        assert all(each.same for each in found.values())
        assert found["petitions"].cards == 60
        assert told[-1] == ("petitions", 360, 360)


async def test_a_process_that_meets_a_bad_event_says_so(
    where: FreshDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "_WORTH_A_PROCESS", 10)
    paper = a_long_log(10)
    paper.write("petition-bad", "PetitionClassified", b"{}")
    async with a_gateway(where) as gateway:
        before = await heard(gateway, paper)
        processes = Apart(gateway.pool, where.service_url, 2)
        rebuilding = Rebuilding(gateway.pool, every, gateway.projector, processes)
        with pytest.raises(RebuildFailed, match="petitions/61"):
            await rebuilding.rebuild_together(NAMES)
        assert await gateway.dump() == before
