"""The short way to the doors most often used: one look-up by the address, and the door is open.

FastAPI describes every door and opens all of them; its walk through routes, layers and dependencies
costs several times what is behind the door. So the same doors can be had directly: commands, and
reading one thing. Whatever is asked in another way goes the long way, to the same answer.
"""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from fastapi import Request
from fastapi.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from services.gateway.http.caller import known
from services.gateway.http.inside import Inside
from services.kernel.actor import Principal

type Answering = Callable[[str | None, Request, Principal, Inside], Awaitable[Response]]
"""What is behind a door: told the id in the address (None where it has none) and who is calling."""

_AFTER = re.compile(rb"after=([a-z]+/[0-9]{1,18})")
"""The one question that is asked along with a reading so often that it is understood here."""

type Address = tuple[str, str, bool, str]
"""Method, plural, whether an id follows, and what follows the id."""


@dataclass(frozen=True, kw_only=True)
class Door:
    """One door. `path` is its address with `{id}` for the id, as FastAPI says it."""

    method: str
    path: str
    answering: Answering

    @property
    def address(self) -> Address:
        _, _, plural, *rest = self.path.split("/")
        return self.method, plural, bool(rest), "/".join(rest[1:])


class ShortWay:
    """In front of the application: opens a door itself where it knows it."""

    def __init__(self, app: ASGIApp, doors: Mapping[Address, Door], inside: Inside) -> None:
        self._app, self._doors, self._inside = app, doors, inside

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = self._find(scope)
        if found is None:
            await self._app(scope, receive, send)
            return
        door, key = found
        scope["route"] = door
        request, inside = Request(scope, receive), self._inside
        who = await known(request, inside)
        with inside.places.held(who.person):
            response = await door.answering(key, request, who, inside)
            await response(scope, receive, send)

    def _find(self, scope: Scope) -> tuple[Door, str | None] | None:
        asked = scope["query_string"]
        if asked and not (scope["method"] == "GET" and _AFTER.fullmatch(asked)):
            return None
        key: str | None = None
        match scope["path"].split("/"):
            case ["", "v1", plural]:
                end = ""
            case ["", "v1", plural, str(key)] if key:
                end = ""
            case ["", "v1", plural, str(key), end] if key:
                pass
            case _:
                return None
        door = self._doors.get((scope["method"], plural, key is not None, end))
        return None if door is None else (door, key)


def after_in(request: Request) -> str | None:
    """The position to wait for, of a request that came the short way."""
    found = _AFTER.fullmatch(request.scope["query_string"])
    return None if found is None else found[1].decode()
