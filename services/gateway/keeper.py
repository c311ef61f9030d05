"""The keeper of keys hears that a person is erased, and has their key deleted.

The hall's word is the event; the key goes when it is heard, and going twice is going once. The
cards stay as they are: their sealed texts read as erased from then on.
"""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from services.contracts.petitions.events.privacy import ErasureConcluded
from services.contracts.petitions.words import ErasureOutcome
from services.gateway import builds, heard
from services.gateway.tables import Build, Connection, Pool
from services.gateway.waiting import Tide
from services.kernel import Vocabulary
from services.kernel.record import Stored

ROOM = "petitions"
KEEPER = Build(projection="keeper", version=0)
REASON = "erasure-concluded"

_AT_ONCE = 500
_LOOK_AGAIN = 1.0

type Erase = Callable[[str, str], Awaitable[None]]
"""Deletes one key for good, for a reason: a person's, or a nameless petition's."""


class Keeper:
    """Follows the copy of the hall's events from a position of its own."""

    def __init__(self, pool: Pool, words: Vocabulary[Any], erase: Erase, tide: Tide) -> None:
        self._pool, self._words, self._erase, self._tide = pool, words, erase, tide

    async def run(self, log: str) -> None:
        """Keep to what the hall says of one street, until cancelled."""
        while True:
            position = await self.catch_up(log)
            await self._tide.wait(ROOM, log, position + 1, _LOOK_AGAIN)

    async def catch_up(self, log: str) -> int:
        """Delete the keys of everybody erased so far; how far the hall has been heard.

        What fails, a word that cannot be read as much as a vault out of reach, is raised and met
        again: an erasure is never passed over.
        """
        while True:
            async with self._pool.acquire() as connection, connection.transaction():
                stood, batch = await self._next(connection, log)
                if not batch:
                    return stood
                for stored in batch:
                    for key in self._erased(stored):
                        await self._erase(str(key), REASON)
                last = batch[-1].position
                await builds.move(connection, ROOM, log, [KEEPER], stood, last)

    async def _next(self, connection: Connection, log: str) -> tuple[int, list[Stored]]:
        await builds.begin(connection, ROOM, log, [KEEPER])
        stood = await builds.lock_one(connection, ROOM, log, KEEPER)
        return stood, await heard.since(connection, ROOM, log, stood, _AT_ONCE)

    def _erased(self, stored: Stored) -> list[UUID]:
        if stored.type != ErasureConcluded.__name__:
            return []
        match self._words.decode(stored.type, stored.schema_version, stored.body):
            case ErasureConcluded(outcome=ErasureOutcome.ERASED, person=person, petitions=more):
                return [person, *more]
            case _:
                return []
