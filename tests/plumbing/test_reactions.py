"""A room acts on what it hears: once, in order, and whatever fails meanwhile."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from uuid import uuid4

import asyncpg
import pytest

from services.contracts.petitions.commands.registry import RegisterUnit
from services.contracts.places import UnitKind
from services.kernel import Command, Event, Vocabulary
from services.kernel.actor import Actor
from services.kernel.ask import Ask
from services.kernel.record import Recorded, Stored
from services.kernel.refusal import Refusal, TooManyRaces
from services.kernel.replies import Accepted
from services.kernel.room import Hearing
from services.plumbing.checkpoints import Checkpoint, CheckpointMoved, Pool
from services.plumbing.postgres import StoreUnavailable
from services.plumbing.reactions import Listener, follow_own
from tests.conftest import MakeDatabase
from tests.plumbing.on_the_wire import LogOnPaper, beside, until
from tests.plumbing.rooms import a_room_database
from tests.scenario import NOON, STREET


class Rang(Event, category="bell", about="bell_id"):
    """A bell rang."""

    bell_id: str


class Broke(Event, category="bell", about="bell_id"):
    """A bell broke: nothing can be made of it."""

    bell_id: str


bells: Vocabulary[Event] = Vocabulary("tower", [Rang, Broke])


def react(heard: Recorded[Event]) -> list[Command]:
    match heard.event:
        case Rang(bell_id=name):
            return [RegisterUnit(unit_id=name, kind=UnitKind.GRID, name=name, parent_id=STREET)]
        case Broke():
            raise LookupError("no bell")
        case _:
            return []


def told(position: int, event: Event | str) -> Stored:
    kind = event if isinstance(event, str) else type(event).__name__
    return Stored(
        log=STREET,
        position=position,
        stream="bell-B",
        version=position,
        event_id=uuid4(),
        type=kind,
        schema_version=1,
        occurred_at=NOON,
        recorded_at=NOON,
        actor=Actor(person="p", role="street_officer", org=STREET),
        command_id=uuid4(),
        correlation_id=uuid4(),
        causation_id=None,
        body=b"{}" if isinstance(event, str) else bells.encode(event),
    )


def rang(position: int) -> Stored:
    return told(position, Rang(bell_id=f"B{position}"))


@pytest.fixture
async def pool(database: MakeDatabase) -> AsyncIterator[Pool]:
    where = await a_room_database(database)
    made: Pool = await asyncpg.create_pool(where.service_url, min_size=1, max_size=2)
    yield made
    await made.close()


class Execute:
    """The room's execution, as a test wants it to answer."""

    def __init__(self, *answers: Exception | None) -> None:
        self.answers = list(answers)
        self.asked: list[Ask] = []

    async def __call__(self, ask: Ask) -> Accepted:
        self.asked.append(ask)
        if self.answers and (answer := self.answers.pop(0)) is not None:
            raise answer
        return Accepted(room="hall", stream="s", version=1, position=1)

    @property
    def bells(self) -> list[str]:
        return [ask.command.key for ask in self.asked]


def listener(pool: Pool, execute: Execute) -> Listener:
    hearing = Hearing(words=bells, react=react)
    return Listener("hall", "tower", hearing, execute, Checkpoint(pool, "tower", STREET))


async def test_an_event_is_answered_by_the_room_s_own_command(pool: Pool) -> None:
    execute, event = Execute(), rang(1)
    await listener(pool, execute).apply([event])
    [asked] = execute.asked
    assert asked.command == RegisterUnit(
        unit_id="B1", kind=UnitKind.GRID, name="B1", parent_id=STREET
    )
    assert asked.principal.person == "system:hall"
    assert (asked.causation_id, asked.occurred_at) == (event.event_id, NOON)


async def test_hearing_twice_is_asking_once(pool: Pool) -> None:
    execute, event = Execute(), rang(1)
    await listener(pool, execute).apply([event])
    with pytest.raises(CheckpointMoved):
        await listener(pool, execute).apply([event])
    first, second = execute.asked
    assert first.command_id == second.command_id


async def test_the_checkpoint_moves_with_what_was_heard(pool: Pool) -> None:
    one = listener(pool, Execute())
    assert await one.after() == 0
    await one.apply([rang(1), told(2, "NeverHeardOf"), rang(3)])
    assert await one.after() == 3


async def test_a_refusal_is_an_answer_and_the_flow_goes_on(pool: Pool) -> None:
    execute = Execute(Refusal(), None)
    one = listener(pool, execute)
    await one.apply([rang(1), rang(2)])
    assert execute.bells == ["B1", "B2"]
    assert await one.after() == 2


@pytest.mark.parametrize("trouble", [StoreUnavailable("x"), ConnectionError(), TooManyRaces()])
async def test_trouble_that_passes_is_tried_again_from_that_event(
    pool: Pool, trouble: Exception
) -> None:
    execute = Execute(None, trouble)
    one = listener(pool, execute)
    with pytest.raises(type(trouble)):
        await one.apply([rang(1), rang(2), rang(3)])
    assert await one.after() == 1
    await one.apply([rang(2), rang(3)])
    assert execute.bells == ["B1", "B2", "B2", "B3"]
    assert await one.after() == 3


async def test_an_event_nothing_can_be_made_of_is_left_behind_after_three_tries(
    pool: Pool,
) -> None:
    execute = Execute()
    one = listener(pool, execute)
    events = [rang(1), told(2, Broke(bell_id="B")), rang(3)]
    for done in (0, 1):
        with pytest.raises(LookupError):
            await one.apply(events[done:])
    await one.apply(events[1:])
    assert execute.bells == ["B1", "B3"]
    assert await one.after() == 3


async def test_whoever_is_behind_the_checkpoint_does_not_move_it(pool: Pool) -> None:
    mine, theirs = Checkpoint(pool, "tower", STREET), Checkpoint(pool, "tower", STREET)
    await mine.move(0, 5)
    with pytest.raises(CheckpointMoved):
        await theirs.move(0, 3)
    await theirs.move(5, 6)
    assert await mine.read() == 6


async def test_the_own_log_is_heard_straight_from_the_log() -> None:
    log, woken, heard = LogOnPaper(), asyncio.Event(), list[Stored]()
    await log.write(3)
    failures = [ConnectionError()]

    async def after() -> int:
        return heard[-1].position if heard else 0

    async def apply(events: Sequence[Stored]) -> None:
        if failures:
            raise failures.pop()
        heard.extend(events)

    async with beside(follow_own(log, STREET, woken, after, apply)):
        await until(lambda: len(heard) == 3)
        await log.write(500)
        woken.set()
        await until(lambda: len(heard) == 503)
    assert [each.position for each in heard] == list(range(1, 504))
