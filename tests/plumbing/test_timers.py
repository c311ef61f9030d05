"""A promise about time is kept once, soon after its moment, whatever happened meanwhile."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from services.kernel import Command
from services.kernel.actor import Principal
from services.kernel.ask import Ask
from services.kernel.execution import Execution
from services.kernel.memory import MemoryStore
from services.kernel.refusal import TooManyRaces
from services.kernel.replies import Accepted
from services.plumbing.postgres import PostgresStore, open_store
from services.plumbing.timers import Timers, timers_running
from tests.conftest import MakeDatabase
from tests.kernel import library
from tests.kernel.appends import LOG, a_timer, an_append, an_id
from tests.plumbing.rooms import a_room_database

ADA = Principal(person="ada", street=LOG)
NOON = datetime(2024, 11, 4, 4, 0, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


class House:
    """A library in memory, its clock, and its timers fired by hand."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.store = MemoryStore(self.clock)
        self.execution = Execution(
            self.store,
            library.events,
            [library.decider],
            library.around,
            library.permit,
            self.clock,
        )
        self.late: list[float] = []
        self.asked: list[Ask] = []
        self.trouble: Exception | None = None
        self.timers = self.another_process()

    def another_process(self) -> Timers:
        return Timers(
            self.store, self.execute, library.commands, "library", self.clock, self.late.append
        )

    async def execute(self, ask: Ask) -> Accepted:
        self.asked.append(ask)
        if self.trouble is not None:
            raise self.trouble
        return await self.execution(ask)

    async def do(self, command: Command) -> None:
        await self.execution(Ask(command=command, command_id=an_id(command), principal=ADA))

    async def said(self) -> list[str]:
        return [each.type for each in await self.store.read(LOG, 0, 99)]


@pytest.fixture
async def house() -> House:
    house = House()
    await house.do(library.BuildShelf(shelf="s1", name="novels"))
    await house.do(library.PutBook(shelf="s1", book="emma", until=NOON + timedelta(hours=1)))
    return house


async def test_a_timer_fires_when_its_moment_has_come(house: House) -> None:
    assert await house.timers.fire() == 0
    house.clock.now = NOON + timedelta(hours=1, seconds=3)
    assert await house.timers.fire() == 1
    assert await house.said() == ["ShelfBuilt", "BookPut", "BookTaken"]
    assert house.late == [3.0]
    [ask] = house.asked
    assert (ask.principal.person, ask.street) == ("system:library", LOG)
    assert [each.command_id for each in await house.store.read(LOG, 2, 9)] == [ask.command_id]
    assert await house.timers.fire() == 0


async def test_a_promise_kept_early_does_not_fire(house: House) -> None:
    await house.do(library.TakeBook(shelf="s1", book="emma"))
    house.clock.now = NOON + timedelta(days=1)
    assert await house.timers.fire() == 0
    assert house.asked == []


async def test_a_crash_between_asking_and_noting_asks_once(house: House) -> None:
    house.clock.now = NOON + timedelta(hours=2)
    [due] = await house.store.due(house.clock.now, 9)
    timer = library.TakeBook.model_validate_json(due.body)
    system = Principal(person="system:library", street=LOG)
    await house.execution(Ask(command=timer, command_id=due.timer_id, principal=system))
    assert await house.timers.fire() == 0, "the event itself cancelled it"
    assert (await house.said()).count("BookTaken") == 1


async def test_a_refusal_ends_a_timer(house: House) -> None:
    command = library.TakeBook(shelf="s1", book="persuasion").model_dump_json().encode()
    timer = a_timer("t1", due_at=NOON)
    await house.store.append(an_append(1, "card-1", timers=[replace(timer, body=command)]))
    assert await house.timers.fire() == 1
    assert await house.timers.fire() == 0
    assert len(house.asked) == 1


async def test_trouble_leaves_a_timer_for_later(house: House) -> None:
    house.clock.now = NOON + timedelta(hours=2)
    for trouble in (ConnectionResetError(), TooManyRaces()):
        house.trouble = trouble
        assert await house.another_process().fire() == 0
    assert len(house.asked) == 2
    house.trouble = None
    assert await house.another_process().fire() == 1


async def test_a_timer_in_trouble_rests_before_it_is_asked_again(house: House) -> None:
    house.clock.now = NOON + timedelta(hours=2)
    house.trouble = ConnectionResetError()
    assert [await house.timers.fire() for _ in range(5)] == [0] * 5
    assert len(house.asked) == 1


async def test_an_unknown_or_unreadable_timer_stops_no_other(house: House) -> None:
    wrong = [
        a_timer("t1", "one", NOON, "card-1"),
        replace(a_timer("t2", "two", NOON, "card-1"), type="BurnBook"),
    ]
    await house.store.append(an_append(1, "card-1", timers=wrong))
    house.clock.now = NOON + timedelta(hours=2)
    assert await house.timers.fire() == 1
    assert "BookTaken" in await house.said()
    assert len(await house.store.due(house.clock.now, 9)) == 2


async def test_timers_of_one_stream_fire_in_order(house: House) -> None:
    for n, book in enumerate(("persuasion", "emma2", "lady-susan")):
        until = NOON + timedelta(minutes=50 - n)
        await house.do(library.PutBook(shelf="s1", book=book, until=until))
    house.clock.now = NOON + timedelta(hours=2)
    assert await house.timers.fire() == 4
    books = [ask.command.model_dump()["book"] for ask in house.asked]
    assert books == ["lady-susan", "emma2", "persuasion", "emma"]


async def test_running_timers_fire_by_themselves_and_stop(house: House) -> None:
    async with timers_running(
        house.store, house.execute, library.commands, "library", house.clock, every=30.0
    ) as timers:
        house.clock.now = NOON + timedelta(hours=2)

        async def taken() -> bool:
            timers.woken.set()
            return "BookTaken" in await house.said()

        await comes_true(taken)
    assert "BookTaken" in await house.said()


async def test_replicas_take_turns_and_the_next_takes_over(database: MakeDatabase) -> None:
    where = await a_room_database(database)
    async with (
        open_store(where.service_url, [LOG]) as one,
        open_store(where.service_url) as other,
    ):
        first, second, elsewhere = one.lease("timers"), other.lease("timers"), other.lease("x")
        assert await first.held()
        assert not await second.held()
        assert await elsewhere.held()
        assert await first.held()
        await first.close()
        await comes_true(second.held)
        assert not await first.held()
        await asyncio.gather(first.close(), second.close(), elsewhere.close())


async def test_two_replicas_ask_a_timer_once(database: MakeDatabase) -> None:
    where = await a_room_database(database)
    async with (
        open_store(where.service_url, [LOG]) as one,
        open_store(where.service_url) as other,
        a_library_with_timers(one) as execution,
        a_library_with_timers(other),
    ):
        until_soon = datetime.now(UTC) + timedelta(seconds=0.3)
        for command in (
            library.BuildShelf(shelf="s1", name="novels"),
            library.PutBook(shelf="s1", book="emma", until=until_soon),
        ):
            await execution(Ask(command=command, command_id=an_id(command), principal=ADA))

        async def taken() -> bool:
            return [each.type for each in await one.read(LOG, 2, 9)] == ["BookTaken"]

        await comes_true(taken)
        assert datetime.now(UTC) >= until_soon


@asynccontextmanager
async def a_library_with_timers(
    store: PostgresStore,
) -> AsyncIterator[Execution[library.Library]]:
    execution = Execution(store, library.events, [library.decider], library.around, library.permit)
    async with timers_running(
        store, execution, library.commands, "library", lease=store.lease("timers"), every=0.05
    ):
        yield execution


async def comes_true(condition: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(10):
        while not await condition():
            await asyncio.sleep(0.01)
