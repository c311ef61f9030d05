"""How a command crosses the bus and its answer comes back: one place for both ends.

The command's fields are the message body; who asks, when, on which condition and because of what
stand in headers. Core request and reply: nothing is kept, so a lost answer is asked for again under
the same command id.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NamedTuple
from urllib.parse import quote, unquote
from uuid import UUID

from nats.aio.client import Client
from nats.errors import Error, NoRespondersError
from pydantic import TypeAdapter, ValidationError

from services.kernel.actor import Grant, Principal
from services.kernel.ask import Ask
from services.kernel.refusal import Forbidden, Invalid, Refusal
from services.kernel.replies import Accepted, Refused, Reply
from services.kernel.sealed import sealed_in
from services.kernel.values import Command
from services.plumbing.addresses import command_subject
from services.plumbing.envelope import traceparent

LARGEST_BODY = 128 * 1024

_reply: TypeAdapter[Accepted | Refused] = TypeAdapter(Accepted | Refused)
_grants: TypeAdapter[tuple[Grant, ...]] = TypeAdapter(tuple[Grant, ...])


class NotUnderstood(Refusal):
    """无法识别的请求。

    This message is not a command this room understands.
    """

    kind = "invalid"


class RoomUnreachable(Refusal):
    """暂时联系不上办理的部门，请稍后再试。

    The room does not answer: try again shortly, under the same idempotency key.
    """

    kind = "busy"


class Letter(NamedTuple):
    """A command as a message."""

    headers: dict[str, str]
    body: bytes


def written(ask: Ask) -> Letter:
    """The message that says all of it."""
    trace = ask.correlation_id or ask.command_id
    headers = {
        "content-type": "application/json",
        "traceparent": traceparent(trace, ask.command_id),
        "cmd-id": str(ask.command_id),
        "cmd-street": quote(ask.principal.street),
        "cmd-person": quote(ask.principal.person),
        "cmd-grants": quote(_grants.dump_json(ask.principal.grants).decode(), safe='[]{}":,'),
    }
    optional = {
        "cmd-occurred": None if ask.occurred_at is None else ask.occurred_at.isoformat(),
        "cmd-expected": None if ask.expected_version is None else str(ask.expected_version),
        "cmd-digest": None if ask.request_digest is None else quote(ask.request_digest),
        "cmd-correlation": None if ask.correlation_id is None else str(ask.correlation_id),
        "cmd-causation": None if ask.causation_id is None else str(ask.causation_id),
    }
    headers |= {name: value for name, value in optional.items() if value is not None}
    return Letter(headers, ask.command.model_dump_json().encode())


def read(
    kinds: Mapping[str, type[Command]], name: str, headers: Mapping[str, str], body: bytes
) -> Ask:
    """What a message asks, validated once.

    Raises NotUnderstood when it is no command of ours, Invalid when a sealed text was sealed for
    another command, Forbidden when it claims to be a room acting by itself.
    """
    if name not in kinds or len(body) > LARGEST_BODY:
        raise NotUnderstood
    try:
        ask = _read(kinds[name], headers, body)
    except (KeyError, ValueError) as unreadable:
        raise NotUnderstood(**_where(unreadable)) from None
    if ask.principal.is_system or any(grant.role == "system" for grant in ask.principal.grants):
        raise Forbidden
    for field, text in sealed_in(ask.command):
        if text.under != str(ask.command_id):
            raise Invalid(field=field)
    return ask


def _read(kind: type[Command], headers: Mapping[str, str], body: bytes) -> Ask:
    def optional[T](name: str, as_: Callable[[str], T]) -> T | None:
        value = headers.get(name)
        return None if value is None else as_(value)

    principal = Principal(
        person=unquote(headers["cmd-person"]),
        street=unquote(headers["cmd-street"]),
        grants=_grants.validate_json(unquote(headers["cmd-grants"])),
    )
    return Ask(
        command=kind.model_validate_json(body),
        command_id=UUID(headers["cmd-id"]),
        principal=principal,
        occurred_at=optional("cmd-occurred", datetime.fromisoformat),
        expected_version=optional("cmd-expected", int),
        request_digest=optional("cmd-digest", unquote),
        correlation_id=optional("cmd-correlation", UUID),
        causation_id=optional("cmd-causation", UUID),
    )


def _where(unreadable: Exception) -> dict[str, str]:
    """Which fields are wrong, never what stood in them."""
    if not isinstance(unreadable, ValidationError):
        return {}
    wrong = unreadable.errors(include_url=False, include_input=False, include_context=False)
    return {"fields": ", ".join(".".join(str(step) for step in error["loc"]) for error in wrong)}


async def ask(client: Client, room: str, asked: Ask, timeout: float) -> Reply:
    """What the room answers.

    Raises RoomUnreachable at once when nobody serves the room, and when no answer came in time: it
    may have been done then, and asking again under the same command id tells.
    """
    if not client.is_connected:
        raise RoomUnreachable(room=room)
    letter = written(asked)
    subject = command_subject(room, type(asked.command).__name__)
    try:
        answer = await client.request(subject, letter.body, timeout=timeout, headers=letter.headers)
    except (NoRespondersError, TimeoutError, Error) as silent:
        raise RoomUnreachable(room=room) from silent
    return _reply.validate_json(answer.data)
