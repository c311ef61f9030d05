"""How it stood before: a read model folded anew, in memory, as of a moment or a position.

There are two kinds of time. The world's: what had happened by a moment, with everything that was
entered late. The log's: what was recorded by a moment, which is a position, since everything
committed together was recorded at one moment and no later one is earlier.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from services.gateway import heard
from services.gateway.folding import Kept
from services.gateway.growing import Growing, Said, WouldNotShow
from services.gateway.hearing import Heard, read
from services.gateway.tables import Pool
from services.kernel import ReadModel, State, Vocabulary, replace
from services.kernel.readmodel import Cells
from services.kernel.record import Stored

_AT_ONCE = 500
_DROPPED = "SELECT position FROM dropped WHERE projection = $1 AND room = $2 AND log = $3"
_RECORDED_BY = """
SELECT position FROM heard WHERE room = $1 AND log = $2 AND recorded_at <= $3
ORDER BY recorded_at DESC, position DESC LIMIT 1
"""
_RECORDED_AT = """
SELECT recorded_at FROM heard WHERE room = $1 AND log = $2 AND position <= $3
ORDER BY position DESC LIMIT 1
"""


class AsOf(State):
    """`occurred`: with what had happened in the world by then. `position`: of what the log says up
    to there, which for `recorded` is all that was recorded by then. Both: what was known at the
    one of the other.
    """

    occurred: datetime | None = None
    recorded: datetime | None = None
    position: int | None = None

    @property
    def until(self) -> int:
        return heard.FOR_EVER if self.position is None else self.position


class Past(State):
    """A read model as it stood."""

    cards: Mapping[str, Kept]
    cells: Cells


async def recorded_by(pool: Pool, room: str, log: str, moment: datetime) -> int:
    """The last position recorded by a moment."""
    position: int | None = await pool.fetchval(_RECORDED_BY, room, log, moment)
    return position or 0


async def recorded_at(pool: Pool, room: str, log: str, position: int) -> datetime | None:
    """When the log came to a position; None for the empty log."""
    moment: datetime | None = await pool.fetchval(_RECORDED_AT, room, log, position)
    return moment


async def folded(
    pool: Pool, model: ReadModel[Any], words: Vocabulary[Any], log: str, as_of: AsOf
) -> Past:
    """Every card and cell of a read model as of then."""
    try:
        return await _folded(pool, model, words, log, as_of, one_by_one=False)
    except WouldNotShow:
        return await _folded(pool, model, words, log, as_of, one_by_one=True)


async def _folded(
    pool: Pool,
    model: ReadModel[Any],
    words: Vocabulary[Any],
    log: str,
    as_of: AsOf,
    *,
    one_by_one: bool,
) -> Past:
    growing = await _empty(pool, model, log, one_by_one=one_by_one)
    after, categories = 0, {model.category, *model.hears}
    while batch := await heard.of_categories(
        pool, model.room, log, categories, after, as_of.until, _AT_ONCE
    ):
        for stored in batch:
            _tell(growing, read(words, stored), as_of.occurred)
        after = batch[-1].position
    written = growing.write()
    return Past(cards=written.fresh, cells=written.changes.cells)


async def card(
    pool: Pool, model: ReadModel[Any], words: Vocabulary[Any], log: str, key: str, as_of: AsOf
) -> Kept | None:
    """One card as of then, from the events that can have to do with it."""
    only = replace(model, keys=lambda event: [key] if key in model.keys(event) else [])
    growing = await _empty(pool, only, log, one_by_one=True)
    told = await _about(pool, model, log, key, as_of.until)
    ranks = await _ranks(pool, model, words, log, told)
    for stored in told:
        rank = ranks.get(stored.position, 0)
        _tell(growing, read(words, stored), as_of.occurred, rank)
    return growing.write().fresh.get(key)


def _tell(
    growing: Growing, told: Heard, occurred: datetime | None, rank: int | None = None
) -> None:
    """What had not happened by then is passed over, but takes the rank that is its own."""
    stored = told.stored
    said: Said | None = told.event or told.unreadable
    if said is None or later(growing.model, told, occurred):
        growing.pass_over(stored)
    else:
        growing.tell(stored, said, rank)


def later(model: ReadModel[Any], told: Heard, occurred: datetime | None) -> bool:
    """Whether it is of something that was still to happen at that moment."""
    if occurred is None:
        return False
    if told.event is None:
        return told.stored.occurred_at > occurred
    return model.happened(told.stored, told.event) > occurred


async def _empty(pool: Pool, model: ReadModel[Any], log: str, *, one_by_one: bool) -> Growing:
    rows = await pool.fetch(_DROPPED, model.name, model.room, log)
    dropped = [row["position"] for row in rows]
    return Growing(model, {}, dropped=dropped, one_by_one=one_by_one)


async def _about(
    pool: Pool, model: ReadModel[Any], log: str, key: str, until: int
) -> Sequence[Stored]:
    """The events of the thing's own stream; and where others' may be on its card, all that name it.

    Every part of a card's key is a field of the events it is folded from, so it stands in them.
    """
    stream = f"{model.category}-{key}"
    if not model.hears and model.keys is ReadModel.keys:
        found = await heard.of_stream(pool, model.room, log, stream, 0, heard.FOR_EVER)
        return [stored for stored in found if stored.position <= until]
    categories = {model.category, *model.hears}
    return await heard.naming(pool, model.room, log, categories, stream, key.split("."), until)


async def _ranks(
    pool: Pool,
    model: ReadModel[Any],
    words: Vocabulary[Any],
    log: str,
    told: Sequence[Stored],
) -> Mapping[int, int]:
    """The ranks that these events took in their series, by their positions."""
    ranked = [stored for stored in told if model.series(stored) is not None]
    if not ranked:
        return {}
    types = [name for name in words.types if model.series(replace(ranked[0], type=name))]
    categories = {model.category, *model.hears}
    counted: Counter[str] = Counter()
    ranks: dict[int, int] = {}
    last = ranked[-1].position
    for stored in await heard.envelopes(pool, model.room, log, categories, types, last):
        series = model.series(stored)
        if series is not None:
            counted[series] += 1
            ranks[stored.position] = counted[series]
    return ranks
