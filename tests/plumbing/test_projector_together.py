"""What a gateway remembers between two batches, and how several of them hear one log together."""

import asyncio

import pytest

from services.contracts.places import RoomKind
from services.gateway.queries import Behind
from tests.conftest import FreshDatabase, MakeDatabase
from tests.gateway.house import a_gateway, migrated
from tests.gateway.paper import Paper
from tests.plumbing.test_projector import a_street, estate, opened, planned
from tests.scenario import STREET


@pytest.fixture
async def where(database: MakeDatabase) -> FreshDatabase:
    return await migrated(database)


async def test_two_gateways_at_once_show_what_one_would(where: FreshDatabase) -> None:
    paper = a_street(40)
    async with a_gateway(where) as one, a_gateway(where) as another:
        await asyncio.gather(one.hear(paper, 7), another.hear(paper, 11), one.hear(paper, 3))
        together = await one.dump()
        await one.wipe()
        await one.hear(paper)
        assert await one.dump() == together


async def test_a_reader_waits_for_its_own_write_and_is_told_how_far_behind_it_is(
    where: FreshDatabase,
) -> None:
    paper = a_street(1)
    async with a_gateway(where) as gateway, a_gateway(where) as another:
        waiting = asyncio.ensure_future(gateway.queries.wait_for("petitions", STREET, 5))
        elsewhere = asyncio.ensure_future(another.queries.wait_for("petitions", STREET, 5))
        await asyncio.sleep(0)
        await gateway.hear(paper)
        await asyncio.gather(waiting, elsewhere)
        with pytest.raises(Behind) as behind:
            await gateway.queries.wait_for("petitions", STREET, 9, timeout=0.05)
        assert (behind.value.reached, behind.value.lag) == (5, 4)


async def test_what_is_remembered_is_not_read_again_until_somebody_else_has_moved_it(
    where: FreshDatabase,
) -> None:
    async with a_gateway(where) as one, a_gateway(where) as another:
        await one.hear(Paper().tell(*(estate(f"E{n:03}") for n in (1, 2))))
        statements: list[str] = []
        async with one.pool.acquire() as connection:
            connection.add_query_logger(lambda query: statements.append(query.query))
        paper = Paper().tell(*(estate(f"E{n:03}") for n in (1, 2)))
        paper.tell(planned("E001"), opened("E001", RoomKind.HALL))
        paper.tell(opened("E001", RoomKind.MEDIATION), opened("E001", RoomKind.ACTIVITY))
        for position in (3, 4):
            await one.projector.apply("petitions", STREET, paper.events[position - 1 : position])
        assert len(statements) == 3
        await another.hear(paper)
        await one.projector.apply("petitions", STREET, paper.events[4:])
        together = await one.dump()
        await one.wipe()
        await one.hear(paper)
        assert await one.dump() == together


async def test_the_tide_tells_where_a_new_thing_began(where: FreshDatabase) -> None:
    paper = Paper().tell(estate("E001"), planned("E001"), opened("E001", RoomKind.HALL))
    async with a_gateway(where) as gateway:
        await gateway.hear(paper)
        assert gateway.tide.began("petitions", STREET, ["estate"]) == 1
        assert gateway.tide.began("petitions", STREET, ["estate", "station"]) == 2
        assert gateway.tide.began("petitions", STREET, ["unit"]) == 0
        await gateway.projector.position("petitions", STREET)
        assert gateway.tide.began("petitions", STREET, ["unit"]) == 3


async def test_five_hundred_events_take_few_round_trips(where: FreshDatabase) -> None:
    paper = a_street(100)
    statements: list[str] = []
    async with a_gateway(where) as gateway:
        await gateway.projector.position("petitions", STREET)
        async with gateway.pool.acquire() as connection:
            connection.add_query_logger(lambda query: statements.append(query.query))
        await gateway.projector.apply("petitions", STREET, paper.events[:500])
        asked = [each for each in statements if "checkpoint" in each or "move_in_turn" in each]
        assert len(asked) == 2


async def test_a_rise_is_believed_by_whoever_waited_for_it_and_by_nobody_else(
    where: FreshDatabase,
) -> None:
    async with a_gateway(where) as gateway:
        waiting = asyncio.ensure_future(gateway.tide.reaches("petitions", STREET, 2, 5.0))
        await asyncio.sleep(0)
        await gateway.hear(Paper().tell(estate("E001"), planned("E001")))
        assert await waiting
        assert not await gateway.tide.reaches("petitions", STREET, 2, 5.0)
        assert not await gateway.tide.reaches("petitions", STREET, 3, 0.01)
