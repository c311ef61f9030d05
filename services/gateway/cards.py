"""Single cards, read together: what many readers ask for at the same time is one question."""

from collections.abc import Sequence
from typing import NamedTuple

import asyncpg

from services.gateway.builds import NotBuilt
from services.gateway.tables import Pool
from services.plumbing.postgres.together import Together

_GET = """
SELECT b.version IS NOT NULL AS built, c.key, c.card, c.stream_version, c.position, c.sort
FROM unnest($1::text[], $2::integer[], $3::text[], $4::text[])
     WITH ORDINALITY AS a (projection, fold, log, key, n)
LEFT JOIN LATERAL (
    SELECT b.version FROM build b LEFT JOIN alias s USING (projection)
    WHERE b.projection = a.projection AND b.fold = a.fold AND b.ready
    ORDER BY (b.version = s.version) DESC NULLS LAST, b.version DESC LIMIT 1
) AS b ON true
LEFT JOIN LATERAL (
    SELECT c.key, c.card::text, c.stream_version, c.position, c.sort FROM card c
    WHERE c.projection = a.projection AND c.version = b.version AND c.log = a.log
      AND c.key = a.key LIMIT 1
) AS c ON true
ORDER BY a.n
"""


class OneCard(NamedTuple):
    """Which card: of which read model, as this program's version of it folds."""

    projection: str
    fold: int
    log: str
    key: str


class Cards:
    """Reads cards by their keys."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._together = Together(self._read, flights=2, at_most=200)

    async def get(self, which: OneCard) -> asyncpg.Record | None:
        """Its row, None where there is none; NotBuilt while the read model is being built."""
        row = await self._together.ask(which)
        if not row["built"]:
            raise NotBuilt(which.projection)
        return None if row["key"] is None else row

    async def _read(self, wanted: Sequence[OneCard]) -> Sequence[asyncpg.Record]:
        columns = [list(column) for column in zip(*wanted, strict=True)]
        return await self._pool.fetch(_GET, *columns)
