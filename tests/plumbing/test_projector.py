"""What the rooms tell is on the screens once, in order, whoever hears it and however often."""

import asyncio
from datetime import date, timedelta

import pytest

from services.contracts.petitions.events.registry import (
    EstateRegistered,
    RoomOpened,
    StationBuilt,
    StationPlanned,
)
from services.contracts.places import RoomKind
from services.gateway.dropped import follow_again_when_dropped
from services.gateway.hearing import Gap
from services.gateway.past import AsOf
from services.gateway.readmodels.stations import StationCard, StationStatus
from services.kernel import Event
from tests.conftest import FreshDatabase, MakeDatabase
from tests.gateway.house import a_gateway, migrated
from tests.gateway.paper import Paper
from tests.scenario import NOON, STREET

DAY = date(2024, 11, 4)


def estate(code: str) -> Event:
    return EstateRegistered(
        estate_id=code, name=f"小区{code}", community_id="C1", household_count=600, buildings=()
    )


def planned(code: str) -> Event:
    return StationPlanned(station_id=f"S{code}", estate_id=code, name=f"驿站{code}")


def opened(code: str, room: RoomKind) -> Event:
    return RoomOpened(station_id=f"S{code}", room_kind=room, opened_on=DAY)


def built(code: str) -> Event:
    return StationBuilt(station_id=f"S{code}", built_on=DAY, acceptance_ref=f"YS-{code}")


def a_street(estates: int) -> Paper:
    """Estates, each with a station of three rooms; every second one is built."""
    paper = Paper()
    for n in range(1, estates + 1):
        code = f"E{n:03}"
        paper.tell(estate(code), planned(code), at=NOON + timedelta(minutes=n))
        paper.tell(*(opened(code, room) for room in RoomKind))
        if n % 2 == 0:
            paper.tell(built(code))
    return paper


@pytest.fixture
async def where(database: MakeDatabase) -> FreshDatabase:
    return await migrated(database)


async def test_a_card_shows_what_was_told_and_the_version_to_change_it_by(
    where: FreshDatabase,
) -> None:
    async with a_gateway(where) as gateway:
        await gateway.hear(a_street(2))
        shown = await gateway.queries.get("stations", STREET, "SE002")
        assert shown is not None
        assert isinstance(shown.card, StationCard)
        assert shown.card.status is StationStatus.BUILT
        assert [room.room_kind for room in shown.card.rooms] == list(RoomKind)
        assert (shown.version, shown.position) == (5, 11)
        assert await gateway.queries.get("stations", STREET, "SE009") is None
        assert await gateway.queries.get("stations", "elsewhere", "SE002") is None


@pytest.mark.parametrize("batch", [1, 3, 500])
async def test_the_size_of_a_batch_changes_nothing(where: FreshDatabase, batch: int) -> None:
    async with a_gateway(where) as gateway:
        await gateway.hear(a_street(6), batch)
        in_batches = await gateway.dump()
        await gateway.wipe()
        await gateway.hear(a_street(6))
        assert await gateway.dump() == in_batches


async def test_hearing_twice_is_hearing_once(where: FreshDatabase) -> None:
    paper = a_street(4)
    async with a_gateway(where) as gateway:
        await gateway.hear(paper)
        once = await gateway.dump()
        await gateway.projector.apply("petitions", STREET, paper.events)
        await gateway.projector.apply("petitions", STREET, paper.events[3:9])
        assert await gateway.dump() == once


async def test_a_batch_after_a_gap_is_not_heard_at_all(where: FreshDatabase) -> None:
    paper = a_street(4)
    async with a_gateway(where) as gateway:
        await gateway.projector.position("petitions", STREET)
        await gateway.projector.apply("petitions", STREET, paper.events[:5])
        before = await gateway.dump()
        with pytest.raises(Gap) as gap:
            await gateway.projector.apply("petitions", STREET, paper.events[7:9])
        assert (gap.value.expected, gap.value.came) == (6, 8)
        holed = [*paper.events[5:7], *paper.events[8:]]
        with pytest.raises(Gap):
            await gateway.projector.apply("petitions", STREET, holed)
        assert await gateway.dump() == before


async def test_dropped_tables_grow_again_by_themselves(where: FreshDatabase) -> None:
    paper = a_street(5)
    async with a_gateway(where) as gateway:
        await gateway.hear(paper)
        before = await gateway.dump()
        await gateway.wipe()
        with pytest.raises(Gap):
            await gateway.projector.apply("petitions", STREET, paper.events[20:])
        await gateway.hear(paper)
        assert await gateway.dump() == before


async def test_a_lost_position_does_not_count_anything_twice(where: FreshDatabase) -> None:
    paper = a_street(5)
    async with a_gateway(where) as gateway:
        await gateway.hear(paper)
        before = await gateway.dump()
        await gateway.pool.execute("DELETE FROM checkpoint")
        await gateway.hear(paper)
        assert await gateway.dump() == before


async def test_a_running_gateway_notices_that_its_tables_were_dropped(
    where: FreshDatabase,
) -> None:
    paper = a_street(3)
    async with a_gateway(where) as gateway:

        async def follow() -> None:
            await gateway.hear(paper)
            await asyncio.Event().wait()

        following = asyncio.ensure_future(
            follow_again_when_dropped(gateway.projector, "petitions", STREET, follow)
        )
        await gateway.queries.wait_for("petitions", STREET, len(paper.events), timeout=10)
        before = await gateway.dump()
        await gateway.wipe()
        await gateway.queries.wait_for("petitions", STREET, len(paper.events), timeout=10)
        assert await gateway.dump() == before
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)


async def test_streets_are_kept_apart(where: FreshDatabase) -> None:
    here, there = a_street(2), Paper(log="elsewhere").tell(estate("E001"))
    async with a_gateway(where) as gateway:
        await gateway.hear(here)
        await gateway.hear(there)
        assert len((await gateway.queries.list("estates", STREET)).items) == 2
        assert len((await gateway.queries.list("estates", "elsewhere")).items) == 1


async def test_a_list_is_filtered_by_tags_and_paged_without_repeats(where: FreshDatabase) -> None:
    async with a_gateway(where) as gateway:
        await gateway.hear(a_street(25))
        first = await gateway.queries.list("stations", STREET, {"status:planned"}, limit=8)
        second = await gateway.queries.list(
            "stations", STREET, {"status:planned"}, first.next, limit=8
        )
        keys = [shown.key for shown in (*first.items, *second.items)]
        assert keys == [f"SE{n:03}" for n in range(25, 0, -2)]
        assert second.next is None
        assert await gateway.queries.count("stations", STREET, {"status:built"}) == 12
        both = await gateway.queries.list("stations", STREET, {"status:built", "estate:E004"})
        assert [shown.key for shown in both.items] == ["SE004"]


async def test_history_and_the_event_stream_are_what_was_told(where: FreshDatabase) -> None:
    paper = a_street(2)
    async with a_gateway(where) as gateway:
        await gateway.hear(paper)
        history = await gateway.queries.history("petitions", STREET, "station-SE002")
        assert [(told.stored.version, told.stored.type) for told in history] == [
            (1, "StationPlanned"),
            (2, "RoomOpened"),
            (3, "RoomOpened"),
            (4, "RoomOpened"),
            (5, "StationBuilt"),
        ]
        events = await gateway.queries.events("petitions", STREET, after=3, limit=4)
        assert [told.stored for told in events] == paper.events[3:7]
        assert await gateway.queries.told("petitions", STREET, len(paper.events) - 1, 1.0)
        assert not await gateway.queries.told("petitions", STREET, len(paper.events), 0.02)


async def test_a_card_and_a_figure_can_be_asked_as_of_then(where: FreshDatabase) -> None:
    paper = Paper().tell(estate("E001"), estate("E002"), planned("E001"))
    paper.tell(*(opened("E001", room) for room in RoomKind), built("E001"))
    paper.tell(planned("E002"), at=NOON + timedelta(days=2))
    async with a_gateway(where) as gateway:
        await gateway.hear(paper)
        was = await gateway.queries.get("stations", STREET, "SE001", AsOf(position=6))
        assert was is not None
        assert isinstance(was.card, StationCard)
        assert (was.card.status, was.version) == (StationStatus.PLANNED, 4)
        day_after = AsOf(occurred=NOON + timedelta(days=1))
        assert await gateway.queries.get("stations", STREET, "SE002", day_after) is None
        now = await gateway.statistics.ask("coverage", STREET)
        then = await gateway.statistics.ask("coverage", STREET, as_of=AsOf(position=6))
        assert (now.fields["built"], now.fields["percent"]) == (1, "50.00")
        assert (then.fields["built"], then.fields["planned"]) == (0, 2)
