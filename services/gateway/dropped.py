"""A gateway whose tables were dropped while it runs: it hears everything again, by itself."""

import asyncio
from collections.abc import Awaitable, Callable

import asyncpg

from services.gateway.projector import Projector

_EVERY = 1.0

type Follow = Callable[[], Awaitable[None]]
"""Follows one log from the projector's position, for good."""


async def follow_again_when_dropped(
    projector: Projector, room: str, log: str, follow: Follow
) -> None:
    """Follow; and when what was heard is not there any more, follow from the beginning."""
    while True:
        following = asyncio.ensure_future(follow())
        watching = asyncio.ensure_future(_fell_back(projector, room, log))
        try:
            await asyncio.wait((following, watching), return_when=asyncio.FIRST_COMPLETED)
            if following.done():
                return await following
        finally:
            following.cancel()
            watching.cancel()
            await asyncio.gather(following, watching, return_exceptions=True)


async def _fell_back(projector: Projector, room: str, log: str) -> None:
    """Until the tables say less than this process has seen them say."""
    while True:
        await asyncio.sleep(_EVERY)
        try:
            position = await projector.stands(room, log)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            continue  # the database is away: the follower waits for it as well
        if projector.fell_back(room, log, position):
            return
