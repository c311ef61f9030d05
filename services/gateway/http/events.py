"""What happens, as it happens: `GET /v1/events`, server-sent events that resume where they broke.

An event is told once it is on the screens. Its id says how far all three logs have been told, so
`Last-Event-ID` misses nothing and repeats nothing. What a reader may not see is passed over.
"""

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import ExitStack
from typing import Annotated

import orjson
from fastapi import APIRouter, Query, Request
from fastapi.responses import Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from services.gateway.http import positions
from services.gateway.http.caller import Caller
from services.gateway.http.documented import TO_READERS, header, problems
from services.gateway.http.inside import Inside, InsideDep
from services.gateway.http.passing import Passing
from services.gateway.http.positions import Positions
from services.gateway.http.resources import ROOMS
from services.kernel.actor import Principal
from services.plumbing.trouble import passes

LASTS = 600.0
HEARTBEAT = 15.0
COME_BACK_AFTER_MS = 2000
_AT_ONCE = 100
_LOOK_AGAIN = 1.0
_NOT_SHOWN_YET = 0.05


class Wanted(BaseModel):
    """Which part of the stream."""

    model_config = ConfigDict(extra="forbid")

    room: Annotated[str | None, Field(pattern=f"^({'|'.join(ROOMS)})$")] = None
    stream: Annotated[
        str | None, Field(pattern=r"^[a-z]{1,32}-[A-Za-z0-9_-]{1,64}$", description="`petition-…`")
    ] = None


def events_router() -> APIRouter:
    """`GET /v1/events`."""
    router = APIRouter(tags=["events"])
    good = {
        "description": "Events until the stream ends; come back with `Last-Event-ID`.",
        "content": {"text/event-stream": {"schema": {"type": "string"}}},
    }

    @router.get(
        "/v1/events",
        response_class=Response,
        responses={200: good, **problems(TO_READERS)},
        openapi_extra={"parameters": [header("Last-Event-ID", "The last id received.")]},
    )
    async def events(
        request: Request, who: Caller, inside: InsideDep, wanted: Annotated[Wanted, Query()]
    ) -> Response:
        """事件流 What happens, as it happens."""
        last = request.headers.get("last-event-id")
        start = (
            positions.from_token(last)
            if last is not None
            else await inside.queries.positions(who.street)
        )
        with ExitStack() as holding:
            holding.enter_context(inside.streams.held(who.person))
            lines = _lines(inside, who, wanted, start, holding.pop_all())
        return StreamingResponse(
            lines,
            media_type="text/event-stream",
            headers={"Cache-Control": "no-cache", "X-Accel-Buffering": "no"},
        )

    return router


async def _lines(
    inside: Inside, who: Principal, wanted: Wanted, start: Positions, holding: ExitStack
) -> AsyncIterator[bytes]:
    """The stream's text, until it has lasted long enough or the house closes."""
    loop = asyncio.get_running_loop()
    until, quiet_since = loop.time() + LASTS, loop.time()
    at = dict(start)
    passing = Passing(inside, who)
    with holding:
        yield f"retry: {COME_BACK_AFTER_MS}\nid: {positions.token(at)}\n\n".encode()
        moved: Collection[str] = ROOMS
        while loop.time() < until and not inside.closing.is_set():
            told, stood = False, dict(at)
            async for block in _next(inside, who, wanted, at, passing, moved):
                told = True
                yield block
            if told:
                quiet_since = loop.time()
            elif loop.time() - quiet_since > HEARTBEAT:
                quiet_since = loop.time()
                yield f": 在 alive\nid: {positions.token(at)}\n\n".encode()
            if moved and at == stood:
                await asyncio.sleep(_NOT_SHOWN_YET)
            moved = await _more(inside, who, at)


async def _next(
    inside: Inside,
    who: Principal,
    wanted: Wanted,
    at: dict[str, int],
    passing: Passing,
    moved: Collection[str],
) -> AsyncIterator[bytes]:
    """What is new in each room that moved, one after the other; `at` moves along."""
    for room in moved:
        try:
            heard = await inside.queries.news(room, who.street, at[room], _AT_ONCE)
            told = await passing.see(room, heard)
        except Exception as away:
            if not passes(away):
                raise
            await asyncio.sleep(_LOOK_AGAIN)
            return
        for each, data in zip(heard, told, strict=True):
            at[room] = each.stored.position
            asked = wanted.room in (None, room) and wanted.stream in (None, each.stored.stream)
            if data is not None and asked:
                yield _block(each.stored.type, positions.token(at), data)


def _block(kind: str, token: str, data: dict[str, object]) -> bytes:
    return b"event: %s\nid: %s\ndata: %s\n\n" % (
        kind.encode(),
        token.encode(),
        orjson.dumps(data, option=orjson.OPT_UTC_Z),
    )


async def _more(inside: Inside, who: Principal, at: Positions) -> list[str]:
    """The rooms that have told something new, as soon as one has; none where none did for a while.

    A room whose position could not be asked is looked at, too: there it is told what is wrong.
    """
    waiting = {
        room: asyncio.ensure_future(inside.queries.told(room, who.street, at[room], _LOOK_AGAIN))
        for room in ROOMS
    }
    closing = asyncio.ensure_future(inside.closing.wait())
    tasks = (*waiting.values(), closing)
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        done = {room: each for room, each in waiting.items() if each.done()}
        return [room for room, each in done.items() if each.exception() or each.result()]
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
