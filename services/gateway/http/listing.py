"""One page of a list for one reader: cards are looked through until there are enough to be seen."""

from collections.abc import Awaitable, Callable
from functools import lru_cache
from typing import Any

import orjson

from services.gateway.cursor import cursor_after
from services.gateway.http import cursors
from services.gateway.http.asked import Listed
from services.gateway.http.audience import LOOKS
from services.gateway.http.inside import Inside
from services.gateway.http.reader import Reader
from services.gateway.http.resources import Resource
from services.gateway.http.sight import Drawn, Sight, opened
from services.gateway.queries import Page, Shown
from services.kernel import State

SCANNED_AT_MOST = 4000
"""Cards looked through for one page; a page may be short, or empty, and still lead on."""


type Rows = Callable[[str | None, int], Awaitable[Page]]
"""Cards after a cursor, so many at most."""


class Seen(State):
    """A card and what this reader sees of it."""

    shown: Shown
    sight: Sight


async def page(inside: Inside, reader: Reader, resource: Resource, asked: Listed) -> dict[str, Any]:
    """`{"items": […], "next": …}`."""
    filters = {
        name: value
        for name in resource.filters
        if (value := getattr(asked, name, None)) is not None
    }
    about = orjson.dumps(
        [reader.who.street, resource.plural, asked.sort, sorted(filters.items())]
    ).decode()
    start = None if asked.cursor is None else cursors.opened(inside.cursor_key, asked.cursor, about)
    tags = [f"{name}:{value}" for name, value in filters.items()]
    tells = frozenset(field for name in filters if (field := resource.filters[name]) is not None)

    async def rows(cursor: str | None, limit: int) -> Page:
        assert resource.cards is not None
        return await inside.queries.list(
            resource.cards, reader.who.street, tags, cursor, limit, upwards=asked.sort == "asc"
        )

    seen, following = await scan(resource, reader, rows, tells, start, asked.limit)
    items = [as_item(each) for each in seen]
    texts = await opened(inside.vault, items)
    return {
        "items": [each.told(texts) for each in items],
        "next": following and cursors.closed(inside.cursor_key, following, about),
    }


@lru_cache(maxsize=1000)
def as_item(seen: Seen) -> Drawn:
    """A card as it is served: its id, its version, its fields. Seen again it is drawn already; its
    texts are opened for each answer anew."""
    return seen.sight.of(seen.shown.card, id=seen.shown.key, version=seen.shown.version)


def look(resource: Resource, reader: Reader, shown: Shown) -> Seen | None:
    """What this reader sees of it; None for nothing."""
    sight = LOOKS[resource.plural](reader, shown.card)
    return None if sight is None else Seen(shown=shown, sight=sight)


async def scan(
    resource: Resource,
    reader: Reader,
    rows: Rows,
    tells: frozenset[str],
    cursor: str | None,
    limit: int,
) -> tuple[list[Seen], str | None]:
    """Enough to fill a page, and the cursor behind the last card looked at.

    `tells`: fields that the question itself tells of each card in the answer.
    """
    seen: list[Seen] = []
    scanned = 0
    while True:
        page = await rows(cursor, limit)
        for place, row in enumerate(page.items, start=1):
            each = look(resource, reader, row)
            if each is not None and not tells & each.sight.without:
                seen.append(each)
            if len(seen) == limit:
                more = place < len(page.items) or page.next is not None
                return seen, cursor_after(row.sort, row.key) if more else None
        scanned += len(page.items)
        if page.next is None or scanned >= SCANNED_AT_MOST:
            return seen, page.next
        cursor = page.next
