"""The keeper of keys hears that a person is erased, and has their key deleted.

The hall's word is the event, and names the petitions and ended cases whose keys go as well. A key
goes within a second of its being heard, and going twice is going once. The cards stay as they are:
their sealed texts read as erased from then on.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from services.contracts.petitions.events.privacy import ErasureConcluded
from services.contracts.petitions.words import ErasureOutcome
from services.gateway import builds, heard
from services.gateway.tables import Build, Connection, Pool
from services.kernel import Vocabulary
from services.kernel.record import Stored

ROOM = "petitions"
KEEPER = Build(projection="keeper", version=0)
REASON = "erasure-concluded"

_CONCLUDED = frozenset({ErasureConcluded.category})
_AT_ONCE = 500
_LOOK_AGAIN = 1.0

type Erase = Callable[[str, str], Awaitable[None]]
"""Deletes one key for good, for a reason: a person's, or a petition's, a case's."""


class Keeper:
    """Follows the copy of the hall's words on erasures from a position of its own."""

    def __init__(self, pool: Pool, words: Vocabulary[Any], erase: Erase) -> None:
        self._pool, self._words, self._erase = pool, words, erase

    async def run(self, log: str) -> None:
        """Keep to what the hall says of one street, until cancelled."""
        while True:
            await self.catch_up(log)
            await asyncio.sleep(_LOOK_AGAIN)

    async def catch_up(self, log: str) -> int:
        """Delete the keys of everybody erased so far; how far the hall has been heard.

        What fails, a word that cannot be read as much as a vault out of reach, is raised and met
        again: an erasure is never passed over.
        """
        reached = await builds.stands(self._pool, ROOM, log)
        while True:
            async with self._pool.acquire() as connection, connection.transaction():
                stood = await self._stood(connection, log)
                batch = await heard.of_categories(
                    connection, ROOM, log, _CONCLUDED, stood, reached, _AT_ONCE
                )
                for stored in batch:
                    for key in self._erased(stored):
                        await self._erase(str(key), REASON)
                last = batch[-1].position if len(batch) == _AT_ONCE else reached
                if last > stood:
                    await builds.move(connection, ROOM, log, [KEEPER], stood, last)
                if len(batch) < _AT_ONCE:
                    return max(stood, last)

    async def _stood(self, connection: Connection, log: str) -> int:
        await builds.begin(connection, ROOM, log, [KEEPER])
        return await builds.lock_one(connection, ROOM, log, KEEPER)

    def _erased(self, stored: Stored) -> list[UUID]:
        if stored.type != ErasureConcluded.__name__:
            return []
        match self._words.decode(stored.type, stored.schema_version, stored.body):
            case ErasureConcluded(outcome=ErasureOutcome.ERASED) as erased:
                return [erased.person, *erased.petitions, *erased.cases]
            case _:
                return []
