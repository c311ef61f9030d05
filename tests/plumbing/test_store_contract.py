"""What a log promises, whatever it is kept in: order, guards, ids, and reading."""

from datetime import datetime, timedelta, timezone
from uuid import UUID

import pytest

from services.kernel.store import (
    Append,
    Appended,
    EventStore,
    Found,
    Raced,
    Reused,
    Wanted,
)
from tests.kernel.appends import LOG, LONG_AGO, SOMEBODY, a_timer, an_append, an_id, answer, told

A, B, C = "shelf-a", "shelf-b", "card-c"


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


async def test_without_a_look_nobody_else_may_have_written_since(store: EventStore) -> None:
    await store.append(an_append(1, A, writer="one"))
    await store.append(an_append(2, B, writer="one"))
    unlooked = an_append(3, A, 1, writer="one", knew=1)
    assert told(await store.append(unlooked)) == answer(A, 2, 3), "only its own since"
    await store.append(an_append(4, C, writer="other"))
    assert await store.append(an_append(5, A, 2, writer="one", knew=3)) == Raced()
    assert await store.append(an_append(6, A, 2, writer="other", knew=2)) == Raced()
    assert told(await store.append(an_append(7, A, 2, writer="one", knew=4))) == answer(A, 3, 5)
    assert told(await store.append(an_append(8, B, 1, writer="other"))) == answer(B, 2, 6)
    assert await store.append(unlooked) == Appended(answer=answer(A, 2, 3), again=True)


async def test_some_types_of_a_stretch_are_read_in_order(store: EventStore) -> None:
    for n, kind in enumerate(("BookPut", "BookLent", "BookPut", "BookLost", "BookPut")):
        await store.append(an_append(n + 1, f"shelf-{n}", kind=kind))
    found = await store.read_types(LOG, 1, 4, {"BookPut", "BookLost", "NeverHeardOf"})
    assert [(each.position, each.type) for each in found] == [(3, "BookPut"), (4, "BookLost")]
    assert found == list(await store.read(LOG, 2, 2))
    assert await store.read_types(LOG, 1, 4, {"NeverHeardOf"}) == []


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


async def test_what_was_just_written_is_at_hand_as_it_would_be_read(store: EventStore) -> None:
    moment = datetime(2024, 11, 4, 12, 0, 0, 123, tzinfo=timezone(timedelta(hours=8)))
    await store.append(an_append(1, A, occurred_at=moment, causation_id=UUID(int=9)))
    await store.append(an_append(2, A, 7))
    await store.append(an_append(3, A, 1, beside={B: 0}))
    await store.append(an_append(3, A, 1, beside={B: 0}))
    read = list(await store.read(LOG, 0, 9))
    assert list(store.newest(LOG, 0, 9)) == read
    assert repr(store.newest(LOG, 0, 9)[0]) == repr(read[0]), "to the time zone"
    assert list(store.newest(LOG, 1, 1)) == read[1:2]
    assert list(store.newest(LOG, 3, 9)) == list(store.newest("elsewhere", 0, 9)) == []


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
