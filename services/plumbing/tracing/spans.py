"""The spans of the house: request, command asked, command answered, commit, relay, read models.

Each is made when its work is over, by whoever has just done it; while the work lasts there is at
most a `Work`, and none at all for a request that is not followed.
"""

import secrets
import time
from collections.abc import Awaitable, Callable, Sequence
from contextvars import ContextVar
from uuid import UUID

from services.kernel.ask import Ask
from services.kernel.record import Stored
from services.kernel.refusal import Refusal
from services.kernel.replies import Accepted
from services.kernel.store import Append
from services.plumbing.tracing import words
from services.plumbing.tracing.choice import Choice
from services.plumbing.tracing.span import (
    About,
    Given,
    Kind,
    Span,
    Tell,
    answering,
    given_by,
    id_of,
)

type Execute = Callable[[Ask], Awaitable[Accepted]]


class Work:
    """A piece of work under way."""

    def __init__(self, tell: Tell, kind: Kind, trace: UUID, own: int, parent: int) -> None:
        self._tell, self._kind = tell, kind
        self.trace, self.id, self._parent = trace, own, parent
        self._began = time.time_ns()

    def over(self, name: str, about: About, *, failed: bool = False) -> None:
        """It is done: tell of it."""
        of = (self.trace.int, self.id, self._parent, self._began, time.time_ns())
        self._tell(Span(self._kind, name, *of, about, failed))


class Tracing:
    """One program's traces."""

    def __init__(self, share: float, tell: Tell) -> None:
        self._choice, self._tell = Choice(share), tell
        self.chosen = self._choice.of
        self._request: ContextVar[Work | None] = ContextVar("request", default=None)

    def request(self, trace: UUID, given: Given | None) -> Work | None:
        """A request has come; `given` by a client with a trace of its own."""
        if given is not None:
            self._choice.follow(trace, given.sampled)
        work = None
        if self.chosen(trace):
            parent = 0 if given is None else given.span
            work = Work(self._tell, "server", trace, _any_id(), parent)
        self._request.set(work)
        return work

    def asking(self, command_id: UUID) -> Work | None:
        """The request under way asks a room."""
        request = self._request.get()
        if request is None:
            return None
        return Work(self._tell, "client", request.trace, id_of(command_id), request.id)

    def answering(self, traceparent: str) -> Work | None:
        """A command has come, with this header."""
        given = given_by(traceparent)
        if given is None:
            return None
        self._choice.follow(given.trace, given.sampled)
        if not given.sampled:
            return None
        return Work(self._tell, "server", given.trace, answering(given.span), given.span)

    def acting(self, room: str, execute: Execute) -> Execute:
        """The same, for what a room asks of itself: reactions follow their event, timers nobody."""

        async def act(ask: Ask) -> Accepted:
            trace = ask.correlation_id or ask.command_id
            if not self.chosen(trace):
                return await execute(ask)
            cause = 0 if ask.causation_id is None else id_of(ask.causation_id)
            own = answering(id_of(ask.command_id))
            work, outcome = Work(self._tell, "internal", trace, own, cause), "failed"
            try:
                accepted = await execute(ask)
                outcome = "accepted"
            except Refusal as refusal:
                outcome = words.outcome(refusal.kind)
                raise
            finally:
                command = type(ask.command).__name__
                said = words.acted(room, command, outcome)
                work.over(f"act {command}", said, failed=outcome == "failed")
            return accepted

        return act

    def committed(
        self, room: str, requests: Sequence[Append], positions: Sequence[int], seconds: float
    ) -> None:
        """A batch was committed; `positions` are 0 where nothing was written."""
        ended = time.time_ns()
        began = ended - int(seconds * 1e9)
        for request, position in zip(requests, positions, strict=True):
            if self.chosen(request.correlation_id):
                trace, parent = request.correlation_id.int, answering(id_of(request.command_id))
                said = words.committed(room, request.log, len(requests), position)
                of = (trace, _any_id(), parent)
                self._tell(Span("client", "append", *of, began, ended, said, failed=False))

    def published(self, room: str, events: Sequence[Stored], began: int) -> None:
        """A log's relay has brought them to the bus."""
        ended = time.time_ns()
        for stored in events:
            if self.chosen(stored.correlation_id):
                trace, parent = stored.correlation_id.int, answering(id_of(stored.command_id))
                said = words.published(room, stored, len(events))
                name, of = f"publish {room}", (trace, id_of(stored.event_id), parent)
                self._tell(Span("producer", name, *of, began, ended, said, failed=False))

    def heard(self, room: str, events: Sequence[Stored], began: int) -> None:
        """They are in the read models."""
        ended = time.time_ns()
        for stored in events:
            if self.chosen(stored.correlation_id):
                said = words.heard(room, stored, len(events))
                name, trace = f"fold {room}", stored.correlation_id.int
                of = (trace, _any_id(), id_of(stored.event_id))
                self._tell(Span("consumer", name, *of, began, ended, said, failed=False))


def _any_id() -> int:
    return secrets.randbits(63) + 1
