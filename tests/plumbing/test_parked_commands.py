"""`yizhan parked …`: what waits is listed, shown, tried again or dropped, never read aloud."""

import pytest

from services.gateway.readmodels.stations import StationCard
from tests.conftest import FreshDatabase, MakeDatabase
from tests.gateway.house import a_gateway, migrated
from tests.plumbing.operating import yizhan
from tests.plumbing.test_projector_parking import BAD, poisoned
from tests.scenario import STREET


@pytest.fixture
async def where(database: MakeDatabase) -> FreshDatabase:
    return await migrated(database)


async def test_a_parked_stream_is_listed_and_shown_without_a_word_it_says(
    where: FreshDatabase,
) -> None:
    async with a_gateway(where) as gateway:
        assert "没有搁置的事件" in await yizhan(where, "parked", "list")
        await gateway.hear(poisoned())
        listed = await yizhan(where, "parked", "list")
        assert "station-SE001" in listed
        assert "petitions/5" in listed
        assert "ValidationError" in listed
        told = await yizhan(where, "parked", "show", "station-SE001")
        assert told.startswith("exit 0")
        assert "petitions/5 RoomOpened v1 · 第 2 版" in told
        assert f"{len(BAD)} B" in told
        assert "petitions/6 RoomOpened" in told
        assert "waits behind a parked event" in told
        assert "street_officer@shengquan" in told
        assert "李青" not in listed + told
        assert (await yizhan(where, "parked", "show", "station-SE002")).startswith("exit 1")


async def test_dropped_with_a_reason_the_rest_goes_on_in_order(where: FreshDatabase) -> None:
    async with a_gateway(where) as gateway:
        await gateway.hear(poisoned())
        tried = await yizhan(where, "parked", "retry", "station-SE001")
        assert tried.startswith("exit 1")
        assert "仍搁置 2" in tried
        later = await yizhan(
            where, "parked", "drop", "stations", "petitions/6", "--reason", "not the first"
        )
        assert later.startswith("exit 1")
        nameless = await yizhan(where, "parked", "drop", "stations", "petitions/5")
        assert "--reason" in nameless
        done = await yizhan(
            *(where, "parked", "drop", "stations", "petitions/5"),
            *("--reason", "导入有误", "--by", "李主任"),
        )
        assert done.startswith("exit 0")
        assert "station-SE001: ✓ 已恢复" in done
        shown = await gateway.queries.get("stations", STREET, "SE001")
        assert shown is not None
        assert isinstance(shown.card, StationCard)
        assert (len(shown.card.rooms), shown.version) == (1, 3)
        dropped = await gateway.pool.fetchrow("SELECT position, reason, dropped_by FROM dropped")
        assert dropped is not None
        assert tuple(dropped) == (5, "导入有误", "李主任")
        assert "没有搁置的事件" in await yizhan(where, "parked", "list")
        assert (await yizhan(where, "projection", "diff", "stations")).startswith("exit 0")


async def test_tried_again_when_nothing_is_in_the_way_any_more_it_folds(
    where: FreshDatabase,
) -> None:
    async with a_gateway(where) as gateway:
        await gateway.hear(poisoned())
        good = b'{"station_id":"SE001","room_kind":"HALL","opened_on":"2024-11-04"}'
        await gateway.pool.execute("UPDATE heard SET body = $1 WHERE position = 5", good)
        done = await yizhan(where, "parked", "retry")
        assert done.startswith("exit 0")
        shown = await gateway.queries.get("stations", STREET, "SE001")
        assert shown is not None
        assert isinstance(shown.card, StationCard)
        assert (len(shown.card.rooms), shown.version) == (2, 3)
