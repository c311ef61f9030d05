"""How batches become rows: every statement is set-based, whatever the size of the batch.

All of these run inside the caller's transaction.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field

import asyncpg
import orjson

from services.gateway.folding import Changes, Kept, Parked
from services.kernel import State
from services.kernel.readmodel import Cell

type Connection = (
    asyncpg.Connection[asyncpg.Record] | asyncpg.pool.PoolConnectionProxy[asyncpg.Record]
)
type Pool = asyncpg.Pool[asyncpg.Record]

BREAK = "\x1f"
"""Between the tags of one card on their way into the database (arrays of arrays must be square)."""

_CARDS = """
SELECT projection, version, key, card::text, stream_version, position, sort, tags FROM card
WHERE log = $1 AND (projection, version, key) IN
      (SELECT * FROM unnest($2::text[], $3::integer[], $4::text[]))
"""
_KEEP = "SELECT keep_changes($1, $2, $3::jsonb)"
_CARD = (
    "log",
    "projection",
    "version",
    "key",
    "card",
    "stream_version",
    "position",
    "sort",
    "tags",
)
BESIDE = """
SELECT DISTINCT 'parked' AS what, projection, version, stream AS name, 0::bigint AS n FROM parked
    WHERE room = $1 AND log = $2
UNION ALL SELECT 'dropped', projection, 0, '', position FROM dropped WHERE room = $1 AND log = $2
UNION ALL SELECT 'series', projection, version, series, last FROM series WHERE log = $2
"""


class Build(State):
    """One build of a read model."""

    projection: str
    version: int


class Beside(State):
    """What folding must know besides the cards, for every build of a room's log."""

    parked: dict[Build, set[str]] = field(default_factory=dict)
    dropped: dict[str, set[int]] = field(default_factory=dict)
    ranks: dict[Build, dict[str, int]] = field(default_factory=dict)

    def add(self, what: str, build: Build, name: str, n: int) -> None:
        """One row of `BESIDE`."""
        match what:
            case "parked":
                self.parked.setdefault(build, set()).add(name)
            case "dropped":
                self.dropped.setdefault(build.projection, set()).add(n)
            case _:
                self.ranks.setdefault(build, {})[name] = n


async def beside(connection: Connection, room: str, log: str) -> Beside:
    """Parked streams, dropped events and ranks taken: usually a handful of rows."""
    known = Beside()
    for what, projection, version, name, n in await connection.fetch(BESIDE, room, log):
        known.add(what, Build(projection=projection, version=version), name, n)
    return known


async def cards(
    connection: Connection, log: str, wanted: Iterable[tuple[Build, str]]
) -> dict[Build, dict[str, Kept]]:
    """The cards that a batch may change, of every build in one question."""
    found: dict[Build, dict[str, Kept]] = {}
    if names := [(build.projection, build.version, key) for build, key in wanted]:
        for row in await connection.fetch(_CARDS, log, *_columns(names, 3)):
            build = Build(projection=row["projection"], version=row["version"])
            found.setdefault(build, {})[row["key"]] = kept(row)
    return found


def kept(row: asyncpg.Record) -> Kept:
    return Kept(
        card=row["card"],
        version=row["stream_version"],
        position=row["position"],
        sort=row["sort"],
        tags=frozenset(row["tags"]),
    )


async def save(
    connection: Connection, room: str, log: str, changed: Mapping[Build, Changes]
) -> None:
    """Write what the builds have become."""
    await connection.execute(_KEEP, room, log, as_json(changed))


def as_json(changed: Mapping[Build, Changes]) -> str:
    """What the builds have become, as `keep_changes` takes it: the parts that have changed."""
    parts: dict[str, list[dict[str, object]]] = defaultdict(list)
    for build, changes in changed.items():
        of = {"projection": build.projection, "version": build.version}
        for key, card in changes.cards.items():
            if card is None:
                parts["gone"].append({**of, "key": key})
            else:
                parts["cards"].append({**of, "key": key, **_fields(card)})
        parts["cells"] += [{**of, "cell": name_of(it), "n": n} for it, n in changes.cells.items()]
        parts["ranks"] += [{**of, "series": it, "last": last} for it, last in changes.ranks.items()]
        parts["parked"] += [{**of, **_parked(it)} for it in changes.parked]
    return orjson.dumps({name: rows for name, rows in parts.items() if rows}).decode()


def _fields(card: Kept) -> dict[str, object]:
    return {
        "card": card.card,
        "stream": card.version,
        "position": card.position,
        "sort": card.sort,
        "tags": BREAK.join(sorted(card.tags)),
    }


def _parked(it: Parked) -> dict[str, object]:
    at = it.stored
    return {
        "position": at.position,
        "stream": at.stream,
        "type": at.type,
        "rank": it.rank,
        "why": it.why,
    }


async def add(connection: Connection, log: str, fresh: Mapping[Build, Mapping[str, Kept]]) -> None:
    """Cards that have no row yet: several times as fast as finding out by trying."""
    records = [
        (
            *(log, build.projection, build.version, key, card.card, card.version, card.position),
            *(card.sort, sorted(card.tags)),
        )
        for build, cards in fresh.items()
        for key, card in cards.items()
    ]
    if records:
        await connection.copy_records_to_table("card", columns=list(_CARD), records=records)


def name_of(cell: Cell) -> str:
    """A cell's name as its row keeps it."""
    return orjson.dumps(cell).decode()


def cell_of(name: str) -> Cell:
    return tuple(orjson.loads(name))


def _columns(rows: Sequence[tuple[object, ...]], width: int) -> list[list[object]]:
    """Rows as the arrays that `unnest` takes."""
    return [[row[place] for row in rows] for place in range(width)]
