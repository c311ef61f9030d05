"""How the builds of the read models stand: which is shown, how far each is, what is parked."""

from collections.abc import Sequence
from datetime import datetime

from services.gateway.tables import Pool
from services.kernel import State

_STANDING = """
SELECT b.projection, b.version, b.fold, b.ready, b.begun_at,
       COALESCE(b.version = a.version, false) AS shown,
       COALESCE(b.version = a.before, false) AS before,
       COALESCE(s.behind, 0) AS behind, COALESCE(s.heard, 0) AS heard,
       (SELECT count(DISTINCT (p.log, p.stream)) FROM parked p
        WHERE p.projection = b.projection AND p.version = b.version) AS parked
FROM build b
LEFT JOIN alias a USING (projection)
LEFT JOIN LATERAL (
    SELECT sum(h.position - c.position)::bigint AS behind, sum(h.position)::bigint AS heard
    FROM checkpoint c
    JOIN checkpoint h ON h.room = c.room AND h.log = c.log AND h.projection = 'heard'
    WHERE c.projection = b.projection AND c.version = b.version) s ON true
ORDER BY b.projection, b.version
"""


class Standing(State):
    """One build. `behind` is how many events of all its logs it has still to hear."""

    projection: str
    version: int
    fold: int
    ready: bool
    begun_at: datetime
    shown: bool
    before: bool
    behind: int
    heard: int
    parked: int


async def standing(pool: Pool) -> Sequence[Standing]:
    """Every build, in the order of names and versions."""
    return [Standing(**dict(row)) for row in await pool.fetch(_STANDING)]
