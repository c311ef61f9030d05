"""What of the events that pass by a listener is told: those of the street's staff hear what was
said, without the texts about people; others, that something of their own moved."""

import asyncio
from collections.abc import Sequence

from services.authority import Role
from services.gateway.hearing import Heard
from services.gateway.http.audience import LOOKS
from services.gateway.http.inside import Inside
from services.gateway.http.reader import Reader
from services.gateway.http.reading_as import reader_of
from services.gateway.http.resources import BY_CATEGORY
from services.gateway.http.sight import Sight
from services.kernel.actor import Principal
from services.kernel.record import Stored

STAFF = frozenset({Role.STREET_OFFICER, Role.SUPERVISOR, Role.AUDITOR})
_EVERY_KIND = frozenset(LOOKS)
_NO_TEXTS: frozenset[str] = frozenset()
_ABOUT_SOMEBODY = frozenset({"forgetting", "support"})
"""Things without a card whose very name says who somebody is, or stands by."""
_MOVED = Sight(bodies=False)


class Passing:
    """One listener."""

    def __init__(self, inside: Inside, who: Principal) -> None:
        self._inside, self._who = inside, who
        self._staff = any(grant.role in STAFF and grant.org == who.street for grant in who.grants)

    async def see(self, room: str, heard: Sequence[Heard]) -> list[dict[str, object] | None]:
        """For each event what is told of it; None for nothing."""
        if not heard:
            return []
        sights = await self._sights(room, heard)
        return [self._told(room, each, sights.get(each.stored.stream)) for each in heard]

    async def _sights(self, room: str, heard: Sequence[Heard]) -> dict[str, Sight | None]:
        """What the listener sees of each thing that moved, as it stands now."""
        reader = await reader_of(self._inside, self._who, _EVERY_KIND)
        moved = {each.stored.stream: each.stored for each in heard}
        sights = (self._sight(room, each, reader) for each in moved.values())
        return dict(zip(moved, await asyncio.gather(*sights), strict=True))

    async def _sight(self, room: str, stored: Stored, reader: Reader) -> Sight | None:
        resource = BY_CATEGORY.get((room, stored.category))
        if resource is None or resource.cards is None:
            told = self._staff and stored.category not in _ABOUT_SOMEBODY
            return _MOVED if told else None
        shown = await self._inside.queries.get(resource.cards, self._who.street, stored.key)
        return None if shown is None else LOOKS[resource.plural](reader, shown.card)

    def _told(self, room: str, heard: Heard, sight: Sight | None) -> dict[str, object] | None:
        if sight is None:
            return None
        stored = heard.stored
        told: dict[str, object] = {
            "room": room,
            "type": stored.type,
            "stream": stored.stream,
            "position": stored.position,
            "occurred_at": stored.occurred_at,
        }
        if not self._staff:
            return told
        if heard.event is not None and sight.bodies:
            told["event"] = _without_texts(sight).of(heard.event).told({})
        return told


def _without_texts(sight: Sight) -> Sight:
    return Sight(without=sight.without, opens=_NO_TEXTS, strangers=sight.strangers)
