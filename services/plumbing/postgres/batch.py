"""Appends as the arguments of one statement: what they guard, claim, add and promise."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from services.kernel.claim import Take
from services.kernel.record import Stored
from services.kernel.store import Append, Appended, NewEvent, NewTimer, Outcome
from services.kernel.writing import stored
from services.plumbing.postgres import statements
from services.plumbing.postgres.became import NOTHING, became
from services.plumbing.postgres.columns import names, numbers
from services.plumbing.postgres.rows import Row

type _Rows = list[tuple[Any, ...]]

_ASKED = (
    *(list, list, numbers, numbers, numbers, list, names, names, names, list, list),
    *(numbers, numbers, numbers),
)
_GUARDS = (numbers,) * 5
_CLAIMS = (list,) * 4
_EVENTS = (numbers, numbers, numbers, numbers, list, names, numbers, list)
_TIMERS = (list,) * 7


class Batch:
    """Requests to one log, in order. Streams and claims are named once and pointed at by number."""

    def __init__(self, requests: Sequence[Append]) -> None:
        self._requests = requests
        self._streams: dict[str, int] = {}
        self._claimed: dict[tuple[str, str], int] = {}
        self._asked: _Rows = []
        self._guards: _Rows = []
        self._claims: _Rows = []
        self._events: _Rows = []
        self._timers: _Rows = []
        for n, request in enumerate(requests, start=1):
            self._add(n, request)

    def statement(self, writer: str) -> tuple[str, tuple[object, ...]]:
        """What writes it all, and its arguments in their order."""
        whole = bool(self._claims or self._timers)
        scopes = [scope for scope, _ in self._claimed]
        keys = [key for _, key in self._claimed]
        arguments = (
            self._requests[0].log,
            writer,
            names(list(self._streams)),
            *((scopes, keys) if whole else ()),
            *_columns(self._asked, _ASKED),
            *_columns(self._guards, _GUARDS),
            *(_columns(self._claims, _CLAIMS) if whole else ()),
            *_columns(self._events, _EVENTS),
            *(_columns(self._timers, _TIMERS) if whole else ()),
        )
        return statements.APPEND if whole else statements.APPEND_PLAIN, arguments

    def outcomes(self, told: Row) -> list[Outcome] | None:
        """What became of each request, in order; None where the log is unknown."""
        if told["outcomes"] is None:
            return None
        claimed = list(self._claimed)
        return [
            became(word, stream, version, position, claimed[claim - 1] if claim else NOTHING)
            for word, stream, version, position, claim in zip(
                told["outcomes"],
                told["told_streams"],
                told["told_versions"],
                told["told_positions"],
                told["told_claims"],
                strict=True,
            )
        ]

    def _add(self, n: int, request: Append) -> None:
        actor = request.actor
        self._asked.append(
            (
                request.command_id,
                request.fingerprint,
                request.attempt,
                request.knew,
                self._number(request.stream),
                request.occurred_at,
                actor.person,
                actor.role,
                actor.org,
                request.correlation_id,
                request.causation_id,
                len(request.events),
                len(request.guards),
                len(request.claims),
            )
        )
        last: dict[str, tuple[int, NewEvent]] = {}
        for nth, event in enumerate(request.events, start=1):
            last[event.stream] = (nth, event)
            self._events.append(self._event(n, nth, event))
        for stream, version in request.guards.items():
            guard = (self._number(stream), version, request.leans_on.get(stream))
            match last.get(stream):
                case None:
                    self._guards.append((*guard, 0, None))
                case nth, event:
                    added = event.version - version
                    self._guards.append((*guard, added, nth))
        for stream, claim in request.claims:
            key = self._claimed.setdefault((claim.scope, claim.key), len(self._claimed) + 1)
            take = isinstance(claim, Take)
            until = claim.until if isinstance(claim, Take) else None
            self._claims.append((key, self._number(stream), take, until))
        self._timers += [
            (n, self._number(stream), name, None, None, None, None)
            for stream, name in request.cancelled
        ]
        self._timers += [self._timer(n, timer) for timer in request.timers]

    def _event(self, n: int, nth: int, event: NewEvent) -> tuple[object, ...]:
        return (
            n,
            nth,
            self._number(event.stream),
            event.version,
            event.event_id,
            event.type,
            event.schema_version,
            event.body,
        )

    def _timer(self, n: int, timer: NewTimer) -> tuple[object, ...]:
        stream = self._number(timer.stream)
        return (n, stream, timer.name, timer.timer_id, timer.due_at, timer.type, timer.body)

    def _number(self, stream: str) -> int:
        return self._streams.setdefault(stream, len(self._streams) + 1)


def written(
    requests: Sequence[Append], outcomes: Sequence[Outcome], moment: datetime
) -> list[Stored]:
    """The events that a batch has just written, in order."""
    return [
        event
        for request, outcome in zip(requests, outcomes, strict=True)
        if isinstance(outcome, Appended) and not outcome.again
        for event in stored(request, outcome.answer.position, moment)
    ]


def position_of(outcome: Outcome) -> int:
    """Where it has just been written; 0 where nothing was."""
    if isinstance(outcome, Appended) and not outcome.again:
        return outcome.answer.position
    return 0


def weight(request: Append) -> int:
    """Its bytes, about."""
    bodies = [each.body for each in request.events] + [each.body for each in request.timers]
    return sum(len(body) for body in bodies) + 200 * (1 + len(bodies))


def _columns(rows: _Rows, ways: Sequence[Callable[[Sequence[Any]], object]]) -> list[object]:
    """Each column in its own way."""
    columns: Sequence[Sequence[Any]] = list(zip(*rows, strict=True)) or [()] * len(ways)
    return [way(column) for way, column in zip(ways, columns, strict=True)]
