"""Connections that a program keeps for its own use, of those a pool made.

To lend a connection from a pool and to give it back takes a task, a timer and five turns of the
loop, each time: for a short statement more than the statement itself.
"""

import asyncpg
from asyncpg.pool import PoolConnectionProxy

from services.plumbing.postgres.rows import Pool, Row

type _Lent = PoolConnectionProxy[asyncpg.Record]

ACQUIRE_TIMEOUT = 5.0


class Kept:
    """A few connections at hand; the pool mends and bounds them."""

    def __init__(self, pool: Pool, at_most: int = 3) -> None:
        self._pool, self._at_most = pool, at_most
        self._at_hand: list[_Lent] = []

    async def fetch(self, statement: str, *arguments: object) -> list[Row]:
        """What the statement answers. Raises what asyncpg raises: then the connection goes back."""
        connection = await self._connection()
        try:
            rows = await connection.fetch(statement, *arguments)
        except BaseException:
            await self._pool.release(connection)
            raise
        if len(self._at_hand) < self._at_most and not self._pool.is_closing():
            self._at_hand.append(connection)
        else:
            await self._pool.release(connection)
        return rows

    async def give_back(self) -> None:
        """Keep none: the pool can be closed."""
        while self._at_hand:
            await self._pool.release(self._at_hand.pop())

    async def _connection(self) -> _Lent:
        while self._at_hand:
            connection = self._at_hand.pop()
            if not connection.is_closed():
                return connection
            await self._pool.release(connection)
        return await self._pool.acquire(timeout=ACQUIRE_TIMEOUT)
