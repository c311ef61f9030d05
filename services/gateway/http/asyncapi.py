"""What the rooms say and hear on the wire, as one AsyncAPI 3 document, made from the contracts."""

import asyncio
from collections.abc import Mapping
from typing import Any

import orjson
from fastapi import APIRouter
from fastapi.responses import Response

from services.gateway.http.documented import EVERYWHERE, json_of, problems
from services.gateway.http.resources import COMMANDS
from services.gateway.http.words import EVENTS
from services.kernel import Around
from services.kernel.actor import Actor
from services.kernel.room import Room
from services.plumbing.asyncapi import document

_PARTS = "#/components/"


def house() -> dict[str, Any]:
    """The three rooms' documents as one; a part's name begins with its room's."""
    whole: dict[str, Any] = {}
    for room in COMMANDS:
        described = _named_after(room, document(_described(room)))
        whole.setdefault("asyncapi", described["asyncapi"])
        whole.setdefault("info", {**described["info"], "title": "驿站 Yizhan"})
        for part in ("channels", "operations"):
            whole.setdefault(part, {}).update(described[part])
        for kind, parts in described["components"].items():
            whole.setdefault("components", {}).setdefault(kind, {}).update(parts)
    return whole


def asyncapi_router() -> APIRouter:
    """`GET /asyncapi.json`."""
    router = APIRouter(tags=["contract"])
    made: list[bytes] = []

    @router.get(
        "/asyncapi.json",
        response_class=Response,
        responses={
            200: json_of({"type": "object"}, "The AsyncAPI document."),
            **problems(EVERYWHERE),
        },
    )
    async def asyncapi() -> Response:
        """Events and commands on the wire, AsyncAPI 3."""
        if not made:  # once, when first asked for: it takes a moment
            made.append(orjson.dumps(await asyncio.to_thread(house)))
        return Response(made[0], media_type="application/json")

    return router


def _described(room: str) -> Room:
    """The room as far as its contract goes: what decides is the room's own."""
    return Room(
        name=room,
        commands=COMMANDS[room],
        events=EVENTS[room],
        deciders=(),
        around=Around(categories=(), initial=None, evolve=lambda known, _: known),
        permit=lambda ask, *_: Actor(person=ask.principal.person, role="", org=""),
        hears={},
    )


def _named_after(room: str, described: Mapping[str, Any]) -> dict[str, Any]:
    renamed: dict[str, Any] = _renamed(room, dict(described))
    renamed["components"] = {
        kind: {f"{room}.{name}": part for name, part in parts.items()}
        for kind, parts in renamed["components"].items()
    }
    return renamed


def _renamed(room: str, part: Any) -> Any:
    """The same part, with every reference into the components under the room's name."""
    match part:
        case {"$ref": str(ref)} if ref.startswith(_PARTS):
            kind, _, name = ref.removeprefix(_PARTS).partition("/")
            return {"$ref": f"{_PARTS}{kind}/{room}.{name}"}
        case dict():
            return {key: _renamed(room, value) for key, value in part.items()}
        case list():
            return [_renamed(room, value) for value in part]
        case _:
            return part
