"""Two builds of a read model, row by row: what the shown one lacks, has too much, has otherwise.

Cards, sums and ranks are compared as they are kept, texts still sealed: an erased person's key is
gone, their rows are not, so an erasure never counts as a difference.
"""

from collections.abc import Mapping, Sequence
from dataclasses import field

from services.gateway.tables import Build, Connection
from services.kernel import State

FIRST = 10
"""Keys told of each kind of difference."""

PATIENCE = 3600.0

_ROWS = """
SELECT 'card' AS what, log, key,
       md5(ROW(card::text, stream_version, position, sort, tags)::text) AS row
FROM card WHERE projection = $1 AND version = {version}
UNION ALL SELECT 'sum', log, cell, n::text FROM cell WHERE projection = $1 AND version = {version}
UNION ALL SELECT 'rank', log, series, last::text
FROM series WHERE projection = $1 AND version = {version}
"""
_COMPARE = f"""
SELECT how, count(*) AS n, (array_agg(name ORDER BY name))[1:{FIRST}] AS first FROM (
    SELECT what || ' ' || log || '/' || key AS name,
           CASE WHEN shown.row IS NULL THEN 'missing' WHEN anew.row IS NULL THEN 'extra'
                ELSE 'different' END AS how
    FROM ({_ROWS.format(version="$2")}) shown
    FULL JOIN ({_ROWS.format(version="$3")}) anew USING (what, log, key)
    WHERE shown.row IS DISTINCT FROM anew.row) AS differing
GROUP BY how
"""
_PARKED = """
SELECT count(DISTINCT (log, stream)) FROM parked WHERE projection = $1 AND version = $2
"""
_CARDS = "SELECT count(*) FROM card WHERE projection = $1 AND version = $2"
_POSITIONS = """
SELECT log || ' ' || room || '/' || position FROM checkpoint
WHERE projection = $1 AND version = $2 ORDER BY log, room
"""


class Compared(State):
    """How the build `before` differs from the new one: what it lacks, has besides, has otherwise.

    `at` are the positions at which both stood; `first` has a few names of each kind.
    """

    version: int
    before: int | None
    cards: int = 0
    missing: int = 0
    extra: int = 0
    different: int = 0
    parked: int = 0
    at: Sequence[str] = ()
    first: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def same(self) -> bool:
        return not (self.missing or self.extra or self.different)


async def compared(snapshot: Connection, before: int | None, anew: Build) -> Compared:
    """In one snapshot, in which both stand at the same positions."""
    name, version = anew.projection, anew.version
    rows = [] if before is None else await snapshot.fetch(
        _COMPARE, name, before, version, timeout=PATIENCE
    )  # fmt: skip
    counts = {row["how"]: row["n"] for row in rows}
    return Compared(
        version=version,
        before=before,
        cards=await snapshot.fetchval(_CARDS, name, version, timeout=PATIENCE),
        missing=counts.get("missing", 0),
        extra=counts.get("extra", 0),
        different=counts.get("different", 0),
        parked=await snapshot.fetchval(_PARKED, name, version),
        at=[row[0] for row in await snapshot.fetch(_POSITIONS, name, version)],
        first={row["how"]: tuple(row["first"]) for row in rows},
    )
