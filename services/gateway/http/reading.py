"""The doors for readers: lists, one thing, its history; each reader gets what is theirs to see."""

import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from services.gateway.http import listing
from services.gateway.http.answers import answer
from services.gateway.http.as_of import FreshThen
from services.gateway.http.as_of import asked_of as past_of
from services.gateway.http.asked import Listed, Paged
from services.gateway.http.asked import listing as asked_of
from services.gateway.http.caller import Caller, header
from services.gateway.http.documented import ETAG, TO_READERS, json_of, problems, told
from services.gateway.http.freshness import wait_until_shown
from services.gateway.http.history import HISTORY, history_of
from services.gateway.http.inside import Inside, InsideDep
from services.gateway.http.listing import Seen
from services.gateway.http.problems import Problem
from services.gateway.http.reading_as import reader_of
from services.gateway.http.resources import Resource
from services.gateway.http.short_way import Door, after_in
from services.gateway.http.sight import opened
from services.gateway.http.stale import unchanged
from services.gateway.http.stood import stood
from services.kernel.actor import Principal
from services.plumbing.sealing import Erased

_AN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")

Key = Annotated[str, Path(alias="id", description="The thing's id.")]


def reading_router(resource: Resource) -> APIRouter:
    """`GET /v1/<plural>`, `…/{id}` and `…/{id}/history`."""
    router = APIRouter(tags=[resource.plural])
    path = f"/v1/{resource.plural}"
    card = {"$ref": f"#/components/schemas/{shown_name(resource)}"}
    items = {"type": "array", "items": card}
    page = {"type": "object", "properties": {"items": items, "next": {"type": ["string", "null"]}}}
    doors: list[tuple[str, Callable[..., Awaitable[Response]], str, dict[str, Any]]] = [
        ("", _list(resource), "list", json_of(page, "A page.", Link=told("The next page."))),
        ("/{id}", _one(resource), "read", json_of(card, "As it is now.", ETag=ETAG)),
        ("/{id}/history", _history(resource), "history", json_of(HISTORY, "What happened.")),
    ]
    for end, door, verb, good in doors:
        router.add_api_route(
            path + end,
            door,
            methods=["GET"],
            operation_id=f"{verb}-{resource.plural}",
            summary=(door.__doc__ or "").rstrip("."),
            response_class=Response,
            responses={200: good, **problems(TO_READERS)} | _more(verb),
        )
    return router


def shown_name(resource: Resource) -> str:
    """What the API description calls such a thing as readers get it."""
    return f"{resource.plural}-shown"


def _list(resource: Resource) -> Callable[..., Awaitable[Response]]:
    model = asked_of(resource)

    async def door(
        request: Request,
        who: Caller,
        inside: InsideDep,
        asked: Annotated[Listed, Query()],
    ) -> Response:
        await wait_until_shown(inside, who, asked.after)
        code = getattr(asked, "code", None)
        reader = await reader_of(inside, who, frozenset({resource.plural}), code)
        page = await listing.page(inside, reader, resource, asked)
        return _page(request, page)

    door.__annotations__["asked"] = Annotated[model, Query()]
    door.__doc__ = f"{resource.zh}：列表 List the {resource.plural}, newest or greatest first."
    return door


def _one(resource: Resource) -> Callable[..., Awaitable[Response]]:
    async def door(
        key: Key,
        request: Request,
        who: Caller,
        inside: InsideDep,
        asked: Annotated[FreshThen, Query()],
    ) -> Response:
        await wait_until_shown(inside, who, asked.after)
        if (as_of := await past_of(inside, who, resource.room, asked)) is not None:
            now = await _seen(resource, key, who, inside)
            return await stood(inside, resource, who, now, as_of)
        return await _shown_one(resource, key, request, who, inside)

    door.__doc__ = f"{resource.zh}：详情 One of the {resource.plural}."
    return door


def reading_door(resource: Resource) -> Door:
    """The same door, for the short way."""

    async def answering(
        key: str | None, request: Request, who: Principal, inside: Inside
    ) -> Response:
        await wait_until_shown(inside, who, after_in(request))
        return await _shown_one(resource, key or "", request, who, inside)

    return Door(method="GET", path=f"/v1/{resource.plural}/{{id}}", answering=answering)


async def _shown_one(
    resource: Resource, key: str, request: Request, who: Principal, inside: Inside
) -> Response:
    seen = await _seen(resource, key, who, inside)
    item = listing.as_item(seen)
    texts = await opened(inside.vault, [item])
    headers = {
        "ETag": f'"{seen.shown.version}"',
        "Cache-Control": "private, no-cache",
        "Vary": "Authorization",
    }
    erased = any(isinstance(text, Erased) for text in texts.values())
    condition = header(request, b"if-none-match")
    if not erased and await unchanged(inside, resource, who, seen.shown, condition):
        return Response(None, 304, headers)
    return answer(item.told(texts), headers=headers)


def _history(resource: Resource) -> Callable[..., Awaitable[Response]]:
    async def door(
        key: Key, request: Request, who: Caller, inside: InsideDep, asked: Annotated[Paged, Query()]
    ) -> Response:
        await wait_until_shown(inside, who, asked.after)
        seen = await _seen(resource, key, who, inside)
        page = await history_of(inside, resource, who, seen, asked)
        return _page(request, page)

    door.__doc__ = f"{resource.zh}：经过 What happened to it, in words and as it is in the log."
    return door


async def _seen(resource: Resource, key: str, who: Principal, inside: Inside) -> Seen:
    """The card, for a reader who may see something of it; 404 otherwise."""
    assert resource.cards is not None
    if not _AN_ID.fullmatch(key):
        raise Problem(404)
    shown = await inside.queries.get(resource.cards, who.street, key)
    if shown is None:
        raise Problem(404)
    reader = await reader_of(inside, who, frozenset({resource.plural}))
    seen = listing.look(resource, reader, shown)
    if seen is None:
        raise Problem(404)
    return seen


def _page(request: Request, page: Mapping[str, Any]) -> Response:
    """A page, and where the next one is."""
    headers = {"Link": _next(request, page["next"])} if page["next"] else {}
    return answer(page, headers=headers)


def _next(request: Request, cursor: str) -> str:
    """The address of the next page, relative: a proxy may have another name for us."""
    asked = [(name, value) for name, value in request.query_params.multi_items()]
    others = [(name, value) for name, value in asked if name not in ("cursor", "after")]
    return f'<{request.url.path}?{urlencode([*others, ("cursor", cursor)])}>; rel="next"'


def _more(verb: str) -> dict[int | str, dict[str, Any]]:
    return {304: {"description": "Unchanged since that version."}} if verb == "read" else {}
