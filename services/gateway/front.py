"""The gateway's front: open from the first moment, it says "not yet" until all it needs is there.

So whoever asks meets an answer and not a closed door, and health is told by the program itself.
"""

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from services.gateway.http.problems import unavailable
from services.gateway.http.reception import Reception
from services.plumbing.metrics import Metrics

_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


class Front:
    """What the server is given; `open` puts the application behind it."""

    def __init__(self, health: Sequence[BaseRoute], metrics: Metrics) -> None:
        async def exposition(_: Request) -> Response:
            body, kind = metrics.exposition()
            return Response(body, headers={"content-type": kind})

        self.operators: Sequence[BaseRoute] = (*health, Route("/metrics", exposition))
        anything_else = Route("/{path:path}", _not_yet, methods=_METHODS)
        waiting = Starlette(routes=[*self.operators, anything_else])
        self._app: ASGIApp = Reception(waiting, metrics)

    def open(self, app: ASGIApp) -> None:
        """From now on this answers."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app(scope, receive, send)


async def _not_yet(_: Request) -> Response:
    return unavailable("opening", after=2).response()
