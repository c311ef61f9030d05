"""How a command crosses the bus and its answer comes back: one place for both ends.

The command's fields are the message body; who asks, when, on which condition and because of what
stand in one header, as JSON in ASCII. Core request and reply: nothing is kept, so a lost answer is
asked for again under the same command id.
"""

from collections.abc import Mapping
from typing import Annotated, NamedTuple
from uuid import UUID

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from services.kernel.actor import Principal
from services.kernel.ask import Ask
from services.kernel.refusal import Forbidden, Invalid, Refusal
from services.kernel.replies import Accepted, Refused, Reply
from services.kernel.sealed import sealed_in
from services.kernel.values import Command, Instant, Value
from services.plumbing.envelope import traceparent
from services.plumbing.tracing import words

LARGEST_BODY = 128 * 1024

_reply: TypeAdapter[Accepted | Refused] = TypeAdapter(
    Annotated[Accepted | Refused, Field(union_mode="left_to_right")]  # the usual answer first
)


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


class _Said(Value):
    """What is said along with a command: who asks, when, on which condition, because of what."""

    model_config = ConfigDict(extra="ignore")  # programs of two versions talk while one follows

    id: UUID
    by: Principal
    occurred: Instant | None = None
    expected: int | None = None
    digest: str | None = None
    correlation: UUID | None = None
    causation: UUID | None = None


_said = _Said.__pydantic_serializer__


class Letter(NamedTuple):
    """A command as a message: its name, its headers, its fields."""

    command: str
    headers: dict[str, str]
    body: bytes


def written(ask: Ask, *, sampled: bool = False) -> Letter:
    """The message that says all of it; `sampled`: whoever gets it should follow the trace."""
    said = _Said(
        id=ask.command_id,
        by=ask.principal,
        occurred=ask.occurred_at,
        expected=ask.expected_version,
        digest=ask.request_digest,
        correlation=ask.correlation_id,
        causation=ask.causation_id,
    )
    headers = {
        "traceparent": traceparent(
            ask.correlation_id or ask.command_id, ask.command_id, sampled=sampled
        ),
        "cmd": _said.to_json(said, exclude_none=True, ensure_ascii=True).decode(),
    }
    body = ask.command.__pydantic_serializer__.to_json(ask.command)
    return Letter(type(ask.command).__name__, headers, body)


def read(kinds: Mapping[str, type[Command]], letter: Letter) -> Ask:
    """What a letter asks, validated once.

    Raises NotUnderstood when it is no command of ours, Invalid when a sealed text was sealed for
    another command, Forbidden when it claims to be a room acting by itself.
    """
    if letter.command not in kinds or len(letter.body) > LARGEST_BODY:
        raise NotUnderstood
    try:
        ask = _read(kinds[letter.command], letter.headers, letter.body)
    except (KeyError, ValueError) as unreadable:
        raise NotUnderstood(**_where(unreadable)) from None
    if ask.principal.is_system or any(grant.role == "system" for grant in ask.principal.grants):
        raise Forbidden
    for field, text in sealed_in(ask.command):
        if text.under != str(ask.command_id):
            raise Invalid(field=field)
    return ask


def _read(kind: type[Command], headers: Mapping[str, str], body: bytes) -> Ask:
    said = _Said.__pydantic_validator__.validate_json(headers["cmd"])
    return Ask(
        command=kind.__pydantic_validator__.validate_json(body),
        command_id=said.id,
        principal=said.by,
        occurred_at=said.occurred,
        expected_version=said.expected,
        request_digest=said.digest,
        correlation_id=said.correlation,
        causation_id=said.causation,
    )


def _where(unreadable: Exception) -> dict[str, str]:
    """Which fields are wrong, never what stood in them."""
    if not isinstance(unreadable, ValidationError):
        return {}
    wrong = unreadable.errors(include_url=False, include_input=False, include_context=False)
    return {"fields": ", ".join(".".join(str(step) for step in error["loc"]) for error in wrong)}


def answered(body: bytes) -> Reply:
    """The answer in a message. Raises ValidationError when it is none."""
    reply: Reply = _reply.validator.validate_json(body)
    return reply


def outcome(reply: Reply) -> str:
    """How a command was answered, as it is counted: accepted, refused, stale, busy or failed."""
    return "accepted" if isinstance(reply, Accepted) else words.outcome(reply.kind)
