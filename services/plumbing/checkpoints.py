"""How far a room has heard: kept in its own database, moved only by who knows where it stood."""

import asyncpg

type Pool = asyncpg.Pool[asyncpg.Record]

_PATIENCE = 3.0

_READ = "SELECT position FROM reaction_checkpoint WHERE heard_room = $1 AND log = $2"
_BEGIN = """
INSERT INTO reaction_checkpoint (heard_room, log, position) VALUES ($1, $2, 0)
ON CONFLICT (heard_room, log) DO NOTHING
"""
_MOVE = """
UPDATE reaction_checkpoint SET position = $4 WHERE heard_room = $1 AND log = $2 AND position = $3
"""


class CheckpointMoved(Exception):
    """Somebody else listens too and was faster: read again where it stands."""


class Checkpoint:
    """Up to which position of one room's log everything heard has been acted on."""

    def __init__(self, pool: Pool, heard: str, log: str) -> None:
        self._pool, self._heard, self._log = pool, heard, log

    async def read(self) -> int:
        """Where it stands; 0 before anything was heard."""
        position = await self._pool.fetchval(_READ, self._heard, self._log, timeout=_PATIENCE)
        return 0 if position is None else int(position)

    async def move(self, old: int, new: int) -> None:
        """From `old` to `new`. Raises CheckpointMoved when it does not stand at `old`."""
        async with self._pool.acquire(timeout=_PATIENCE) as connection:
            if old == 0:
                await connection.execute(_BEGIN, self._heard, self._log, timeout=_PATIENCE)
            moved = await connection.execute(
                _MOVE, self._heard, self._log, old, new, timeout=_PATIENCE
            )
        if moved != "UPDATE 1":
            raise CheckpointMoved
