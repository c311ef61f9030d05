"""What happened to one thing: in words for people, and event by event as far as they may see."""

from typing import Any

import orjson

from services.gateway.hearing import Heard
from services.gateway.http import cursors
from services.gateway.http.asked import Paged
from services.gateway.http.inside import Inside
from services.gateway.http.listing import Seen
from services.gateway.http.problems import Problem
from services.gateway.http.reader import PRIVATE
from services.gateway.http.resources import Resource
from services.gateway.http.sight import Sight, opened
from services.gateway.http.words import in_words
from services.kernel.actor import Actor, Principal

_WORDS = {"type": "object", "properties": {"zh": {"type": "string"}, "en": {"type": "string"}}}
HISTORY = {
    "type": "object",
    "properties": {
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "version": {"type": "integer"},
                    "position": {"type": "string"},
                    "type": {"type": "string"},
                    "occurred_at": {"type": "string", "format": "date-time"},
                    "recorded_at": {"type": "string", "format": "date-time"},
                    "says": _WORDS,
                    "by": {"type": "object"},
                    "event": {"type": "object"},
                },
            },
        },
        "next": {"type": ["string", "null"]},
    },
}
"""One page of it, for the API description."""


async def history_of(
    inside: Inside, resource: Resource, who: Principal, seen: Seen, asked: Paged
) -> dict[str, Any]:
    """A page of its history, the first event first."""
    stream = f"{resource.category}-{seen.shown.key}"
    after = _after(inside, stream, asked.cursor)
    heard = await inside.queries.history(
        resource.room, who.street, stream, after=after, limit=asked.limit
    )
    last = heard[-1].stored.version if len(heard) == asked.limit else seen.shown.version
    more = last < seen.shown.version
    sight = seen.sight
    drawn = [sight.of(each.event) if sight.bodies and each.event else None for each in heard]
    texts = await opened(inside.vault, (each for each in drawn if each is not None))
    return {
        "items": [
            _item(resource, sight, each, None if event is None else event.told(texts))
            for each, event in zip(heard, drawn, strict=True)
        ],
        "next": cursors.closed(inside.cursor_key, str(last), stream) if more else None,
    }


def _after(inside: Inside, stream: str, cursor: str | None) -> int:
    if cursor is None:
        return 0
    text = cursors.opened(inside.cursor_key, cursor, stream)
    if not text.isdigit():
        raise Problem(422, "unknown-cursor")
    return int(text)


def _item(
    resource: Resource, sight: Sight, heard: Heard, event: orjson.Fragment | None
) -> dict[str, Any]:
    stored = heard.stored
    item: dict[str, Any] = {
        "version": stored.version,
        "position": f"{resource.room}/{stored.position}",
        "type": stored.type,
        "occurred_at": stored.occurred_at,
        "recorded_at": stored.recorded_at,
        "says": in_words(resource.room, stored.type),
    }
    if sight.bodies:
        item["by"] = _by(stored.actor, sight)
        if event is not None:
            item["event"] = event
    return item


def _by(actor: Actor, sight: Sight) -> dict[str, str]:
    """In which capacity, and for an office who it was: a neighbour's name is theirs to give."""
    by = {"role": actor.role, "org": actor.org}
    office = actor.role not in {*PRIVATE, "petitioner", "representative"}
    if office and actor.person not in sight.strangers:
        by["person"] = actor.person
    return by
