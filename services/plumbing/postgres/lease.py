"""A turn that one process at a time holds: it falls to another when the holder's connection ends.

It saves work done twice; nothing may be wrong when two hold it for a moment.
"""

import hashlib

import asyncpg

from services.plumbing.postgres.patience import passes
from services.plumbing.postgres.rows import Connection

_TAKE = "SELECT pg_try_advisory_lock($1)"
_ALIVE = "SELECT 1"


class Lease:
    """An advisory lock on a connection of its own: a pool would give it back."""

    def __init__(self, url: str, name: str) -> None:
        self._url = url
        digest = hashlib.sha256(f"yizhan/{name}".encode()).digest()
        self._key = int.from_bytes(digest[:8], signed=True)
        self._name = name
        self._connection: Connection | None = None
        self._holds = False

    async def held(self) -> bool:
        """It is ours now; taken if it is free, False while another has it or nobody answers."""
        try:
            connection = await self._connected()
            if self._holds:
                await connection.execute(_ALIVE)
            else:
                self._holds = bool(await connection.fetchval(_TAKE, self._key))
        except Exception as trouble:
            if not passes(trouble):
                raise
            await self.close()
        return self._holds

    async def close(self) -> None:
        """Leave it to others."""
        connection, self._connection, self._holds = self._connection, None, False
        if connection is not None:
            connection.terminate()

    async def _connected(self) -> Connection:
        if self._connection is None or self._connection.is_closed():
            self._holds = False
            self._connection = await asyncpg.connect(
                self._url,
                timeout=5,
                command_timeout=5,
                server_settings={"application_name": f"yizhan {self._name}"},
            )
        return self._connection
