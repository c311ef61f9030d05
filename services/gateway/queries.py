"""What readers ask: lists, cards, histories, the event stream, and waiting for one's own write."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from time import monotonic
from typing import Any

from services.gateway import builds, heard, past
from services.gateway.cards import Cards, OneCard
from services.gateway.cursor import after_cursor, cursor_after
from services.gateway.hearing import Heard, read
from services.gateway.heights import Heights
from services.gateway.past import AsOf
from services.gateway.projector import Models, Words
from services.gateway.tables import Pool
from services.gateway.waiting import Tide
from services.kernel import ReadModel, State, Value

AT_MOST = 200
_LOOK_AGAIN = 0.1
"""Seconds until another gateway's progress is looked at: it does not wake us."""

_LIST = """
SELECT key, card::text, stream_version, position, sort FROM card
WHERE projection = $1 AND version = $2 AND log = $3 AND tags @> $4::text[]
  AND ($5::text IS NULL OR (sort, key) < ($5, $6))
ORDER BY sort DESC, key DESC LIMIT $7
"""
_LIST_UPWARDS = _LIST.replace("(sort, key) <", "(sort, key) >").replace("DESC", "ASC")
_COUNT = """
SELECT count(*) FROM card
WHERE projection = $1 AND version = $2 AND log = $3 AND tags @> $4::text[]
"""
_HEIGHTS = "SELECT room, position FROM checkpoint WHERE log = $1 AND projection = 'heard'"


class Shown(State):
    """A card as readers are shown it. `version` is its stream's: the ETag."""

    key: str
    card: Value
    version: int
    position: int
    sort: str

    def __hash__(self) -> int:
        return hash((self.key, self.version, self.position))


class Page(State):
    """Some of a list; `next` leads on, None at its end."""

    items: Sequence[Shown]
    next: str | None


class Behind(Exception):
    """The read models have not heard far enough in time."""

    def __init__(self, room: str, wanted: int, reached: int) -> None:
        super().__init__(f"{room} is heard up to {reached}, not yet {wanted}")
        self.room, self.wanted, self.reached = room, wanted, reached

    @property
    def lag(self) -> int:
        return self.wanted - self.reached


class Queries:
    """Everything that is asked of the gateway's tables."""

    def __init__(self, pool: Pool, models: Models, words: Words, tide: Tide) -> None:
        self._pool = pool
        self._models = {model.name: model for model in models}
        self._words = words
        self._tide = tide
        self._cards = Cards(pool)
        self._heights = Heights(pool, models)

    def model(self, name: str) -> ReadModel[Any]:
        """The read model of this name; KeyError where there is none."""
        return self._models[name]

    async def get(self, name: str, log: str, key: str, as_of: AsOf | None = None) -> Shown | None:
        """One card, now or as it stood."""
        model = self._models[name]
        kind: type[Value] = model.card
        if as_of is not None:
            was = await past.card(self._pool, model, self._words[model.room], log, key, as_of)
            return None if was is None else _shown(kind, key, *was.shown)
        row = await self._cards.get(OneCard(name, model.version, log, key))
        return None if row is None else _as_before(kind, *row[1:])

    async def list(
        self,
        name: str,
        log: str,
        tags: Collection[str] = (),
        cursor: str | None = None,
        limit: int = 50,
        upwards: bool = False,
    ) -> Page:
        """Cards that carry all these tags, greatest sort first, or last where `upwards`.

        BadCursor for a made-up cursor.
        """
        model = self._models[name]
        limit = max(1, min(limit, AT_MOST))
        sort, key = after_cursor(cursor)
        version = await builds.shown(self._pool, model)
        statement = _LIST_UPWARDS if upwards else _LIST
        rows = await self._pool.fetch(
            statement, name, version, log, sorted(tags), sort, key, limit + 1
        )
        items = [_shown(model.card, *row) for row in rows[:limit]]
        more = len(rows) > limit
        return Page(items=items, next=cursor_after(items[-1].sort, items[-1].key) if more else None)

    async def count(self, name: str, log: str, tags: Collection[str] = ()) -> int:
        """How many cards carry all these tags."""
        version = await builds.shown(self._pool, self._models[name])
        found: int = await self._pool.fetchval(_COUNT, name, version, log, sorted(tags))
        return found

    async def then(self, name: str, log: str, as_of: AsOf) -> Mapping[str, Shown]:
        """Every card of a read model as it stood: folded anew, so not for every page."""
        model = self._models[name]
        was = await past.folded(self._pool, model, self._words[model.room], log, as_of)
        return {key: _shown(model.card, key, *kept.shown) for key, kept in was.cards.items()}

    async def recorded_by(self, room: str, log: str, moment: datetime) -> int:
        """The last position recorded by a moment."""
        return await past.recorded_by(self._pool, room, log, moment)

    async def history(
        self, room: str, log: str, stream: str, after: int = 0, limit: int = AT_MOST
    ) -> Sequence[Heard]:
        """What happened to one thing, in order, after a version of it."""
        limit = max(1, min(limit, AT_MOST))
        stored = await heard.of_stream(self._pool, room, log, stream, after, limit)
        return [read(self._words[room], each) for each in stored]

    async def events(
        self, room: str, log: str, after: int, limit: int = AT_MOST
    ) -> Sequence[Heard]:
        """What one room told after a position, in order."""
        limit = max(1, min(limit, AT_MOST))
        stored = await heard.since(self._pool, room, log, after, limit)
        return [read(self._words[room], each) for each in stored]

    async def news(self, room: str, log: str, after: int, limit: int = AT_MOST) -> Sequence[Heard]:
        """What one room told after a position and is on the screens, in order."""
        just_heard = self._tide.news.after(room, log, after, limit)
        if just_heard:
            return just_heard
        shown = await self.shown_to(room, log)
        heard = await self.events(room, log, after, limit)
        return [each for each in heard if each.stored.position <= shown]

    async def positions(self, log: str) -> Mapping[str, int]:
        """How far each room has been heard."""
        rows = await self._pool.fetch(_HEIGHTS, log)
        return dict.fromkeys(self._words, 0) | {row["room"]: row["position"] for row in rows}

    async def shown_to(self, room: str, log: str) -> int:
        """The position up to which everything of a room is on the screens."""
        return await self._heights.shown_to(room, log)

    async def wait_for(self, room: str, log: str, position: int, timeout: float = 2.0) -> None:
        """Until a write at this position can be read; Behind when that takes too long."""
        until = monotonic() + timeout
        left = timeout
        while not await self._tide.reaches(room, log, position, min(left, _LOOK_AGAIN)):
            if (reached := await self.shown_to(room, log)) >= position:
                return
            if (left := until - monotonic()) <= 0:
                raise Behind(room, position, reached)

    async def told(self, room: str, log: str, after: int, timeout: float) -> bool:
        """Until there is an event after this position; False when none came in time."""
        until = monotonic() + timeout
        while (left := until - monotonic()) > 0:
            if await self._tide.wait(room, log, after + 1, min(left, 1.0)):
                return True
            if (await self.positions(log))[room] > after:
                return True
        return False


def _shown(kind: type[Value], key: str, text: str, version: int, position: int, sort: str) -> Shown:
    card = kind.model_validate_json(text)
    return Shown(key=key, card=card, version=version, position=position, sort=sort)


_as_before = lru_cache(maxsize=1000)(_shown)
"""The same row is the same card: what is read again and again is understood once."""
