"""How far each log is on the screens: what many wait for at the same time is asked once."""

from collections.abc import Sequence
from typing import Any

from services.gateway.tables import Pool
from services.kernel import ReadModel
from services.plumbing.postgres.together import Together

_SHOWN_TO = """
SELECT LEAST((SELECT position FROM checkpoint
              WHERE room = $1 AND log = $2 AND projection = 'heard'),
             (SELECT min(c.position) FROM checkpoint c JOIN build b USING (projection, version)
              WHERE c.room = $1 AND c.log = $2 AND b.ready
                AND (b.projection, b.fold) IN (SELECT * FROM unnest($3::text[], $4::integer[]))))
"""


class Heights:
    """The positions up to which everything of a room's log is shown."""

    def __init__(self, pool: Pool, models: Sequence[ReadModel[Any]]) -> None:
        self._pool, self._models = pool, models
        self._together = Together(self._read)

    async def shown_to(self, room: str, log: str) -> int:
        """As it stands after this was asked."""
        return await self._together.ask((room, log))

    async def _read(self, logs: Sequence[tuple[str, str]]) -> Sequence[int]:
        found: dict[tuple[str, str], int] = {}
        for room, log in dict.fromkeys(logs):
            models = [model for model in self._models if model.room == room]
            names, folds = [each.name for each in models], [each.version for each in models]
            position = await self._pool.fetchval(_SHOWN_TO, room, log, names, folds)
            found[room, log] = position or 0
        return [found[each] for each in logs]
