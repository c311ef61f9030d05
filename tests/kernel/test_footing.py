"""Deciding upon what is not written yet: faster, and never wrong."""

import asyncio
from collections.abc import Sequence

import pytest

from services.kernel import Command
from services.kernel.actor import Principal
from services.kernel.ask import Ask
from services.kernel.execution import Execution
from services.kernel.memory import MemoryStore
from services.kernel.replies import Accepted
from services.kernel.store import Append, Outcome, Raced
from tests.kernel import library
from tests.kernel.appends import LOG, an_id

ADA = Principal(person="ada", street=LOG)
TAKE_EMMA = library.TakeBook(shelf="s1", book="emma")


class SlowStore(MemoryStore):
    """Appends wait in line until they are let through, and some are lost there."""

    def __init__(self) -> None:
        super().__init__()
        self.line: list[tuple[Append, asyncio.Future[Outcome]]] = []
        self.open = True

    async def append(self, request: Append) -> Outcome:
        if self.open:
            return await super().append(request)
        answer: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self.line.append((request, answer))
        return await asyncio.shield(answer)

    async def waiting(self, how_many: int) -> None:
        async with asyncio.timeout(5):
            while len(self.line) < how_many:
                await asyncio.sleep(0)

    async def let_through(self, lost: Sequence[int] = ()) -> None:
        """All in line, in order, but those that lose a race at this moment."""
        self.open, line, self.line = True, self.line, []
        for n, (request, answer) in enumerate(line):
            answer.set_result(Raced() if n in lost else await super().append(request))


@pytest.fixture
async def store() -> SlowStore:
    return SlowStore()


@pytest.fixture
async def execution(store: SlowStore) -> Execution[library.Library]:
    """A shelf with one book on it; from now on, appends wait in line."""
    execution = Execution(store, library.events, [library.decider], library.around, library.permit)
    await execution(ask(library.BuildShelf(shelf="s1", name="novels")))
    await execution(ask(library.PutBook(shelf="s1", book="emma")))
    store.open = False
    return execution


def ask(command: Command, name: object = None) -> Ask:
    return Ask(command=command, command_id=an_id(name or command), principal=ADA)


def put(book: str) -> Ask:
    return ask(library.PutBook(shelf="s1", book=book))


def accepted(version: int) -> Accepted:
    return Accepted(room="library", stream="shelf-s1", version=version, position=version)


async def test_many_on_one_stream_are_decided_before_the_first_is_written(
    store: SlowStore, execution: Execution[library.Library]
) -> None:
    asked = [asyncio.create_task(execution(put(f"b{n}"))) for n in range(5)]
    await store.waiting(5)
    assert [each.guards for each, _ in store.line] == [{"shelf-s1": 2 + n} for n in range(5)]
    await store.let_through()
    assert await asyncio.gather(*asked) == [accepted(3 + n) for n in range(5)]


async def test_what_leaned_on_a_lost_one_is_decided_again(
    store: SlowStore, execution: Execution[library.Library]
) -> None:
    asked = [asyncio.create_task(execution(put(f"b{n}"))) for n in range(3)]
    await store.waiting(3)
    await store.let_through(lost=[1])
    told = await asyncio.gather(*asked)
    assert told[0] == accepted(3)
    assert sorted(each.version for each in told) == [3, 4, 5]
    assert await store.head(LOG) == 5


async def test_a_refusal_waits_for_what_it_is_based_on(
    store: SlowStore, execution: Execution[library.Library]
) -> None:
    first = asyncio.create_task(execution(ask(TAKE_EMMA, "first")))
    second = asyncio.create_task(execution(ask(TAKE_EMMA, "second")))
    await store.waiting(1)
    await asyncio.sleep(0)
    assert not second.done()
    await store.let_through()
    assert await first == accepted(3)
    with pytest.raises(library.BookIsElsewhere):
        await second


async def test_nobody_is_refused_for_what_never_came_to_be(
    store: SlowStore, execution: Execution[library.Library]
) -> None:
    first = asyncio.create_task(execution(ask(TAKE_EMMA, "first")))
    await store.waiting(1)
    second = asyncio.create_task(execution(ask(TAKE_EMMA, "second")))
    await asyncio.sleep(0)
    store.open = True
    store.line.clear()
    first.cancel()
    assert await second == accepted(3)


async def test_a_command_is_not_refused_for_what_it_did_itself(
    store: SlowStore, execution: Execution[library.Library]
) -> None:
    first = asyncio.create_task(execution(ask(TAKE_EMMA)))
    again = asyncio.create_task(execution(ask(TAKE_EMMA)))
    await store.waiting(1)
    await store.let_through()
    assert [await first, await again] == [accepted(3), accepted(3)]


async def test_whoever_stops_waiting_disturbs_nobody(
    store: SlowStore, execution: Execution[library.Library]
) -> None:
    first = asyncio.create_task(execution(ask(TAKE_EMMA, "first")))
    others = [asyncio.create_task(execution(ask(TAKE_EMMA, n))) for n in range(2)]
    await store.waiting(1)
    await asyncio.sleep(0)
    others[0].cancel()
    await asyncio.wait((others[0],))
    await store.let_through()
    assert await first == accepted(3)
    with pytest.raises(library.BookIsElsewhere):
        await others[1]
