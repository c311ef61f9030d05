"""What the API description says of every door: bodies, headers, answers and every error."""

from collections.abc import Iterable
from typing import Any

from services.gateway.http.bodies import body_of
from services.gateway.http.problems import MEDIA_TYPE, TITLES
from services.kernel import Command, Value


class WrongField(Value):
    """Where a body or a query does not fit, and how."""

    at: str
    says: str


class ProblemDocument(Value):
    """An error (RFC 9457): `type` ends in the slug a program compares."""

    type: str
    title: str
    detail: str
    status: int
    errors: tuple[WrongField, ...] = ()
    reasons: dict[str, str] = {}


class Done(Value):
    """A command was carried out: the thing's id, its version now, and how far the log had come."""

    id: str
    version: int
    position: str


EVERYWHERE = (400, 414, 500, 503)
TO_THE_KNOWN = (*EVERYWHERE, 401, 429)
TO_READERS = (*TO_THE_KNOWN, 404, 422)
TO_WHOEVER_ASKS = (*TO_READERS, 403, 409, 412, 413, 415)


def problems(statuses: Iterable[int]) -> dict[int | str, dict[str, Any]]:
    """The error answers of a door, each a problem document."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDocument"}}}
    return {
        status: {"description": " ".join(TITLES[status][1:]), "content": content}
        for status in sorted(statuses)
    }


def header(name: str, says: str, pattern: str | None = None) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    if pattern:
        schema["pattern"] = pattern
    return {"name": name, "in": "header", "required": False, "description": says, "schema": schema}


def told(says: str) -> dict[str, Any]:
    """A header of an answer."""
    return {"description": says, "schema": {"type": "string"}}


def json_of(schema: dict[str, Any], says: str, **headers: Any) -> dict[str, Any]:
    """A good answer."""
    answer: dict[str, Any] = {
        "description": says,
        "content": {"application/json": {"schema": schema}},
    }
    return {**answer, "headers": headers} if headers else answer


CONDITIONS = [
    header(
        "Idempotency-Key",
        "Repeating a request with the same key gives the first answer and does nothing twice.",
        r"^[\x20-\x7e]{1,255}$",
    ),
    header("If-Match", 'Carry it out only at this version: the `ETag` as read, `"3"`.', r'^"\d+"$'),
    header("Occurred-At", "When it happened, if entered later: ISO 8601 with a zone."),
]
ETAG = told("The version now.")
POSITION = told("`<room>/<position>`: read with `?after=` it to see your own change.")


def command_docs(command: type[Command]) -> dict[str, Any]:
    """Keyword arguments of a command's route."""
    says = " ".join((command.__doc__ or command.__name__).split())
    model = body_of(command)
    headers = {"ETag": ETAG, "Position": POSITION}
    if command.creates:
        headers["Location"] = told("Where the new thing is.")
    done = json_of({"$ref": "#/components/schemas/Done"}, "Carried out.", **headers)
    body = {
        "required": any(field.is_required() for field in model.model_fields.values()),
        "content": {
            "application/json": {"schema": {"$ref": f"#/components/schemas/{model.__name__}"}}
        },
    }
    return {
        "summary": says.partition(". ")[0].rstrip("."),
        "description": says,
        "responses": {(201 if command.creates else 200): done, **problems(TO_WHOEVER_ASKS)},
        "openapi_extra": {"parameters": CONDITIONS, "requestBody": body},
    }
