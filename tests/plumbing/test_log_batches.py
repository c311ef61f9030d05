"""Requests that meet in one batch answer as if they had come one after the other."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import asyncpg
import pytest

from services.kernel.claim import Release, Take
from services.kernel.store import Answer, Append, Appended, Outcome, Raced, Taken
from services.plumbing.postgres import PostgresStore, StreetUnknown, TooBusy, open_store, store
from tests.conftest import FreshDatabase, MakeDatabase
from tests.kernel.appends import FAR_AHEAD, LOG, a_timer, an_append, an_id
from tests.plumbing.rooms import a_room_database

A, B = "shelf-a", "shelf-b"
BOOK = Take(scope="book", key="emma")


@pytest.fixture
async def where(database: MakeDatabase) -> FreshDatabase:
    return await a_room_database(database)


class Batches:
    """The sizes of the batches that were committed."""

    def __init__(self) -> None:
        self.sizes: list[int] = []

    def __call__(self, size: int, seconds: float, waited: float) -> None:
        assert 0 <= waited <= seconds
        self.sizes.append(size)


@pytest.fixture
def batches() -> Batches:
    return Batches()


@pytest.fixture
async def log(where: FreshDatabase, batches: Batches) -> AsyncIterator[PostgresStore]:
    async with open_store(where.service_url, [LOG], watch=batches) as opened:
        yield opened


def wrote(stream: str, version: int, position: int) -> Outcome:
    return Appended(answer=Answer(stream=stream, version=version, position=position))


async def at_once(log: PostgresStore, *requests: Append) -> list[Outcome]:
    return list(await asyncio.gather(*(log.append(each) for each in requests)))


async def test_a_chain_on_one_stream_is_written_in_one_batch(
    log: PostgresStore, batches: Batches
) -> None:
    leans_on = {A: an_append(0).attempt}
    outcomes = await at_once(
        log,
        an_append(0, A),
        an_append(1, A, 1, leans_on=leans_on),
        an_append(2, B),
        an_append(3, A, 1),
        an_append(4, A, 2),
    )
    assert outcomes == [wrote(A, 1, 1), wrote(A, 2, 2), wrote(B, 1, 3), Raced(), wrote(A, 3, 4)]
    assert batches.sizes == [5]


async def test_what_leans_on_a_refused_one_falls_with_it(
    log: PostgresStore, batches: Batches
) -> None:
    await log.append(an_append(0, B, claims=[(B, BOOK)]))
    refused = an_append(1, A, claims=[(A, BOOK)])
    outcomes = await at_once(
        log,
        refused,
        an_append(2, A),
        an_append(3, A, 1, leans_on={A: refused.attempt}),
    )
    holder = Answer(stream=B, version=1, position=1)
    assert outcomes == [
        Taken(scope="book", key="emma", holder=holder),
        wrote(A, 1, 2),
        Raced(),
    ]
    assert batches.sizes == [1, 3]


async def test_claims_pass_from_hand_to_hand_within_a_batch(
    log: PostgresStore, batches: Batches, where: FreshDatabase
) -> None:
    back = Release(scope="book", key="emma")
    until = Take(scope="book", key="emma", until=FAR_AHEAD)
    outcomes = await at_once(
        log,
        an_append(0, A, claims=[(A, BOOK)]),
        an_append(1, B, claims=[(B, BOOK)]),
        an_append(2, A, 1, claims=[(A, back)]),
        an_append(3, B, claims=[(B, until)]),
    )
    holder = Answer(stream=A, version=1, position=1)
    taken = Taken(scope="book", key="emma", holder=holder)
    assert outcomes == [wrote(A, 1, 1), taken, wrote(A, 2, 2), wrote(B, 1, 3)]
    assert batches.sizes == [4]
    assert await rows(where, "SELECT key, stream, until FROM reservation") == [
        ("emma", B, FAR_AHEAD)
    ]


async def test_the_last_word_on_a_timer_counts(log: PostgresStore, batches: Batches) -> None:
    await at_once(
        log,
        an_append(0, A, timers=[a_timer("t1"), a_timer("t2", "close")]),
        an_append(1, A, 1, timers=[a_timer("t3")], cancelled=[(A, "close")]),
        an_append(2, A, 7, timers=[a_timer("t4")]),
    )
    assert batches.sizes == [3]
    now = datetime.now(UTC)
    assert [each.timer_id for each in await log.due(now, 9)] == [an_id("t3")]


async def test_the_same_command_twice_at_once_is_written_once(log: PostgresStore) -> None:
    twice = await at_once(log, an_append(0), an_append(0))
    answer = Answer(stream=A, version=1, position=1)
    assert twice == [Appended(answer=answer), Appended(answer=answer, again=True)]


async def test_a_request_the_database_cannot_take_spoils_no_other(log: PostgresStore) -> None:
    outcomes = await asyncio.gather(
        log.append(an_append(0, A)),
        log.append(an_append(1, "shelf-\0")),
        log.append(an_append(2, B)),
        return_exceptions=True,
    )
    assert outcomes[0] == wrote(A, 1, 1)
    assert isinstance(outcomes[1], asyncpg.CharacterNotInRepertoireError)
    assert outcomes[2] == wrote(B, 1, 2)


async def test_a_batch_is_one_line_in_the_ledger_of_commits(
    log: PostgresStore, where: FreshDatabase
) -> None:
    await at_once(log, *(an_append(n, f"shelf-{n}") for n in range(3)))
    await log.append(an_append(3, A, say=None))
    await log.append(an_append(4, A))
    ledger = "SELECT first_position, last_position FROM commit_batch ORDER BY 1"
    assert await rows(where, ledger) == [(1, 3), (4, 4)]
    same_moment = (
        "SELECT bool_and(e.recorded_at = b.committed_at) FROM event AS e JOIN commit_batch AS b"
        " ON e.position BETWEEN b.first_position AND b.last_position"
    )
    assert await rows(where, same_moment) == [(True,)]


async def test_a_street_nobody_began_is_unknown(log: PostgresStore) -> None:
    with pytest.raises(StreetUnknown):
        await log.append(an_append(0, log="elsewhere"))
    assert await log.head("elsewhere") == 0
    assert await log.read("elsewhere", 0, 9) == []


async def test_beginning_a_log_again_changes_nothing(where: FreshDatabase) -> None:
    async with open_store(where.service_url, [LOG]) as opened:
        await opened.append(an_append(0))
    before = await rows(where, "SELECT log, position, epoch FROM log_head")
    async with open_store(where.service_url, [LOG]) as opened:
        assert await opened.head(LOG) == 1
    assert await rows(where, "SELECT log, position, epoch FROM log_head") == before


async def test_of_the_newest_no_more_is_at_hand_than_without_a_hole(
    where: FreshDatabase, log: PostgresStore
) -> None:
    async with open_store(where.service_url, [LOG]) as elsewhere:
        await log.append(an_append(1, A))
        await elsewhere.append(an_append(2, B))
        await log.append(an_append(3, A, 1))
        await log.append(an_append(4, A, 2))
    assert [each.position for each in log.newest(LOG, 2, 9)] == [3, 4]
    assert log.newest(LOG, 0, 9) == log.newest(LOG, 1, 9) == []
    assert [each.position for each in elsewhere.newest(LOG, 1, 9)] == [2]


async def test_closing_writes_what_waits_and_takes_no_more(where: FreshDatabase) -> None:
    async with open_store(where.service_url, [LOG]) as opened:
        waiting = [
            asyncio.create_task(opened.append(an_append(n, f"shelf-{n}"))) for n in range(700)
        ]
        await asyncio.sleep(0)
    assert {type(await each) for each in waiting} == {Appended}
    with pytest.raises(TooBusy):
        await opened.append(an_append("late"))
    assert await rows(where, "SELECT count(*), max(position) FROM event") == [(700, 700)]


async def test_more_than_can_wait_is_refused(
    log: PostgresStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "WAITING_ROOM", 3)
    outcomes = await asyncio.gather(
        *(log.append(an_append(n, f"shelf-{n}")) for n in range(5)), return_exceptions=True
    )
    assert [type(each) for each in outcomes] == [Appended, Appended, Appended, TooBusy, TooBusy]


async def rows(where: FreshDatabase, query: str) -> list[tuple[object, ...]]:
    connection = await asyncpg.connect(where.owner_url)
    try:
        return [tuple(row) for row in await connection.fetch(query)]
    finally:
        await connection.close()
