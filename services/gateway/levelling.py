"""Two builds brought to one position, for a moment in which nobody hears; and who may rebuild."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from services.gateway import builds, shelf
from services.gateway.builds import NotBuilt
from services.gateway.tables import Build, Connection, Pool
from services.gateway.windows import Log
from services.kernel import ReadModel, State

_LOCK = "SELECT pg_try_advisory_lock($1, hashtext($2))"
_UNLOCK = "SELECT pg_advisory_unlock($1, hashtext($2))"
_ALONE = 0x79697A01  # one rebuild of a read model at a time
_LOOK_AGAIN = 0.5

_HEARD = "SELECT log, position FROM checkpoint WHERE projection = 'heard' AND room = $1"
_STANDS = "SELECT log, position FROM checkpoint WHERE projection = $1 AND version = $2"
_NOBODY_HEARS = f"{_HEARD} ORDER BY log FOR UPDATE"
_NOBODY_MOVES = f"{_STANDS} ORDER BY log FOR UPDATE"

NEAR = 1_000
"""So few events a build may lack when the hearing is held up for it."""


class Pair(State):
    """A build and the one readers are shown, if this program can read that."""

    model: ReadModel[Any]
    anew: Build
    shown: int | None


class Part(State):
    """What is to be raised of one log, and how far."""

    of: Log
    builds: Sequence[Build]
    until: int


type Raise = Callable[[Sequence[Part]], Awaitable[None]]


async def paired(connection: Connection, model: ReadModel[Any], anew: Build) -> Pair:
    try:
        shown = await builds.shown(connection, model)
    except NotBuilt:
        shown = None
    return Pair(model=model, anew=anew, shown=shown)


async def parts(connection: Connection, pairs: Sequence[Pair], hold: bool = False) -> list[Part]:
    """What the new builds lack of the position of the shown ones; `hold`: nobody moves meanwhile.

    The builds of a room that have the same way to go are raised together.
    """
    found: dict[tuple[str, str, int], list[Build]] = {}
    for room in {pair.model.room for pair in pairs}:
        heard = await connection.fetch(_NOBODY_HEARS if hold else _HEARD, room)
        for pair in (each for each in pairs if each.model.room == room):
            rows = heard
            if pair.shown is not None:
                statement = _NOBODY_MOVES if hold else _STANDS
                rows = await connection.fetch(statement, pair.model.name, pair.shown)
            for row in rows:
                found.setdefault((room, row["log"], row["position"]), []).append(pair.anew)
    return [
        Part(of=Log(room=room, log=log), builds=tuple(each), until=until)
        for (room, log, until), each in found.items()
    ]


async def lacking(connection: Connection, wanted: Sequence[Part]) -> int:
    """How many events the furthest behind of them has still to hear."""
    behind = [0]
    for part in wanted:
        for build in part.builds:
            rows = await connection.fetch(_STANDS, build.projection, build.version)
            stands = {row["log"]: row["position"] for row in rows}
            behind.append(part.until - stands.get(part.of.log, 0))
    return max(behind)


@asynccontextmanager
async def levelled(
    pool: Pool, connection: Connection, pairs: Sequence[Pair], raised: Raise, *, keep: bool
) -> AsyncIterator[Connection]:
    """A snapshot in which each pair stands at one position; `keep`: the new ones hear from then."""
    while await lacking(connection, await parts(connection, pairs)) > NEAR:
        await raised(await parts(connection, pairs))
    async with AsyncExitStack() as stack:
        async with connection.transaction():
            await raised(await parts(connection, pairs, hold=True))
            snapshot = await stack.enter_async_context(pool.acquire())
            await stack.enter_async_context(
                snapshot.transaction(isolation="repeatable_read", readonly=True)
            )
            await snapshot.fetchval("SELECT true")  # from here on it sees what is there now
            if keep:
                for pair in pairs:
                    await shelf.ready(connection, pair.anew)
        yield snapshot


@asynccontextmanager
async def alone(pool: Pool, names: Sequence[str]) -> AsyncIterator[Connection]:
    """Nobody else rebuilds these; whoever does is waited for."""
    async with pool.acquire() as connection:
        held: list[str] = []
        try:
            for name in sorted(names):
                while not await connection.fetchval(_LOCK, _ALONE, name):
                    await asyncio.sleep(_LOOK_AGAIN)
                held.append(name)
            yield connection
        finally:
            for name in held:
                await connection.execute(_UNLOCK, _ALONE, name)


def by_room(pairs: Mapping[str, Pair]) -> Mapping[str, Sequence[Pair]]:
    """They are levelled a room at a time: only one room's hearing is held up at once."""
    rooms: dict[str, list[Pair]] = {}
    for pair in pairs.values():
        rooms.setdefault(pair.model.room, []).append(pair)
    return rooms
