"""What the doors of the gateway are handed: who asks, the vault, the rooms, the read models."""

import asyncio
import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from hashlib import sha256
from typing import Annotated

from fastapi import Depends, Request

from services.gateway.http.bounds import AT_ONCE, PASTS_AT_ONCE, STREAMS, Places
from services.gateway.http.directories import Directories
from services.gateway.http.needs import Figures, Reads, Texts
from services.gateway.proofs import Proofs
from services.kernel.ask import Ask
from services.kernel.replies import Reply
from services.plumbing.identity import Identity

type AskRoom = Callable[[str, Ask], Awaitable[Reply]]
"""Sends a command to a room by name; raises `RoomUnreachable`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """Passed in once by `room.py`; every door takes what it needs from here."""

    identity: Identity
    vault: Texts
    ask: AskRoom
    queries: Reads
    statistics: Figures
    directories: Directories
    digest_key: bytes
    clock: Callable[[], datetime]
    proofs: Proofs | None = None
    """Where the rooms give proofs of their logs; None where none can be asked."""
    closing: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the program is told to stop: whoever holds a stream open lets it go."""
    places: Places = field(default_factory=lambda: Places(AT_ONCE))
    streams: Places = field(default_factory=lambda: Places(STREAMS))
    pasts: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(PASTS_AT_ONCE))
    """Questions about the past read a whole log: few at a time."""

    @property
    def cursor_key(self) -> bytes:
        """The key under which cursors are closed to readers."""
        return hmac.digest(self.digest_key, b"cursors", "sha256")

    def digest(self, *parts: bytes) -> str:
        """A keyed digest of a request: equal requests are recognised, their words are not kept."""
        keyed = _keyed(self.digest_key).copy()
        keyed.update(b"\0".join(parts))
        return keyed.hexdigest()


@cache
def _keyed(key: bytes) -> hmac.HMAC:
    return hmac.new(key, digestmod=sha256)


async def inside(request: Request) -> Inside:  # a plain function would be sent to a thread
    found: Inside = request.app.state.inside
    return found


InsideDep = Annotated[Inside, Depends(inside)]
