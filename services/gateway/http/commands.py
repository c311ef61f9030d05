"""One door for each command: body and caller become an `Ask`, the room's reply an answer."""

from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from services.gateway.http.answers import answer
from services.gateway.http.caller import Caller, conditions, header
from services.gateway.http.documented import command_docs
from services.gateway.http.inside import Inside, InsideDep
from services.gateway.http.personal import personal_in
from services.gateway.http.problems import Problem, of_refusal, unavailable
from services.gateway.http.resources import Resource
from services.gateway.http.said import command_of, fields_of, json_bytes
from services.gateway.http.short_way import Door
from services.gateway.http.unnamed import signed_as
from services.kernel import Command
from services.kernel.ask import Ask
from services.kernel.replies import Accepted, Refused
from services.kernel.sealed import holds_sealed
from services.kernel.values import kebab
from services.plumbing.logs import about
from services.plumbing.sealing import ToSeal
from services.plumbing.vault import PersonErased
from services.plumbing.wire import RoomUnreachable


def command_router(resource: Resource) -> APIRouter:
    """`POST /v1/<plural>` for what creates, `POST /v1/<plural>/{id}/<command>` for the rest."""
    router = APIRouter(tags=[resource.plural])
    for command in resource.commands:
        router.add_api_route(
            path_of(resource, command),
            _door(resource, command),
            methods=["POST"],
            status_code=201 if command.creates else 200,
            operation_id=command.__name__,
            response_class=Response,
            **command_docs(command),
        )
    return router


def command_doors(resource: Resource) -> Iterator[Door]:
    """The same doors, for the short way."""
    for command in resource.commands:
        answering = partial(_answer, resource, command)
        yield Door(method="POST", path=path_of(resource, command), answering=answering)


def path_of(resource: Resource, command: type[Command]) -> str:
    """The address of a command's door."""
    path = f"/v1/{resource.plural}"
    return path if command.creates else f"{path}/{{id}}/{kebab(command.__name__)}"


def _door(resource: Resource, command: type[Command]) -> Callable[..., Awaitable[Response]]:
    """The handler: FastAPI reads the path parameter from the signature, so there are two."""

    async def creates(request: Request, who: Caller, inside: InsideDep) -> Response:
        return await _answer(resource, command, None, request, who, inside)

    async def changes(
        key: Annotated[str, Path(alias="id")], request: Request, who: Caller, inside: InsideDep
    ) -> Response:
        return await _answer(resource, command, key, request, who, inside)

    return creates if command.creates else changes


async def _answer(
    resource: Resource,
    command: type[Command],
    key: str | None,
    request: Request,
    who: Caller,
    inside: Inside,
) -> Response:
    asked = conditions(request, who, inside.clock())
    raw = await json_bytes(request)
    fields = fields_of(command, key, raw)
    signer, asked = signed_as(command, fields, who, asked, inside)
    await _seal(inside, command, fields, asked.command_id)
    when = (header(request, b"occurred-at") or "").encode()
    ask = Ask(
        command=command_of(command, fields, raw),
        command_id=asked.command_id,
        principal=signer,
        occurred_at=asked.occurred_at,
        expected_version=asked.expected_version,
        request_digest=inside.digest(request.scope["path"].encode(), raw, when),
        correlation_id=request.state.trace,
    )
    with about(command_id=str(asked.command_id)):
        return _reply(resource, command, await _ask(inside, resource.room, ask))


async def _seal(
    inside: Inside, command: type[Command], fields: dict[str, Any], command_id: UUID
) -> None:
    if not holds_sealed(command):
        return
    found = list(personal_in(command, fields))
    items = [
        ToSeal(person=each.person, under=str(command_id), field=each.field, text=each.text)
        for each in found
    ]
    try:
        sealed = await inside.vault.seal(items) if items else []
    except PersonErased as gone:
        raise Problem(
            409, "person-is-erased", "此人信息已依法删除。", "This person's data was erased."
        ) from gone
    for each, box in zip(found, sealed, strict=True):
        each.holder[each.field] = box.model_dump(mode="json")


async def _ask(inside: Inside, room: str, ask: Ask) -> Accepted:
    try:
        reply = await inside.ask(room, ask)
    except RoomUnreachable as gone:
        raise unavailable("room-unreachable") from gone
    if isinstance(reply, Refused):
        raise of_refusal(reply)
    return reply


def _reply(resource: Resource, command: type[Command], accepted: Accepted) -> Response:
    _, _, key = accepted.stream.partition("-")
    headers = {
        "ETag": f'"{accepted.version}"',
        "Position": f"{accepted.room}/{accepted.position}",
    }
    if command.creates:
        headers["Location"] = f"/v1/{resource.plural}/{key}"
    body = {"id": key, "version": accepted.version, "position": headers["Position"]}
    status = 201 if command.creates else 200
    return answer(body, status, headers)
