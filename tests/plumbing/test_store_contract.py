"""What a log promises, whatever it is kept in."""

from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID

import pytest

from services.kernel.claim import Release, Take
from services.kernel.memory import MemoryStore
from services.kernel.store import (
    Answer,
    Append,
    Appended,
    EventStore,
    Found,
    Outcome,
    Raced,
    Reused,
    Taken,
    Wanted,
)
from services.plumbing.postgres import open_store
from tests.conftest import MakeDatabase
from tests.kernel.appends import FAR_AHEAD, LOG, LONG_AGO, SOMEBODY, a_timer, an_append, an_id
from tests.plumbing.rooms import a_room_database

A, B, C = "shelf-a", "shelf-b", "card-c"
BOOK = Take(scope="book", key="emma")


@pytest.fixture(params=["memory", "postgres"])
async def store(
    request: pytest.FixtureRequest, database: MakeDatabase
) -> AsyncIterator[EventStore]:
    if request.param == "memory":
        yield MemoryStore()
        return
    where = await a_room_database(database)
    async with open_store(where.service_url, [LOG, "jiaotong"]) as opened:
        yield opened


def told(outcome: Outcome) -> Answer:
    assert isinstance(outcome, Appended), outcome
    return outcome.answer


def answer(stream: str, version: int, position: int) -> Answer:
    return Answer(stream=stream, version=version, position=position)


async def look(store: EventStore, command: object = "?", **rest: object) -> Found:
    return await store.look(
        Wanted(log=LOG, command_id=an_id(command), **{"streams": {}, **rest})  # type: ignore[arg-type]
    )


async def log_of(store: EventStore, log: str = LOG) -> list[tuple[int, str, int]]:
    return [(each.position, each.stream, each.version) for each in await store.read(log, 0, 1000)]


async def test_positions_have_no_hole_and_versions_are_dense(store: EventStore) -> None:
    assert told(await store.append(an_append(1, A))) == answer(A, 1, 1)
    assert told(await store.append(an_append(2, B))) == answer(B, 1, 2)
    assert told(await store.append(an_append(3, A, 1))) == answer(A, 2, 3)
    assert await log_of(store) == [(1, A, 1), (2, B, 1), (3, A, 2)]
    assert await store.head(LOG) == 3


async def test_a_lost_race_burns_no_position(store: EventStore) -> None:
    await store.append(an_append(1, A))
    assert await store.append(an_append(2, A)) == Raced()
    assert await store.append(an_append(3, A, 2)) == Raced()
    assert told(await store.append(an_append(4, B))) == answer(B, 1, 2)


async def test_every_guard_must_hold_or_nothing_is_written(store: EventStore) -> None:
    await store.append(an_append(1, A))
    await store.append(an_append(2, B))
    assert await store.append(an_append(3, A, 1, beside={B: 0})) == Raced()
    assert told(await store.append(an_append(4, A, 1, beside={B: 1}))) == answer(A, 2, 4)
    assert (await log_of(store))[2:] == [(3, A, 2), (4, B, 2)]


async def test_what_leans_on_an_unwritten_attempt_needs_that_attempt(store: EventStore) -> None:
    upon_it = an_append(2, A, 1, leans_on={A: 100})
    assert await store.append(upon_it) == Raced()
    await store.append(an_append(1, A, attempt=100))
    same_command_elsewhere = an_append(3, A, 1, leans_on={A: 101})
    assert await store.append(same_command_elsewhere) == Raced()
    assert told(await store.append(upon_it)) == answer(A, 2, 2)


async def test_asking_twice_is_told_the_same(store: EventStore) -> None:
    await store.append(an_append(1, A))
    await store.append(an_append(2, A, 1))
    again = await store.append(an_append(1, A, 2))
    assert again == Appended(answer=answer(A, 1, 1), again=True)
    assert await store.head(LOG) == 2


async def test_a_command_id_means_one_request(store: EventStore) -> None:
    await store.append(an_append(1, A))
    assert await store.append(an_append(1, A, 1, fingerprint=b"other")) == Reused()
    assert await store.head(LOG) == 1


async def test_a_command_that_changes_nothing_is_remembered(store: EventStore) -> None:
    await store.append(an_append(1, A))
    nothing = an_append(2, A, 1, say=None)
    assert told(await store.append(nothing)) == answer(A, 1, 1)
    await store.append(an_append(3, A, 1))
    assert await store.append(nothing) == Appended(answer=answer(A, 1, 1), again=True)
    assert await store.append(an_append(4, A, 1, say=None)) == Raced()
    assert await store.head(LOG) == 2


async def test_a_claim_has_one_holder(store: EventStore) -> None:
    await store.append(an_append(1, A, claims=[(A, BOOK)]))
    await store.append(an_append(2, A, 1))
    taken = await store.append(an_append(3, B, claims=[(B, BOOK)]))
    assert taken == Taken(scope="book", key="emma", holder=answer(A, 2, 2))
    assert told(await store.append(an_append(4, A, 2, claims=[(A, BOOK)]))) == answer(A, 3, 3)


async def test_a_claim_given_back_can_be_taken(store: EventStore) -> None:
    give_back = Release(scope="book", key="emma")
    await store.append(an_append(1, A, claims=[(A, BOOK)]))
    await store.append(an_append(2, B, claims=[(B, give_back)]))
    taken = await store.append(an_append(3, B, 1, claims=[(B, BOOK)]))
    assert isinstance(taken, Taken), "only its holder gives it back"
    await store.append(an_append(4, A, 1, claims=[(A, give_back)]))
    assert told(await store.append(an_append(5, B, 1, claims=[(B, BOOK)]))).version == 2


async def test_a_claim_passes_on_within_one_append(store: EventStore) -> None:
    await store.append(an_append(1, A, claims=[(A, BOOK)]))
    passed = [(A, Release(scope="book", key="emma")), (B, BOOK)]
    await store.append(an_append(2, A, 1, beside={B: 0}, claims=passed))
    taken = await store.append(an_append(3, A, 2, claims=[(A, BOOK)]))
    assert taken == Taken(scope="book", key="emma", holder=answer(B, 1, 3))


async def test_a_refused_append_leaves_its_other_claims_as_they_were(store: EventStore) -> None:
    other = Take(scope="book", key="persuasion")
    await store.append(an_append(1, A, claims=[(A, BOOK)]))
    assert isinstance(await store.append(an_append(2, B, claims=[(B, other), (B, BOOK)])), Taken)
    assert told(await store.append(an_append(3, C, claims=[(C, other)]))) == answer(C, 1, 2)


async def test_a_claim_that_ran_out_is_free_and_renewing_keeps_it(store: EventStore) -> None:
    run_out = Take(scope="book", key="emma", until=LONG_AGO)
    renewed = Take(scope="book", key="emma", until=FAR_AHEAD)
    await store.append(an_append(1, A, claims=[(A, run_out)]))
    await store.append(an_append(2, B, claims=[(B, run_out)]))
    await store.append(an_append(3, B, 1, claims=[(B, renewed)]))
    taken = await store.append(an_append(4, A, 1, claims=[(A, BOOK)]))
    assert taken == Taken(scope="book", key="emma", holder=answer(B, 2, 3))


async def test_due_timers_come_earliest_first(store: EventStore) -> None:
    soon, later = LONG_AGO, LONG_AGO + timedelta(days=1)
    timers = [a_timer("t2", "close", later), a_timer("t1", "urge", soon)]
    await store.append(an_append(1, timers=timers))
    assert await due_names(store) == ["t1", "t2"]
    assert [each.timer_id for each in await store.due(soon, 9)] == [an_id("t1")]
    assert [each.timer_id for each in await store.due(later, 1)] == [an_id("t1")]
    [first] = await store.due(soon, 9)
    assert (first.log, first.due_at, first.type, first.body) == (LOG, soon, "TakeBook", b"{}")


async def test_a_kept_or_cancelled_promise_does_not_come_again(store: EventStore) -> None:
    await store.append(an_append(1, timers=[a_timer("t1", "urge"), a_timer("t2", "close")]))
    await store.fired(LOG, an_id("t1"))
    assert await due_names(store) == ["t2"]
    await store.append(an_append(2, A, 1, cancelled=[(A, "close"), (A, "never set")]))
    assert await due_names(store) == []


async def test_a_timer_set_again_moves(store: EventStore) -> None:
    await store.append(an_append(1, timers=[a_timer("t1", "urge")]))
    await store.append(an_append(2, A, 1, timers=[a_timer("t2", "urge", FAR_AHEAD)]))
    assert await due_names(store) == []
    await store.fired(LOG, an_id("t1"))
    assert [each.timer_id for each in await store.due(FAR_AHEAD, 9)] == [an_id("t2")]


async def test_a_lost_race_sets_no_timer_and_takes_no_claim(store: EventStore) -> None:
    await store.append(an_append(1, A))
    lost = an_append(2, A, timers=[a_timer("t1")], claims=[(A, BOOK)])
    assert await store.append(lost) == Raced()
    assert await due_names(store) == []
    assert told(await store.append(an_append(3, B, claims=[(B, BOOK)]))).position == 2


async def test_what_was_said_is_read_byte_for_byte(store: EventStore) -> None:
    said = '{"b": 1e2, "a": "书", "a": 1.0}'
    cause = UUID(int=9)
    asked = an_append(1, A, say=said, causation_id=cause, correlation_id=UUID(int=8))
    await store.append(asked)
    [event] = await store.read(LOG, 0, 9)
    assert event.body == said.encode()
    assert (event.type, event.schema_version, event.occurred_at) == ("BookPut", 3, LONG_AGO)
    assert event.event_id == asked.events[0].event_id
    assert (event.command_id, event.correlation_id) == (asked.command_id, UUID(int=8))
    assert (event.causation_id, event.actor) == (cause, SOMEBODY)
    assert (event.category, event.key) == ("shelf", "a")


async def test_a_log_is_read_in_pages(store: EventStore) -> None:
    for n in range(5):
        await store.append(an_append(n, A, n))
    assert [each.position for each in await store.read(LOG, 0, 2)] == [1, 2]
    assert [each.position for each in await store.read(LOG, 2, 2)] == [3, 4]
    assert [each.position for each in await store.read(LOG, 4, 2)] == [5]
    assert await store.read(LOG, 5, 2) == []


async def test_recorded_moments_never_go_back(store: EventStore) -> None:
    for n in range(5):
        await store.append(an_append(n, A, n))
    moments = [each.recorded_at for each in await store.read(LOG, 0, 9)]
    assert moments == sorted(moments)


async def test_a_look_finds_all_that_is_new(store: EventStore) -> None:
    for n, (stream, after) in enumerate([(A, 0), (B, 0), (C, 0), (A, 1), (C, 1), (A, 2)]):
        await store.append(an_append(n, stream, after))
    found = await look(store, 3, streams={A: 1, B: 1}, categories=("card", "desk"), after=3)
    assert [(each.stream, each.version) for each in found.streams] == [(A, 2), (A, 3)]
    assert [(each.stream, each.position) for each in found.around] == [(C, 5)]
    assert found.head == 6
    assert found.answered == (answer(A, 2, 4), b"same")


async def test_a_look_at_nothing_finds_nothing(store: EventStore) -> None:
    found = await look(store, streams={A: 0}, categories=("shelf",))
    assert (list(found.streams), list(found.around), found.head) == ([], [], 0)
    assert found.answered is None


async def test_streets_do_not_meet(store: EventStore) -> None:
    await store.append(an_append(1, A, claims=[(A, BOOK)], timers=[a_timer("t1")]))
    elsewhere = an_append(1, A, log="jiaotong", claims=[(A, BOOK)], say=None)
    assert told(await store.append(elsewhere)) == answer(A, 0, 0)
    assert await log_of(store, "jiaotong") == []
    await store.fired("jiaotong", an_id("t1"))
    assert await due_names(store) == ["t1"]


async def test_an_append_that_contradicts_itself_is_a_mistake(store: EventStore) -> None:
    unguarded = an_append(1, A)
    for wrong in (
        {"guards": {B: 0}},
        {"guards": {A: 1}},
        {"timers": [a_timer("t1"), a_timer("t2")]},
        {"timers": [a_timer("t1")], "cancelled": [(A, "urge")]},
    ):
        with pytest.raises(ValueError, match=r"stream is guarded at|timer twice"):
            await store.append(Append(**{**vars(unguarded), **wrong}))
    assert await store.head(LOG) == 0


async def due_names(store: EventStore) -> list[str]:
    names = {an_id(name): name for name in ("t1", "t2")}
    return [names[each.timer_id] for each in await store.due(LONG_AGO + timedelta(days=1), 9)]
