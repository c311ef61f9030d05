"""How batches become rows: every statement is set-based, whatever the size of the batch.

All of these run inside the caller's transaction.
"""

from collections.abc import Iterable, Mapping, Sequence

import asyncpg
import orjson

from services.gateway.folding import Changes, Kept
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
_SAVE_CARDS = """
INSERT INTO card (log, projection, version, key, card, stream_version, position, sort, tags)
SELECT $1, projection, version, key, card::json, stream_version, position, sort,
       string_to_array(tags, chr(31))
FROM unnest($2::text[], $3::integer[], $4::text[], $5::text[], $6::integer[], $7::bigint[],
            $8::text[], $9::text[])
     AS new (projection, version, key, card, stream_version, position, sort, tags)
ON CONFLICT (projection, version, log, key) DO UPDATE
SET card = excluded.card, stream_version = excluded.stream_version,
    position = excluded.position, sort = excluded.sort, tags = excluded.tags
"""
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
_DROP_CARDS = """
DELETE FROM card WHERE log = $1 AND (projection, version, key) IN
    (SELECT * FROM unnest($2::text[], $3::integer[], $4::text[]))
"""
_ADD_CELLS = """
INSERT INTO cell (log, projection, version, cell, n)
SELECT $1, * FROM unnest($2::text[], $3::integer[], $4::text[], $5::bigint[])
ON CONFLICT (projection, version, log, cell) DO UPDATE SET n = cell.n + excluded.n
"""
_DROP_CELLS = """
DELETE FROM cell WHERE n = 0 AND log = $1 AND (projection, version, cell) IN
    (SELECT * FROM unnest($2::text[], $3::integer[], $4::text[]))
"""
_SAVE_SERIES = """
INSERT INTO series (log, projection, version, series, last)
SELECT $1, * FROM unnest($2::text[], $3::integer[], $4::text[], $5::integer[])
ON CONFLICT (projection, version, log, series) DO UPDATE SET last = excluded.last
"""
_PARK = """
INSERT INTO parked (room, log, projection, version, position, stream, type, rank, why)
SELECT $1, $2, * FROM unnest($3::text[], $4::integer[], $5::bigint[], $6::text[], $7::text[],
                             $8::integer[], $9::text[])
ON CONFLICT DO NOTHING
"""
_BESIDE = """
SELECT 'parked' AS what, projection, version, stream AS name, 0 AS n FROM parked
    WHERE room = $1 AND log = $2
UNION SELECT 'dropped', projection, 0, '', position FROM dropped WHERE room = $1 AND log = $2
UNION SELECT 'series', projection, version, series, last FROM series WHERE log = $2
"""


class Build(State):
    """One build of a read model."""

    projection: str
    version: int


class Beside(State):
    """What folding must know besides the cards, for every build of a room's log."""

    parked: Mapping[Build, set[str]]
    dropped: Mapping[str, set[int]]
    ranks: Mapping[Build, dict[str, int]]


async def beside(connection: Connection, room: str, log: str) -> Beside:
    """Parked streams, dropped events and ranks taken: usually a handful of rows."""
    known = Beside(parked={}, dropped={}, ranks={})
    parked, dropped, ranks = dict(known.parked), dict(known.dropped), dict(known.ranks)
    for row in await connection.fetch(_BESIDE, room, log):
        build = Build(projection=row["projection"], version=row["version"])
        match row["what"]:
            case "parked":
                parked.setdefault(build, set()).add(row["name"])
            case "dropped":
                dropped.setdefault(build.projection, set()).add(row["n"])
            case _:
                ranks.setdefault(build, {})[row["name"]] = row["n"]
    return Beside(parked=parked, dropped=dropped, ranks=ranks)


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
    saved, gone, cells, series, parked = [], [], [], [], []
    for build, changes in changed.items():
        of = (build.projection, build.version)
        for key, card in changes.cards.items():
            if card is None:
                gone.append((*of, key))
            else:
                tags = BREAK.join(sorted(card.tags))
                saved.append((*of, key, card.card, card.version, card.position, card.sort, tags))
        cells += [(*of, name_of(cell), n) for cell, n in changes.cells.items()]
        series += [(*of, name, last) for name, last in changes.ranks.items()]
        for it in changes.parked:
            at = it.stored
            parked.append((*of, at.position, at.stream, at.type, it.rank, it.why))
    if saved:
        await connection.execute(_SAVE_CARDS, log, *_columns(saved, 8))
    if gone:
        await connection.execute(_DROP_CARDS, log, *_columns(gone, 3))
    if cells:
        await connection.execute(_ADD_CELLS, log, *_columns(cells, 4))
        if taken_back := [(*each[:3],) for each in cells if each[3] < 0]:
            await connection.execute(_DROP_CELLS, log, *_columns(taken_back, 3))
    if series:
        await connection.execute(_SAVE_SERIES, log, *_columns(series, 4))
    if parked:
        await connection.execute(_PARK, room, log, *_columns(parked, 7))


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
