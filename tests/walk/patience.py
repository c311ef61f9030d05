"""Waiting for what another process does: asked again and again until it is so, never for ever."""

import asyncio
import time
from collections.abc import Awaitable, Callable

WITHIN = 15.0
_PAUSE = 0.05


async def eventually[T](question: Callable[[], Awaitable[T]], within: float = WITHIN) -> T:
    """The first answer that is true. The last one, or what was raised last, tells why it failed."""
    deadline = time.monotonic() + within
    while True:
        try:
            answer: T | None = await question()
            failure: Exception | None = None
        except (AssertionError, OSError) as error:
            answer, failure = None, error
        if answer:
            return answer
        if time.monotonic() > deadline:
            said = f"after {within:.0f} s still: {failure or answer!r}"
            raise AssertionError(said) from failure
        await asyncio.sleep(_PAUSE)
