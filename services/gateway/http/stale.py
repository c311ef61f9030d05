"""Whether somebody who read a thing at a version has all of it still (`If-None-Match`).

A card may change without a new version of its stream: others' events are on it too (supporters of
a petition). So the version alone is not enough: nothing may have come after that version's event.
"""

from services.gateway.http.inside import Inside
from services.gateway.http.resources import Resource
from services.gateway.queries import Shown
from services.kernel.actor import Principal


async def unchanged(
    inside: Inside, resource: Resource, who: Principal, shown: Shown, condition: str | None
) -> bool:
    """Does the condition name this version, and is the card of that version?"""
    if condition is None or shown.version == 0:
        return False
    named = {tag.strip().removeprefix("W/") for tag in condition.split(",")}
    if f'"{shown.version}"' not in named:
        return False
    stream = f"{resource.category}-{shown.key}"
    last = await inside.queries.history(
        resource.room, who.street, stream, after=shown.version - 1, limit=1
    )
    return bool(last) and last[0].stored.position == shown.position
