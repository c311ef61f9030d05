"""What a log can do, whatever it is kept in. Memory and Postgres pass one contract test."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Protocol
from uuid import UUID

from services.kernel.actor import Actor
from services.kernel.claim import Claim
from services.kernel.record import Stored
from services.kernel.values import State


class NewEvent(State):
    """An event not yet in the log."""

    stream: str
    version: int
    event_id: UUID
    type: str
    schema_version: int
    body: bytes


class NewTimer(State):
    """A timer to set: the command is kept as its type and bytes. `timer_id` is its command id
    when it fires."""

    timer_id: UUID
    stream: str
    name: str
    due_at: datetime
    type: str
    body: bytes


class Answer(State):
    """What a command was told: kept with it, and told again to whoever repeats it."""

    stream: str
    version: int
    position: int
    """Of its last event; the head of the log at that time when it made none."""


class Append(State):
    """Everything one command changes, all or nothing.

    `guards`: stream → the version decided upon. `attempt` is a number drawn for this one append.
    `leans_on`: stream → the attempt whose events were decided upon before they were written. Their
    version does not tell: other events may get it, even others of the same command.
    `writer` names who decides, one per process and room. `knew`: the position whose surroundings it
    was decided in without a look; what another writer added after it makes the append a lost race.
    None when it was looked.
    """

    log: str
    command_id: UUID
    fingerprint: bytes
    stream: str
    guards: Mapping[str, int]
    attempt: int
    leans_on: Mapping[str, int] = MappingProxyType({})
    writer: str = ""
    knew: int | None = None
    events: Sequence[NewEvent] = ()
    occurred_at: datetime
    actor: Actor
    correlation_id: UUID
    causation_id: UUID | None = None
    claims: Sequence[tuple[str, Claim]] = ()
    """Pairs (stream that claims or releases, claim)."""
    timers: Sequence[NewTimer] = ()
    cancelled: Sequence[tuple[str, str]] = ()
    """Pairs (stream, timer name)."""


def check(request: Append) -> None:
    """What no log would take, said before it meets others: ValueError.

    Every stream that gets events is guarded, and its versions go on from there; a timer is set or
    cancelled once.
    """
    versions = dict(request.guards)
    for event in request.events:
        if event.version != versions.get(event.stream, event.version) + 1:
            raise ValueError("an event does not follow the version its stream is guarded at")
        versions[event.stream] = event.version
    named = [(timer.stream, timer.name) for timer in request.timers]
    if len({*named, *request.cancelled}) < len(named) + len(request.cancelled):
        raise ValueError("one append sets or cancels the same timer twice")


class Appended(State):
    """Written, or written before under this command id (`again`): the answer is the same."""

    answer: Answer
    again: bool = False


class Raced(State):
    """Somebody was faster on a guarded stream: decide again."""


class Taken(State):
    """Another stream holds this claim."""

    scope: str
    key: str
    holder: Answer


class Reused(State):
    """The command id is known with another fingerprint."""


type Outcome = Appended | Raced | Taken | Reused


class Wanted(State):
    """What one decision must read, in one look: stream → version already known, and the
    surroundings."""

    log: str
    command_id: UUID
    streams: Mapping[str, int]
    categories: tuple[str, ...] = ()
    after: int = 0


class Found(State):
    """`streams`: events after the known versions, in order. `around`: events of the categories
    after `after` and up to `around_to`, which is the head unless there were too many at once."""

    streams: Sequence[Stored]
    around: Sequence[Stored]
    around_to: int
    head: int
    """The last position of the log when this was read."""
    answered: tuple[Answer, bytes] | None
    """The answer and fingerprint already kept for this command id."""


class DueTimer(State):
    """A timer whose moment has come."""

    log: str
    timer_id: UUID
    due_at: datetime
    type: str
    body: bytes


class EventStore(Protocol):
    """A log per street: contiguous positions from 1, dense stream versions from 1, nothing ever
    changed."""

    async def look(self, wanted: Wanted) -> Found:
        """Read, at one instant, what a decision needs."""
        ...

    async def append(self, request: Append) -> Outcome:
        """Write all of it or nothing; a refusal burns no position."""
        ...

    async def read(self, log: str, after: int, limit: int) -> Sequence[Stored]:
        """Events after a position, in order."""
        ...

    async def read_types(
        self, log: str, after: int, until: int, types: Collection[str]
    ) -> Sequence[Stored]:
        """All events of these types after one position and up to another, in order."""
        ...

    def newest(self, log: str, after: int, limit: int) -> Sequence[Stored]:
        """The same, as far as this process wrote them itself and still has them; maybe none."""
        ...

    async def head(self, log: str) -> int:
        """The last position, 0 for an empty log."""
        ...

    async def due(self, now: datetime, limit: int) -> Sequence[DueTimer]:
        """Pending timers whose moment has come, earliest first."""
        ...

    async def fired(self, log: str, timer_id: UUID) -> None:
        """The timer's command has been answered: it does not come again."""
        ...
