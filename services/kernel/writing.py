"""From what a decider said happened to what the log must write, all in one append."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from random import getrandbits
from typing import Any
from uuid import UUID, uuid5

from services.kernel.actor import Actor
from services.kernel.ask import Ask, fingerprint
from services.kernel.claim import Claim
from services.kernel.deadline import CancelTimer, SetTimer
from services.kernel.decider import Decider, Setting
from services.kernel.footing import Footing
from services.kernel.record import Stored, event_id
from services.kernel.store import Append, NewEvent, NewTimer
from services.kernel.values import Event
from services.kernel.vocabulary import Vocabulary

LATE_ENTRY_GRACE = timedelta(hours=24)
"""Field work may be entered a day late: a moment already past waits that long for the rest of
it."""


def request[S, X](
    ask: Ask,
    actor: Actor,
    setting: Setting[S, X],
    decider: Decider[Any, S, Any, X],
    vocabulary: Vocabulary[Event],
    footing: Footing[X],
    events: Sequence[Event],
) -> Append:
    """The append for these events, decided upon this footing."""
    guards = footing.guards
    claims: list[tuple[str, Claim]] = []
    timers: dict[tuple[str, str], NewTimer | None] = {}  # the last word on each name counts
    for event in events:
        for claim in decider.claims(event):
            claims.append((event.stream, claim))
        for deadline in decider.deadlines(event):
            match deadline:
                case SetTimer(name=name):
                    timer = _timer(ask.command_id, event.stream, deadline, setting.now)
                    timers[(event.stream, name)] = timer
                case CancelTimer(name=name):
                    timers[(event.stream, name)] = None
    return Append(
        log=ask.street,
        command_id=ask.command_id,
        fingerprint=fingerprint(ask),
        stream=ask.stream,
        guards=guards,
        attempt=getrandbits(63),
        leans_on=footing.leans_on,
        writer=footing.writer,
        knew=footing.knew,
        events=_numbered(ask.command_id, vocabulary, guards, events),
        occurred_at=setting.occurred_at,
        actor=actor,
        correlation_id=ask.correlation_id or ask.command_id,
        causation_id=ask.causation_id,
        claims=claims,
        timers=[timer for timer in timers.values() if timer is not None],
        cancelled=[name for name, timer in timers.items() if timer is None],
    )


def _numbered(
    command_id: UUID,
    vocabulary: Vocabulary[Event],
    guards: Mapping[str, int],
    events: Sequence[Event],
) -> list[NewEvent]:
    last = dict(guards)
    numbered: list[NewEvent] = []
    for n, event in enumerate(events):
        stream = event.stream
        last[stream] = version = last[stream] + 1
        numbered.append(
            NewEvent(
                stream=stream,
                version=version,
                event_id=event_id(command_id, n),
                type=type(event).__name__,
                schema_version=event.schema_version,
                body=vocabulary.encode(event),
            )
        )
    return numbered


def _timer(command_id: UUID, stream: str, deadline: SetTimer, now: datetime) -> NewTimer:
    late = deadline.due_at <= now
    return NewTimer(
        timer_id=uuid5(command_id, f"{stream}/{deadline.name}"),
        stream=stream,
        name=deadline.name,
        due_at=now + LATE_ENTRY_GRACE if late else deadline.due_at,
        type=type(deadline.command).__name__,
        body=deadline.command.model_dump_json().encode(),
    )


def stored(request: Append, last: int, recorded_at: datetime) -> list[Stored]:
    """The events of an append as the log keeps them, now that the last one has its position."""
    first = last - len(request.events) + 1
    occurred_at = request.occurred_at.astimezone(UTC)
    return [
        Stored(
            request.log,
            position,
            new.stream,
            new.version,
            new.event_id,
            new.type,
            new.schema_version,
            occurred_at,
            recorded_at,
            request.actor,
            request.command_id,
            request.correlation_id,
            request.causation_id,
            new.body,
        )
        for position, new in enumerate(request.events, start=first)
    ]
