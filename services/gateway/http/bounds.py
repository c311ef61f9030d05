"""How much one caller may ask at once, so that nobody's haste is everybody's delay."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from starlette.types import Message, Receive

from services.gateway.http.problems import Problem

LARGEST_BODY = 1 << 20
_LET_PASS = 32 << 20
LONGEST_QUERY = 4096
AT_ONCE = 128
STREAMS = 8
PASTS_AT_ONCE = 2


class Places:
    """Places in the house: each request holds one while it is answered, `most` for each caller."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._taken: Counter[str] = Counter()

    @property
    def taken(self) -> int:
        """How many are held now, by everybody."""
        return self._taken.total()

    @contextmanager
    def held(self, who: str) -> Iterator[None]:
        """A place for `who`, or 429 when all of theirs are taken."""
        if self._taken[who] >= self._most:
            raise Problem(429, headers={"Retry-After": "1"})
        self._taken[who] += 1
        try:
            yield
        finally:
            self._taken[who] -= 1
            if not self._taken[who]:
                del self._taken[who]


class Bounded:
    """A request's body, up to the bound; 413 beyond it.

    What is too much is let pass unread first: a client that is still sending would miss the answer.
    """

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive, self._most = receive, most
        self._come = 0

    async def receive(self) -> Message:
        message = await self._receive()
        self._come += len(message.get("body", b""))
        if self._come <= self._most:
            return message
        while message.get("more_body") and self._come <= _LET_PASS:
            message = await self._receive()
            self._come += len(message.get("body", b""))
        raise Problem(413)
