"""An event store in a dict: for tests of everything above it. Same contract as Postgres, same
tests."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from services.kernel.claim import Release, Take
from services.kernel.execution import wall_clock
from services.kernel.record import Stored
from services.kernel.store import (
    Answer,
    Append,
    Appended,
    DueTimer,
    Found,
    NewTimer,
    Outcome,
    Raced,
    Reused,
    Taken,
    Wanted,
    check,
)
from services.kernel.writing import stored

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass
class _Log:
    committed_at: datetime = _LONG_AGO
    events: list[Stored] = field(default_factory=list)
    writers: list[str] = field(default_factory=list)
    versions: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    attempts: dict[str, int] = field(default_factory=dict)
    commands: dict[UUID, tuple[Answer, bytes]] = field(default_factory=dict)
    claims: dict[tuple[str, str], tuple[str, datetime | None]] = field(default_factory=dict)
    timers: dict[tuple[str, str], NewTimer] = field(default_factory=dict)


class MemoryStore:
    """`EventStore` without a database. One event loop, so every method is one instant."""

    def __init__(self, clock: Callable[[], datetime] = wall_clock) -> None:
        self._logs: dict[str, _Log] = defaultdict(_Log)
        self._clock = clock

    async def look(self, wanted: Wanted) -> Found:
        log = self._logs[wanted.log]
        return Found(
            streams=[
                each
                for each in log.events
                if each.version > wanted.streams.get(each.stream, len(log.events))
            ],
            around=[
                each for each in log.events[wanted.after :] if each.category in wanted.categories
            ],
            around_to=len(log.events),
            head=len(log.events),
            answered=log.commands.get(wanted.command_id),
        )

    async def append(self, request: Append) -> Outcome:
        check(request)
        log = self._logs[request.log]
        if request.command_id in log.commands:
            answer, known_as = log.commands[request.command_id]
            return (
                Appended(answer=answer, again=True) if known_as == request.fingerprint else Reused()
            )
        if any(log.versions[stream] != version for stream, version in request.guards.items()):
            return Raced()
        if any(log.attempts.get(stream) != each for stream, each in request.leans_on.items()):
            return Raced()
        if request.knew is not None and {*log.writers[request.knew :]} - {request.writer}:
            return Raced()
        now = max(self._clock(), log.committed_at)
        claims = dict(log.claims)
        for stream, claim in request.claims:
            held_by, until = claims.get((claim.scope, claim.key), (stream, None))
            match claim:
                case Take() if held_by != stream and (until is None or until > now):
                    return Taken(scope=claim.scope, key=claim.key, holder=self._last(log, held_by))
                case Take():
                    claims[(claim.scope, claim.key)] = (stream, claim.until)
                case Release() if held_by == stream:
                    claims.pop((claim.scope, claim.key), None)
        log.claims, log.committed_at = claims, now
        return self._write(log, request, now)

    def _write(self, log: _Log, request: Append, now: datetime) -> Appended:
        last = len(log.events) + len(request.events)
        log.events += stored(request, last, now)
        for new in request.events:
            log.writers.append(request.writer)
            log.versions[new.stream] = new.version
            log.attempts[new.stream] = request.attempt
        for stream, name in request.cancelled:
            log.timers.pop((stream, name), None)
        for timer in request.timers:
            log.timers[(timer.stream, timer.name)] = timer
        answer = Answer(
            stream=request.stream, version=log.versions[request.stream], position=len(log.events)
        )
        log.commands[request.command_id] = (answer, request.fingerprint)
        return Appended(answer=answer)

    def _last(self, log: _Log, stream: str) -> Answer:
        last = max((each.position for each in log.events if each.stream == stream), default=0)
        return Answer(stream=stream, version=log.versions[stream], position=last)

    async def read(self, log: str, after: int, limit: int) -> Sequence[Stored]:
        return self._logs[log].events[after : after + limit]

    async def read_types(
        self, log: str, after: int, until: int, types: Collection[str]
    ) -> Sequence[Stored]:
        return [each for each in self._logs[log].events[after:until] if each.type in types]

    def newest(self, log: str, after: int, limit: int) -> Sequence[Stored]:
        return self._logs[log].events[after : after + limit]

    async def head(self, log: str) -> int:
        return len(self._logs[log].events)

    async def due(self, now: datetime, limit: int) -> Sequence[DueTimer]:
        pending = [
            DueTimer(
                log=name, timer_id=each.timer_id, due_at=each.due_at, type=each.type, body=each.body
            )
            for name, log in self._logs.items()
            for each in log.timers.values()
            if each.due_at <= now
        ]
        return sorted(pending, key=lambda timer: timer.due_at)[:limit]

    async def fired(self, log: str, timer_id: UUID) -> None:
        timers = self._logs[log].timers
        for name, timer in list(timers.items()):
            if timer.timer_id == timer_id:
                del timers[name]
