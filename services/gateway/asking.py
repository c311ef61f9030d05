"""Asking a statistic: its cells summed now, or folded anew as of a position or a moment."""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from services.gateway import builds, past, tables
from services.gateway.cursor import after_cursor, cursor_after
from services.gateway.past import AsOf
from services.gateway.projector import Words
from services.gateway.queries import AT_MOST, Queries, Shown
from services.gateway.readmodels.days import day_of
from services.gateway.tables import Pool
from services.kernel import State, Statistic, Value
from services.kernel.readmodel import Cell, Cells

_CELLS = "SELECT cell, n FROM cell WHERE projection = $1 AND version = $2 AND log = $3"
_FOLDING_AT_ONCE = 2  # questions about the past read a whole log: few at a time


class Answered(State):
    """A statistic's fields, ready to be JSON; of a list also its lines, and the way on.

    `on` is the day it is asked about.
    """

    fields: Mapping[str, object]
    on: date
    items: Sequence[Mapping[str, object]] | None = None
    next: str | None = None


class Statistics:
    """The street's figures by name."""

    def __init__(
        self,
        pool: Pool,
        statistics: Sequence[Statistic[Any]],
        queries: Queries,
        words: Words,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._pool = pool
        self._statistics = {each.name: each for each in statistics}
        self._queries = queries
        self._words = words
        self._clock = clock
        self._folding = asyncio.Semaphore(_FOLDING_AT_ONCE)

    @property
    def names(self) -> Sequence[str]:
        return list(self._statistics)

    def named(self, name: str) -> Statistic[Any]:
        """The statistic of this name; KeyError where there is none."""
        return self._statistics[name]

    async def ask(
        self,
        name: str,
        log: str,
        asked: Value | None = None,
        as_of: AsOf | None = None,
        cursor: str | None = None,
        limit: int = AT_MOST,
    ) -> Answered:
        """The answer now, or as of then. `asked` is of the statistic's own `asked` model."""
        statistic = self._statistics[name]
        asked = statistic.asked() if asked is None else asked
        day = day_of(await self._asked_about(statistic, log, as_of))
        if as_of is None:
            cells = await self._now(statistic, log)
        else:
            async with self._folding:
                cells = await self._then(statistic, log, as_of)
        fields = statistic.render(cells, asked, day)
        if statistic.listed is None:
            return Answered(fields=fields, on=day)
        shown, following = await self._lines(
            statistic, log, asked, as_of, cursor, max(1, min(limit, AT_MOST))
        )
        items = [statistic.item(each.card, day) for each in shown]
        return Answered(fields=fields, on=day, items=items, next=following)

    async def _asked_about(
        self, statistic: Statistic[Any], log: str, as_of: AsOf | None
    ) -> datetime:
        """The moment it is asked about: of a position, when it was recorded."""
        if as_of is None:
            return self._clock()
        if moment := as_of.occurred or as_of.recorded:
            return moment
        room = self._queries.model(statistic.of[0]).room
        return await past.recorded_at(self._pool, room, log, as_of.until) or self._clock()

    async def _now(self, statistic: Statistic[Any], log: str) -> Cells:
        sums: Counter[Cell] = Counter()
        async with (
            self._pool.acquire() as connection,
            connection.transaction(isolation="repeatable_read", readonly=True),
        ):
            for name in statistic.of:
                version = await builds.shown(connection, self._queries.model(name))
                for row in await connection.fetch(_CELLS, name, version, log):
                    sums[tables.cell_of(row["cell"])] += row["n"]
        return sums

    async def _then(self, statistic: Statistic[Any], log: str, as_of: AsOf) -> Cells:
        sums: Counter[Cell] = Counter()
        for name in statistic.of:
            model = self._queries.model(name)
            words = self._words[model.room]
            sums.update((await past.folded(self._pool, model, words, log, as_of)).cells)
        return sums

    async def _lines(
        self,
        statistic: Statistic[Any],
        log: str,
        asked: Value,
        as_of: AsOf | None,
        cursor: str | None,
        limit: int,
    ) -> tuple[Sequence[Shown], str | None]:
        name, tags = statistic.listed or "", statistic.where(asked)
        if as_of is None:
            page = await self._queries.list(name, log, tags, cursor, limit)
            return page.items, page.next
        model, after = self._queries.model(name), after_cursor(cursor)
        async with self._folding:
            then = await self._queries.then(name, log, as_of)
        lines = sorted(
            (each for each in then.values() if tags <= model.tags(each.card)),
            key=lambda each: (each.sort, each.key),
            reverse=True,
        )
        if after[0] is not None:
            lines = [each for each in lines if (each.sort, each.key) < after]
        more = len(lines) > limit
        last = lines[limit - 1] if more else None
        return lines[:limit], None if last is None else cursor_after(last.sort, last.key)
