"""The street's org tree as the gateway knows it, read from the cards of its map; it only grows."""

from collections.abc import AsyncIterator
from typing import Any

from services.authority import Directory
from services.contracts.places import UnitKind
from services.gateway.http.needs import Reads
from services.gateway.waiting import Tide
from services.kernel import State

_MAP = ("units", "estates", "stations")
_PEOPLE = 4096  # remembered at most


class _Known(State):
    begun: int
    directory: Directory


class Directories:
    """A directory for each street, read again when its map has grown; who is known as what."""

    def __init__(self, queries: Reads, tide: Tide) -> None:
        self._queries, self._tide = queries, tide
        self._known: dict[str, _Known] = {}
        self._people: dict[tuple[str, str, str], tuple[int, frozenset[str]]] = {}

    async def known_as(self, name: str, street: str, person: str) -> frozenset[str]:
        """The ids under which a read model knows a person; asked again when its room told more."""
        height = self._tide.height(self._queries.model(name).room, street)
        known = self._people.get((name, street, person))
        if known is not None and known[0] == height != 0:
            return known[1]
        page = await self._queries.list(name, street, {f"person:{person}"}, limit=50)
        ids = frozenset(each.key for each in page.items)
        self._people[name, street, person] = height, ids
        if len(self._people) > _PEOPLE:
            del self._people[next(iter(self._people))]
        return ids

    async def of(self, street: str) -> Directory:
        """The org tree of a street."""
        known = self._known.get(street)
        categories = [self._queries.model(name).category for name in _MAP]
        begun = self._tide.began("petitions", street, categories)
        if known is not None and known.begun == begun != 0:
            return known.directory
        directory = await self._read(street)
        self._known[street] = _Known(begun=begun, directory=directory)
        return directory

    async def _read(self, street: str) -> Directory:
        directory = Directory()
        async for card in self._cards("units", street):
            directory = directory.with_unit(card.unit_id, card.kind, card.parent_id)
        async for card in self._cards("estates", street):
            directory = directory.with_unit(card.estate_id, UnitKind.ESTATE, card.community_id)
        async for card in self._cards("stations", street):
            directory = directory.with_unit(card.station_id, UnitKind.STATION, card.estate_id)
        return directory

    async def _cards(self, name: str, street: str) -> AsyncIterator[Any]:
        cursor: str | None = None
        while True:
            page = await self._queries.list(name, street, cursor=cursor, limit=200)
            for each in page.items:
                yield each.card
            if page.next is None:
                return
            cursor = page.next
