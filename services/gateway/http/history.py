"""What happened to one thing: in words for people, and event by event as far as they may see."""

from collections.abc import Sequence
from typing import Any

from services.gateway.hearing import Heard
from services.gateway.http import cursors
from services.gateway.http.asked import Paged
from services.gateway.http.inside import Inside
from services.gateway.http.listing import Seen
from services.gateway.http.problems import Problem
from services.gateway.http.reader import PRIVATE
from services.gateway.http.resources import Resource
from services.gateway.http.sight import Opened, Sight, opened
from services.gateway.http.words import in_words
from services.kernel.actor import Actor, Principal


async def history_of(
    inside: Inside, resource: Resource, who: Principal, seen: Seen, asked: Paged
) -> dict[str, Any]:
    """A page of its history, the first event first."""
    stream = f"{resource.category}-{seen.shown.key}"
    after = _after(inside, stream, asked.cursor)
    heard = await inside.queries.history(
        resource.room, who.street, stream, after=after, limit=asked.limit
    )
    sight = seen.sight
    told = [each.event for each in heard if each.event is not None and sight.bodies]
    texts = await opened(inside.vault, [text for event in told for text in sight.texts(event)])
    last = heard[-1].stored.version if len(heard) == asked.limit else seen.shown.version
    more = last < seen.shown.version
    return {
        "items": _items(resource, sight, heard, texts),
        "next": cursors.closed(inside.cursor_key, str(last), stream) if more else None,
    }


def _after(inside: Inside, stream: str, cursor: str | None) -> int:
    if cursor is None:
        return 0
    text = cursors.opened(inside.cursor_key, cursor, stream)
    if not text.isdigit():
        raise Problem(422, "unknown-cursor")
    return int(text)


def _items(
    resource: Resource, sight: Sight, heard: Sequence[Heard], texts: Opened
) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    for each in heard:
        stored = each.stored
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
            if each.event is not None:
                item["event"] = sight.of(each.event, texts)
        items.append(item)
    return items


def _by(actor: Actor, sight: Sight) -> dict[str, str]:
    """In which capacity, and for an office who it was: a neighbour's name is theirs to give."""
    by = {"role": actor.role, "org": actor.org}
    office = actor.role not in {*PRIVATE, "petitioner", "representative"}
    if office and actor.person not in sight.strangers:
        by["person"] = actor.person
    return by
