"""Around every request: its id, bounds, headers, a count, and the last net under all of it."""

import re
import time
from collections.abc import Sequence
from functools import cache
from uuid import UUID

import structlog
from prometheus_client import Counter, Histogram
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uuid_utils.compat import uuid7

from services.gateway.http.answering import LEFT, of_failure
from services.gateway.http.bounds import LARGEST_BODY, LONGEST_QUERY, Bounded
from services.gateway.http.problems import Problem
from services.plumbing.logs import about
from services.plumbing.metrics import Metrics

log = structlog.get_logger()

_TRACEPARENT = re.compile(r"00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}")
_NO_TRACE = "0" * 32
_METHODS = frozenset({"GET", "POST", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE"})
SLOW = 1.0
"""Seconds from which on an answer is worth a line, whatever it says."""
OPERATORS = frozenset({"/healthz", "/readyz", "/metrics"})
HEADERS: Sequence[tuple[str, str]] = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Frame-Options", "DENY"),
    ("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'"),
)
"""On every answer that does not say otherwise."""
_RAW_HEADERS = [
    (name.lower().encode(), value.encode())
    for name, value in (*HEADERS, ("Cache-Control", "no-store"))
]


class Reception:
    """The outermost layer of the application."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics
        self._measures = cache(self._labelled)  # finding a series by its labels is slow

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        trace = _trace_of(scope)
        scope.setdefault("state", {})["trace"] = trace
        answer = _Answer(send, trace)
        begun = time.perf_counter()
        with about(trace_id=trace.hex):
            try:
                if len(scope["query_string"]) > LONGEST_QUERY:
                    raise Problem(414)
                await self._app(scope, Bounded(receive, LARGEST_BODY).receive, answer.send)
            except ClientDisconnect:
                pass  # counted and told as such
            except Exception as failure:
                await answer.fail(failure, scope, receive)
            finally:
                self._count(scope, answer.status, time.perf_counter() - begun)

    def _labelled(self, method: str, route: str, status: int) -> tuple[Counter, Histogram]:
        counted = self._metrics.http_requests.labels(method, route, str(status))
        return counted, self._metrics.http_seconds.labels(method, route)

    def _count(self, scope: Scope, status: int, seconds: float) -> None:
        asked_by_operators = scope["path"] in OPERATORS
        template = scope["path"] if asked_by_operators else "unmatched"
        route = getattr(scope.get("route"), "path", template)
        method = scope["method"] if scope["method"] in _METHODS else "other"
        counted, timed = self._measures(method, route, status)
        counted.inc()
        if route != "/v1/events":
            timed.observe(seconds)
        slow = seconds >= SLOW and route != "/v1/events"
        if asked_by_operators or (status < 400 and not slow):
            return  # counted, which is enough: what a command changed is in its room's log
        log.info(
            "request answered",
            method=method,
            route=route,
            status=status,
            duration_ms=round(seconds * 1000, 1),
        )


class _Answer:
    """The way out of one request."""

    def __init__(self, send: Send, trace: UUID) -> None:
        self._send, self._trace = send, trace
        self.status = LEFT  # until something is sent

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            said = {name for name, _ in message["headers"]}  # in lower case, as ASGI has them
            message["headers"] = [
                *message["headers"],
                (b"request-id", str(self._trace).encode()),
                *(each for each in _RAW_HEADERS if each[0] not in said),
            ]
        await self._send(message)

    async def fail(self, failure: Exception, scope: Scope, receive: Receive) -> None:
        """Answer with a problem document, if nothing was answered yet; tell it once."""
        if scope["state"].get("told"):
            return
        problem = failure if isinstance(failure, Problem) else of_failure(failure)
        if self.status == LEFT:
            await problem.response()(scope, receive, self.send)


def _trace_of(scope: Scope) -> UUID:
    """The client's trace, if it brings one; else the request begins its own."""
    for name, value in scope["headers"]:
        if name == b"traceparent":
            given = _TRACEPARENT.fullmatch(value.decode("latin-1"))
            if given and given[1] != _NO_TRACE:
                return UUID(hex=given[1])
    return uuid7()
