"""Around every request: its id, bounds, headers, a count, and the last net under all of it."""

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
from services.plumbing.tracing import Tracing, words
from services.plumbing.tracing.span import Given, given_by
from services.plumbing.tracing.spans import Work

log = structlog.get_logger()

_METHODS = frozenset({"GET", "POST", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE"})
SLOW = 1.0
"""Seconds from which on an answer is worth a line, whatever it says."""
OPERATORS = frozenset({"/healthz", "/readyz", "/metrics"})
EVENTS = "/v1/events"
"""Open for as long as somebody looks at it: neither timed nor traced."""
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

    def __init__(self, app: ASGIApp, metrics: Metrics, tracing: Tracing | None = None) -> None:
        self._app, self._metrics, self._tracing = app, metrics, tracing
        self._measures = cache(self._labelled)  # finding a series by its labels is slow

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = _given(scope)
        trace = uuid7() if given is None else given.trace
        work = None if self._tracing is None else self._tracing.request(trace, given)
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
                self._count(scope, answer.status, time.perf_counter() - begun, work)

    def _labelled(self, method: str, route: str, status: int) -> tuple[Counter, Histogram]:
        counted = self._metrics.http_requests.labels(method, route, str(status))
        return counted, self._metrics.http_seconds.labels(method, route)

    def _count(self, scope: Scope, status: int, seconds: float, work: Work | None) -> None:
        asked_by_operators = scope["path"] in OPERATORS
        template: str = scope["path"] if asked_by_operators else "unmatched"
        route = getattr(scope.get("route"), "path", template)
        method = scope["method"] if scope["method"] in _METHODS else "other"
        counted, timed = self._measures(method, route, status)
        counted.inc()
        if route != EVENTS:
            timed.observe(seconds)
            if work is not None and not asked_by_operators:
                said = words.requested(method, route, status)
                work.over(f"{method} {route}", said, failed=status >= 500)
        slow = seconds >= SLOW and route != EVENTS
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


def _given(scope: Scope) -> Given | None:
    """The client's trace, if it brings one; else the request begins its own."""
    for name, value in scope["headers"]:
        if name == b"traceparent":
            given = given_by(value.decode("latin-1"))
            if given is not None:
                return given
    return None
