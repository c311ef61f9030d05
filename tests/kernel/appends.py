"""Appends as a store gets them, in one line each."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

from services.kernel.actor import Actor
from services.kernel.record import event_id
from services.kernel.store import Answer, Append, Appended, NewEvent, NewTimer, Outcome

LOG = "shengquan"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
FAR_AHEAD = datetime(2100, 1, 1, tzinfo=UTC)
SOMEBODY = Actor(person="ada", role="reader", org="C1")


def an_id(name: object) -> UUID:
    """The same name gives the same id."""
    return uuid5(UUID(int=7), str(name))


def an_append(command: object, stream: str = "shelf-a", after: int = 0, **rest: Any) -> Append:
    """One command that saw `stream` at version `after`, and adds an event `say` (None: nothing).

    `beside` are the streams it guards besides, with their versions, and gets an event each too.
    """
    say, kind = rest.pop("say", "{}"), rest.pop("kind", "BookPut")
    guards = {stream: after, **rest.pop("beside", {})}
    command_id = an_id(command)
    return Append(
        log=rest.pop("log", LOG),
        command_id=command_id,
        fingerprint=rest.pop("fingerprint", b"same"),
        stream=stream,
        guards=guards,
        attempt=rest.pop("attempt", command_id.int >> 65),
        events=[
            NewEvent(
                stream=each,
                version=version + 1,
                event_id=event_id(command_id, n),
                type=kind,
                schema_version=3,
                body=say.encode(),
            )
            for n, (each, version) in enumerate(guards.items())
            if say is not None
        ],
        occurred_at=rest.pop("occurred_at", LONG_AGO),
        actor=SOMEBODY,
        correlation_id=rest.pop("correlation_id", command_id),
        **rest,
    )


def a_timer(
    timer: object, name: str = "urge", due_at: datetime = LONG_AGO, stream: str = "shelf-a"
) -> NewTimer:
    return NewTimer(
        timer_id=an_id(timer), stream=stream, name=name, due_at=due_at, type="TakeBook", body=b"{}"
    )


def answer(stream: str, version: int, position: int) -> Answer:
    return Answer(stream=stream, version=version, position=position)


def told(outcome: Outcome) -> Answer:
    assert isinstance(outcome, Appended), outcome
    return outcome.answer
