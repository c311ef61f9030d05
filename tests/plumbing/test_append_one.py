"""Alone or among others: a plain request is answered alike, and leaves the same rows."""

from collections.abc import Sequence

import asyncpg
import pytest

from services.kernel.store import Append, Appended, Outcome, Raced, Reused
from services.plumbing.postgres import StreetUnknown, open_store, store
from services.plumbing.postgres.single import is_single
from tests.conftest import MakeDatabase
from tests.kernel.appends import LOG, a_timer, an_append, answer
from tests.plumbing.rooms import a_room_database

A, B = "shelf-a", "shelf-b"

REQUESTS = (
    an_append(1, A),
    an_append(1, A, 1),  # asked again
    an_append(1, A, 1, fingerprint=b"other"),
    an_append(2, A),  # saw it empty
    an_append(3, A, 1, leans_on={A: an_append(1).attempt}),
    an_append(4, A, 2, leans_on={A: an_append(1).attempt}),  # another has written since
    an_append(5, B, writer="one", knew=2),
    an_append(6, B, 1, writer="one", knew=3),
    an_append(7, B, 2, writer="other", knew=1),
    an_append(8, B, 2, writer="other", knew=4),
)
ANSWERS = (
    Appended(answer=answer(A, 1, 1)),
    Appended(answer=answer(A, 1, 1), again=True),
    Reused(),
    Raced(),
    Appended(answer=answer(A, 2, 2)),
    Raced(),
    Appended(answer=answer(B, 1, 3)),
    Appended(answer=answer(B, 2, 4)),
    Raced(),
    Appended(answer=answer(B, 3, 5)),
)
ROWS = (
    "SELECT log, position FROM log_head",
    "SELECT log, stream, category, version, position, attempt FROM stream_head ORDER BY stream",
    """SELECT log, position, stream, category, version, event_id, type, schema_version, occurred_at,
        person, role, org, command_id, correlation_id, causation_id, body
    FROM event ORDER BY position""",
    """SELECT log, command_id, fingerprint, stream, version, position FROM command
    ORDER BY command_id""",
    "SELECT log, first_position, last_position, writer FROM commit_batch ORDER BY last_position",
    "SELECT count(*) FROM event JOIN commit_batch ON last_position = position "
    "WHERE recorded_at = committed_at",
)


async def _left(make: MakeDatabase) -> tuple[list[Outcome], list[list[asyncpg.Record]]]:
    """What was answered, one after the other, and what stands in the tables then."""
    where = await a_room_database(make)
    async with open_store(where.service_url, [LOG]) as opened:
        outcomes = [await opened.append(each) for each in REQUESTS]
    connection = await asyncpg.connect(where.owner_url)
    rows = [await connection.fetch(each) for each in ROWS]
    await connection.close()
    return outcomes, rows


async def test_alone_and_among_others_are_one(
    database: MakeDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert all(is_single([each]) for each in REQUESTS)
    alone, rows_alone = await _left(database)

    def never(_: Sequence[Append]) -> bool:
        return False

    monkeypatch.setattr(store, "is_single", never)
    among, rows_among = await _left(database)
    assert alone == among == list(ANSWERS)
    assert rows_alone == rows_among
    assert [list(row) for row in rows_alone[-1]] == [[5]]


async def test_a_street_that_is_not_served_is_told_so(database: MakeDatabase) -> None:
    where = await a_room_database(database)
    async with open_store(where.service_url, [LOG]) as opened:
        with pytest.raises(StreetUnknown):
            await opened.append(an_append(1, A, log="elsewhere"))
        assert await opened.head("elsewhere") == 0


@pytest.mark.parametrize(
    "more",
    [
        an_append(1, A, beside={B: 0}),
        an_append(1, A, say=None),
        an_append(1, A, timers=[a_timer(1)]),
        an_append(1, A, cancelled=[(A, "urge")]),
    ],
    ids=["two streams", "no event", "a promise", "a promise taken back"],
)
def test_what_is_more_than_plain_goes_the_general_way(more: Append) -> None:
    assert not is_single([more])
    assert not is_single([an_append(1), an_append(2, B)])
