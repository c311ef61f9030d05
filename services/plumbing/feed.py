"""A room's feed: its log over HTTP, for whoever missed something on the bus or has no bus just now.

Only programs of the house read it (the shared secret in `Authorization`); every page is bounded.
"""

import hmac
from collections.abc import Collection

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from services.kernel.store import EventStore
from services.plumbing.envelope import as_json
from services.plumbing.trouble import passes

LARGEST_PAGE = 1000
LONGEST_STRETCH = 10_000
"""Positions that one page of some types goes through."""

_LINES = "application/x-ndjson"
_REALM = {"www-authenticate": 'Bearer realm="feed"'}


class FeedOf:
    """The feed of one room's logs."""

    def __init__(self, store: EventStore, streets: Collection[str], token: str | None) -> None:
        self._store, self._streets, self._token = store, frozenset(streets), token

    def routes(self) -> list[Route]:
        return [
            Route("/feed/{log}/events", self.events, methods=["GET"]),
            Route("/feed/{log}/some", self.some, methods=["GET"]),
            Route("/feed/{log}/head", self.head, methods=["GET"]),
        ]

    async def events(self, request: Request) -> Response:
        """`?after=&limit=`: the next events in order; one JSON document, or a line each."""
        log = self.asked_log(request)
        after = number(request, "after", 0, 2**62)
        limit = number(request, "limit", 100, LARGEST_PAGE)
        try:
            page = await self._store.read(log, after, limit)
        except Exception as error:
            raise away(error) from error
        events = [as_json(stored) for stored in page]
        if _LINES in request.headers.get("accept", ""):
            lines = b"".join(orjson.dumps(event) + b"\n" for event in events)
            return Response(lines, media_type=_LINES)
        document = {"log": log, "after": after, "events": events}
        return Response(orjson.dumps(document), media_type="application/json")

    async def some(self, request: Request) -> Response:
        """`?after=&types=A,B`: the events of these types in the next stretch, and its end."""
        log = self.asked_log(request)
        after = number(request, "after", 0, 2**62)
        types = frozenset(request.query_params.get("types", "").split(","))
        try:
            head = await self._store.head(log)
            to = max(after, min(head, after + LONGEST_STRETCH))
            found = await self._store.read_types(log, after, to, types)
        except Exception as error:
            raise away(error) from error
        told = {"log": log, "to": to, "head": head, "events": [as_json(each) for each in found]}
        return Response(orjson.dumps(told), media_type="application/json")

    async def head(self, request: Request) -> Response:
        """The last position there is."""
        log = self.asked_log(request)
        try:
            position = await self._store.head(log)
        except Exception as error:
            raise away(error) from error
        return Response(
            orjson.dumps({"log": log, "position": position}), media_type="application/json"
        )

    def asked_log(self, request: Request) -> str:
        """The log a program of the house asks about; 401 and 404 for whoever may not, or errs."""
        kind, _, given = request.headers.get("authorization", "").partition(" ")
        if self._token is not None and not (
            kind.lower() == "bearer"
            and hmac.compare_digest(given.strip().encode(), self._token.encode())
        ):
            raise HTTPException(401, headers=_REALM)
        log = str(request.path_params["log"])
        if log not in self._streets:
            raise HTTPException(404)
        return log


def number(request: Request, name: str, default: int, most: int) -> int:
    """A number in the query; 400 for what is none."""
    text = request.query_params.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and int(text[:20]) <= most):
        raise HTTPException(400, detail=f"{name}: 0 to {most}")
    return int(text)


def away(error: Exception) -> Exception:
    """503 while the database is away; anything else is a bug and stays one."""
    return HTTPException(503, headers={"retry-after": "1"}) if passes(error) else error
