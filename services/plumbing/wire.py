"""How a command crosses the bus and its answer comes back: one place for both ends.

The command's fields are the message body; who asks, when, on which condition and because of what
stand in headers. Core request and reply: nothing is kept, so a lost answer is asked for again under
the same command id.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
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
_PEOPLE = 4096  # principals remembered as they were written

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
    command_id = str(ask.command_id)
    headers = {
        "content-type": "application/json",
        "traceparent": traceparent(ask.correlation_id or ask.command_id, ask.command_id),
        "cmd-id": command_id,
        **_said_of(ask.principal),
    }
    if ask.occurred_at is not None:
        headers["cmd-occurred"] = ask.occurred_at.isoformat()
    if ask.expected_version is not None:
        headers["cmd-expected"] = str(ask.expected_version)
    if ask.request_digest is not None:
        headers["cmd-digest"] = quote(ask.request_digest)
    if ask.correlation_id is not None:
        headers["cmd-correlation"] = str(ask.correlation_id)
    if ask.causation_id is not None:
        headers["cmd-causation"] = str(ask.causation_id)
    return Letter(headers, ask.command.model_dump_json().encode())


@lru_cache(maxsize=_PEOPLE)
def _said_of(who: Principal) -> dict[str, str]:
    """Who asks, as headers: the same people ask again and again."""
    return {
        "cmd-street": quote(who.street),
        "cmd-person": quote(who.person),
        "cmd-grants": quote(_grants.dump_json(who.grants).decode(), safe='[]{}":,'),
    }


@lru_cache(maxsize=_PEOPLE)
def _asking(street: str, person: str, grants: str) -> Principal:
    return Principal(
        person=unquote(person),
        street=unquote(street),
        grants=_grants.validate_json(unquote(grants)),
    )


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
    told = headers.get
    occurred, expected, digest = told("cmd-occurred"), told("cmd-expected"), told("cmd-digest")
    correlation, causation = told("cmd-correlation"), told("cmd-causation")
    return Ask(
        command=kind.model_validate_json(body),
        command_id=UUID(headers["cmd-id"]),
        principal=_asking(headers["cmd-street"], headers["cmd-person"], headers["cmd-grants"]),
        occurred_at=None if occurred is None else datetime.fromisoformat(occurred),
        expected_version=None if expected is None else int(expected),
        request_digest=None if digest is None else unquote(digest),
        correlation_id=None if correlation is None else UUID(correlation),
        causation_id=None if causation is None else UUID(causation),
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
