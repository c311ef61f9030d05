"""What a client said to a command's door: the body, and the command it becomes."""

from functools import cache
from typing import Any

import orjson
from fastapi import Request
from pydantic import TypeAdapter, ValidationError
from uuid_utils.compat import uuid7

from services.gateway.http.bodies import body_of, hints_of, named_by_client
from services.gateway.http.caller import header
from services.gateway.http.problems import Problem, of_validation
from services.kernel import Command
from services.kernel.sealed import holds_sealed
from services.plumbing.wire import LARGEST_BODY


async def json_bytes(request: Request) -> bytes:
    """The body, of a request that says it is JSON; an empty one says nothing."""
    raw = await request.body()
    kind = (header(request, b"content-type") or "").partition(";")[0].strip().lower()
    if raw and kind != "application/json":
        raise Problem(415)
    return raw or b"{}"


def fields_of(command: type[Command], key: str | None, raw: bytes) -> dict[str, Any]:
    """The command's fields as JSON, personal ones still plain; the id from the path or made here.

    An id that is not even one names nothing: not found, rather than a fault of the body.
    """
    about_id = _id_in(command, key) if key is not None else str(uuid7())
    fields = _plain_fields(command, raw)
    if fields is None:
        fields = _checked_fields(command, raw)
    if not named_by_client(command):
        fields[command.about] = about_id
    return fields


def _plain_fields(command: type[Command], raw: bytes) -> dict[str, Any] | None:
    """What a body without personal texts says; the command itself will be validated.

    None where only a look with the body's own model can tell what is wrong with it.
    """
    if holds_sealed(command) or b"\\u0000" in raw:
        return None
    try:
        fields = orjson.loads(raw)
    except orjson.JSONDecodeError:
        return None
    named = named_by_client(command)
    return fields if isinstance(fields, dict) and (named or command.about not in fields) else None


def _checked_fields(command: type[Command], raw: bytes) -> dict[str, Any]:
    try:
        fields = body_of(command).model_validate_json(raw).model_dump(mode="json")
    except ValidationError as error:
        raise of_validation(error) from None
    if b"\\u0000" in raw:
        raise Problem(422, "no-such-character", "含有不可见字符。", "A text holds the sign NUL.")
    return fields


@cache
def _id_of(command: type[Command]) -> TypeAdapter[Any]:
    return TypeAdapter(hints_of(command)[command.about])


def _id_in(command: type[Command], key: str) -> str:
    try:
        return str(_id_of(command).validate_json(orjson.dumps(key)))
    except ValidationError:
        raise Problem(404) from None


def command_of(command: type[Command], fields: dict[str, Any], raw: bytes) -> Command:
    """The command, validated: 422 that names what is wrong in the body as it was sent."""
    body = orjson.dumps(fields)
    if len(body) > LARGEST_BODY:
        raise Problem(413)
    try:
        return command.model_validate_json(body)
    except ValidationError as error:
        _checked_fields(command, raw)
        raise of_validation(error) from None
