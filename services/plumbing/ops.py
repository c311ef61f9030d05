"""The door for operators and for the other programs of the house: health, metrics, feed, contract.

Served inside the program's own event loop, so that an answer from here is an answer from it.
"""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager

import orjson
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from services.plumbing.logs import UVICORN
from services.plumbing.metrics import Metrics
from services.plumbing.one_write import OneWrite


def ops_app(
    routes: Sequence[Route],
    metrics: Metrics,
    asyncapi: Callable[[], dict[str, object]] | None = None,
) -> Starlette:
    """The given routes, `/metrics`, and the program's AsyncAPI document if it has one."""

    async def exposition(_: Request) -> Response:
        body, kind = metrics.exposition()
        return Response(body, headers={"content-type": kind})

    shown = [*routes, Route("/metrics", exposition)]
    if asyncapi is not None:
        document: list[bytes] = []

        async def contract(_: Request) -> Response:
            if not document:  # made once, when first asked for: it takes a moment
                document.append(orjson.dumps(await asyncio.to_thread(asyncapi)))
            return Response(document[0], media_type="application/json")

        shown.append(Route("/asyncapi.json", contract))
    return Starlette(routes=shown)


class _Quiet(uvicorn.Server):
    """A server that leaves signals to the program it runs in."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def serving(app: ASGIApp, host: str, port: int) -> AsyncIterator[str]:
    """The app's address, while it is served. Port 0 takes a free one; a taken one is an OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    door = socket.create_server((host, port), family=family)
    server = _Quiet(
        uvicorn.Config(
            app,
            http=OneWrite,
            ws="none",
            lifespan="off",
            proxy_headers=False,
            server_header=False,
            timeout_graceful_shutdown=1,
            **UVICORN,
        )
    )
    task = asyncio.create_task(server.serve(sockets=[door]))
    try:
        # Connections wait in the socket's queue until the server takes them: no need to wait here.
        shown = f"[{host}]" if family == socket.AF_INET6 else host
        yield f"http://{shown}:{door.getsockname()[1]}"
    finally:
        server.should_exit = True
        await task
