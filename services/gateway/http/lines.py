"""The lines of a statistic that is also a list, for one reader: what is not theirs is left out."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import orjson

from services.gateway.cursor import after_cursor, cursor_after
from services.gateway.http import cursors
from services.gateway.http.asked import Paged
from services.gateway.http.inside import Inside
from services.gateway.http.listing import Rows, look, scan
from services.gateway.http.reader import Reader
from services.gateway.http.reading_as import reader_of
from services.gateway.http.resources import RESOURCES, Resource
from services.gateway.http.stood import sight_of_then
from services.gateway.past import AsOf
from services.gateway.queries import Page, Shown
from services.kernel import Statistic, Value, replace
from services.kernel.actor import Principal


async def lines_of(
    inside: Inside,
    who: Principal,
    statistic: Statistic[Any],
    own: Value,
    as_of: AsOf | None,
    asked: Paged,
    on: date,
) -> dict[str, Any]:
    """`{"items": […], "next": …}`."""
    resource = next(each for each in RESOURCES if each.cards == statistic.listed)
    reader = await reader_of(inside, who, frozenset({resource.plural}))
    rows, stood = await _rows(inside, reader, resource, statistic, own, as_of)
    about = orjson.dumps([who.street, statistic.name, own.model_dump_json(), as_of]).decode()
    key = inside.cursor_key
    start = None if asked.cursor is None else cursors.opened(key, asked.cursor, about)
    seen, following = await scan(resource, reader, rows, frozenset(), start, asked.limit)
    return {
        "items": [statistic.item(stood.get(each.shown.key, each.shown).card, on) for each in seen],
        "next": following and cursors.closed(key, following, about),
    }


async def _rows(
    inside: Inside,
    reader: Reader,
    resource: Resource,
    statistic: Statistic[Any],
    own: Value,
    as_of: AsOf | None,
) -> tuple[Rows, Mapping[str, Shown]]:
    """The cards by which it is seen who may see a line, and how they stood if that is asked."""
    who, name, tags = reader.who, statistic.listed or "", statistic.where(own)
    if as_of is None:

        async def now(cursor: str | None, limit: int) -> Page:
            return await inside.queries.list(name, who.street, tags, cursor, limit)

        return now, {}
    model = inside.queries.model(name)
    async with inside.pasts:
        then = await inside.queries.then(name, who.street, as_of)
    lines = [each for each in then.values() if tags <= model.tags(each.card)]
    lines.sort(key=lambda each: (each.sort, each.key), reverse=True)

    async def before(cursor: str | None, limit: int) -> Page:
        page = _page(lines, cursor, limit)
        now = await asyncio.gather(
            *(inside.queries.get(name, who.street, each.key) for each in page.items)
        )
        items = [
            replace(today, sort=was.sort)
            for was, today in zip(page.items, now, strict=True)
            if today is not None and _may_be_told(resource, reader, was, today)
        ]
        return replace(page, items=items)

    return before, then


def _may_be_told(resource: Resource, reader: Reader, was: Shown, today: Shown) -> bool:
    now = look(resource, reader, today)
    return now is not None and sight_of_then(resource, reader, now, was) is not None


def _page(lines: Sequence[Shown], cursor: str | None, limit: int) -> Page:
    sort, key = after_cursor(cursor)
    rest = [
        each for each in lines if sort is None or key is None or (each.sort, each.key) < (sort, key)
    ]
    items = rest[:limit]
    more = len(rest) > limit
    return Page(items=items, next=cursor_after(items[-1].sort, items[-1].key) if more else None)
