"""Impatient readers of a library: they put and move books, give up waiting, and ask again."""

import asyncio
import random
from collections.abc import Sequence

from services.kernel import Command, Refusal
from services.kernel.actor import Principal
from services.kernel.ask import Ask
from services.kernel.execution import Execution
from services.kernel.replies import Accepted
from services.kernel.store import EventStore
from services.plumbing.postgres import StoreUnavailable
from tests.kernel import library
from tests.kernel.appends import LOG, an_id

ADA = Principal(person="ada", street=LOG)
SHELVES = tuple(f"s{n}" for n in range(8))

type Library = Execution[library.Library]


def a_library(store: EventStore) -> Library:
    return Execution(
        store, library.events, [library.decider], library.around, library.permit, attempts=200
    )


async def furnish(execution: Library) -> None:
    """Eight shelves, with one book each that may wander."""
    for shelf in SHELVES:
        for command in (
            library.BuildShelf(shelf=shelf, name=shelf),
            library.PutBook(shelf=shelf, book=f"of-{shelf}"),
        ):
            await execution(Ask(command=command, command_id=an_id(command), principal=ADA))


class Writer:
    """Asks until it is answered, under the same id whatever happens meanwhile."""

    def __init__(self, name: str, libraries: Sequence[Library]) -> None:
        self._name, self._libraries = name, libraries
        self._chance = random.Random(name)
        self.accepted: dict[str, Accepted] = {}
        """Answers by the name of the command."""
        self.put = 0

    async def write(self, how_many: int) -> None:
        for n in range(how_many):
            name = f"{self._name}-{n}"
            command = self._next(name)
            try:
                self.accepted[name] = await self._until_answered(name, command)
            except library.BookIsElsewhere:
                assert isinstance(command, library.MoveBook)
            else:
                self.put += isinstance(command, library.PutBook)

    def _next(self, book: str) -> Command:
        shelf, other, home = self._chance.sample(SHELVES, 3)
        if self._chance.random() < 0.3:
            return library.MoveBook(shelf=shelf, book=f"of-{home}", to=other)
        return library.PutBook(shelf=shelf, book=book)

    async def _until_answered(self, name: str, command: Command) -> Accepted:
        ask = Ask(command=command, command_id=an_id(name), principal=ADA)
        while True:
            execution = self._chance.choice(self._libraries)
            try:
                async with asyncio.timeout(self._chance.choice((0.002, 0.02, 30.0))):
                    return await execution(ask)
            except Refusal as refusal:
                if refusal.kind != "busy":
                    raise
            except (TimeoutError, StoreUnavailable):
                pass
            await asyncio.sleep(self._chance.random() / 100)
