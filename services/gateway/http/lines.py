"""The lines of a statistic that is also a list, for one reader: what is not theirs is left out."""

from collections.abc import Sequence
from typing import Any

import orjson

from services.gateway.cursor import after_cursor, cursor_after
from services.gateway.http import cursors
from services.gateway.http.asked import Paged
from services.gateway.http.inside import Inside
from services.gateway.http.listing import Rows, scan
from services.gateway.http.reading_as import reader_of
from services.gateway.http.resources import RESOURCES
from services.gateway.past import AsOf
from services.gateway.queries import Page, Shown
from services.kernel import Statistic, Value
from services.kernel.actor import Principal


async def lines_of(
    inside: Inside,
    who: Principal,
    statistic: Statistic[Any],
    own: Value,
    as_of: AsOf | None,
    asked: Paged,
) -> dict[str, Any]:
    """`{"items": […], "next": …}`."""
    resource = next(each for each in RESOURCES if each.cards == statistic.listed)
    reader = await reader_of(inside, who, frozenset({resource.plural}))
    rows = await _rows(inside, who, statistic, own, as_of)
    about = orjson.dumps([who.street, statistic.name, own.model_dump_json(), as_of]).decode()
    key = inside.cursor_key
    start = None if asked.cursor is None else cursors.opened(key, asked.cursor, about)
    seen, following = await scan(resource, reader, rows, frozenset(), start, asked.limit)
    return {
        "items": [statistic.item(each.shown.card) for each in seen],
        "next": following and cursors.closed(key, following, about),
    }


async def _rows(
    inside: Inside, who: Principal, statistic: Statistic[Any], own: Value, as_of: AsOf | None
) -> Rows:
    name, tags = statistic.listed or "", statistic.where(own)
    if as_of is None:

        async def now(cursor: str | None, limit: int) -> Page:
            return await inside.queries.list(name, who.street, tags, cursor, limit)

        return now
    model = inside.queries.model(name)
    async with inside.pasts:
        then = await inside.queries.then(name, who.street, as_of)
    lines = [each for each in then.values() if tags <= model.tags(each.card)]
    lines.sort(key=lambda each: (each.sort, each.key), reverse=True)

    async def before(cursor: str | None, limit: int) -> Page:
        return _page(lines, cursor, limit)

    return before


def _page(lines: Sequence[Shown], cursor: str | None, limit: int) -> Page:
    sort, key = after_cursor(cursor)
    rest = [
        each for each in lines if sort is None or key is None or (each.sort, each.key) < (sort, key)
    ]
    items = rest[:limit]
    more = len(rest) > limit
    return Page(items=items, next=cursor_after(items[-1].sort, items[-1].key) if more else None)
