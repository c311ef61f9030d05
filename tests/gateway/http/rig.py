"""The gateway's doors over three real rooms in memory: asked, decided, folded, read."""

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx2
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from fastapi import FastAPI
from starlette.types import ASGIApp

from services.gateway.asking import Answered
from services.gateway.cursor import after_cursor, cursor_after
from services.gateway.folding import Changes, Folding
from services.gateway.hearing import Heard, read
from services.gateway.http.app import doors as doors_of
from services.gateway.http.app import entered
from services.gateway.http.directories import Directories
from services.gateway.http.inside import Inside
from services.gateway.http.words import EVENTS
from services.gateway.past import AsOf, later
from services.gateway.queries import Behind, Page, Shown
from services.gateway.readmodels.days import day_of
from services.gateway.readmodels.every import every as read_models
from services.gateway.statistics.every import every as statistics
from services.gateway.waiting import Tide
from services.kernel import ReadModel, Refusal, Sealed, Value
from services.kernel.actor import Grant
from services.kernel.ask import Ask
from services.kernel.execution import Execution, wall_clock
from services.kernel.memory import MemoryStore
from services.kernel.replies import Reply, refused
from services.kernel.room import Room
from services.plumbing.identity import Identity
from services.plumbing.issuer import DevelopmentIssuer, open_issuer
from services.plumbing.jwks import LocalKeys
from services.plumbing.metrics import Metrics
from services.plumbing.sealing import ERASED, Erased, ToSeal, seal, unseal
from services.plumbing.vault import PersonErased
from services.plumbing.wire import RoomUnreachable
from tests.contracts.publish import ROOMS
from tests.scenario import STREET

ISSUER, AUDIENCE = "http://issuer.test", "yizhan"


class MemoryRooms:
    """The rooms themselves, over memory; `away` are those that do not answer."""

    def __init__(self) -> None:
        self.stores = {room.name: MemoryStore() for room in ROOMS}
        self.away: set[str] = set()
        self._execute = {room.name: self._execution(room) for room in ROOMS}

    def _execution(self, room: Room) -> Execution[Any]:
        store = self.stores[room.name]
        return Execution(store, room.events, room.deciders, room.around, room.permit)

    async def __call__(self, room: str, ask: Ask) -> Reply:
        if room in self.away:
            raise RoomUnreachable(room=room)
        try:
            return await self._execute[room](ask)
        except Refusal as refusal:
            return refused(refusal)


class MemoryReads:
    """The read models, folded anew for every question."""

    def __init__(self, stores: Mapping[str, MemoryStore]) -> None:
        self._stores = stores
        self._models = {model.name: model for model in read_models}
        self.deaf: set[str] = set()
        """Rooms whose news has not come yet."""

    def model(self, name: str) -> ReadModel[Any]:
        return self._models[name]

    async def folded(self, name: str, log: str, as_of: AsOf | None = None) -> Changes:
        model, then = self._models[name], as_of or AsOf()
        folding = Folding(model, {}, {})
        for heard in await self.events(model.room, log, 0):
            if heard.stored.position > then.until:
                break
            if later(model, heard, then.occurred):
                folding.pass_over(heard.stored)
            else:
                folding.tell(heard)
        assert not folding.changes().parked
        return folding.changes()

    async def _shown(
        self, name: str, log: str, as_of: AsOf | None = None
    ) -> list[tuple[Shown, frozenset[str]]]:
        model, changes = self._models[name], await self.folded(name, log, as_of)
        return sorted(
            (
                (
                    Shown(
                        key=key,
                        card=model.card.model_validate_json(kept.card),
                        version=kept.version,
                        position=kept.position,
                        sort=kept.sort,
                    ),
                    kept.tags,
                )
                for key, kept in changes.cards.items()
                if kept is not None
            ),
            key=lambda each: (each[0].sort, each[0].key),
            reverse=True,
        )

    async def get(self, name: str, log: str, key: str, as_of: AsOf | None = None) -> Shown | None:
        found = await self._shown(name, log, as_of)
        return next((shown for shown, _ in found if shown.key == key), None)

    async def list(
        self,
        name: str,
        log: str,
        tags: Collection[str] = (),
        cursor: str | None = None,
        limit: int = 50,
        upwards: bool = False,
    ) -> Page:
        sort, key = after_cursor(cursor)
        found = [shown for shown, carried in await self._shown(name, log) if set(tags) <= carried]
        if upwards:
            found.reverse()
        if sort is not None and key is not None:
            keys = [shown.key for shown in found]
            found = found[keys.index(key) + 1 :]
        items, more = found[:limit], len(found) > limit
        return Page(items=items, next=cursor_after(items[-1].sort, items[-1].key) if more else None)

    async def count(self, name: str, log: str) -> int:
        return len(await self._shown(name, log))

    async def then(self, name: str, log: str, as_of: AsOf) -> Mapping[str, Shown]:
        return {shown.key: shown for shown, _ in await self._shown(name, log, as_of)}

    async def recorded_by(self, room: str, log: str, moment: datetime) -> int:
        stored = await self._stores[room].read(log, 0, 10_000)
        return max((each.position for each in stored if each.recorded_at <= moment), default=0)

    async def history(
        self, room: str, log: str, stream: str, after: int = 0, limit: int = 200
    ) -> Sequence[Heard]:
        heard = await self.events(room, log, 0, 10_000)
        mine = [each for each in heard if each.stored.stream == stream]
        return [each for each in mine if each.stored.version > after][:limit]

    async def events(self, room: str, log: str, after: int, limit: int = 10_000) -> Sequence[Heard]:
        if room in self.deaf:
            return []
        stored = await self._stores[room].read(log, after, limit)
        return [read(EVENTS[room], each) for each in stored]

    async def news(self, room: str, log: str, after: int, limit: int = 200) -> Sequence[Heard]:
        return await self.events(room, log, after, limit)

    async def positions(self, log: str) -> Mapping[str, int]:
        return {room: await self.shown_to(room, log) for room in self._stores}

    async def shown_to(self, room: str, log: str) -> int:
        return 0 if room in self.deaf else await self._stores[room].head(log)

    async def wait_for(self, room: str, log: str, position: int, timeout: float = 2.0) -> None:
        reached = await self.shown_to(room, log)
        if reached < position:
            raise Behind(room, position, reached)

    async def told(self, room: str, log: str, after: int, timeout: float) -> bool:
        if await self.shown_to(room, log) > after:
            return True
        await asyncio.sleep(timeout / 50)
        return False


@dataclass
class MemoryFigures:
    """The statistics, from the folded read models."""

    reads: MemoryReads

    async def ask(
        self,
        name: str,
        log: str,
        asked: Value | None = None,
        as_of: AsOf | None = None,
        cursor: str | None = None,
        limit: int = 200,
    ) -> Answered:
        statistic = next(each for each in statistics if each.name == name)
        cells = {
            cell: n
            for each in statistic.of
            for cell, n in (await self.reads.folded(each, log, as_of)).cells.items()
        }
        own = statistic.asked() if asked is None else asked
        moment = as_of and (as_of.occurred or as_of.recorded)
        on = day_of(moment or wall_clock())
        return Answered(fields=statistic.render(cells, own, on), on=on)


@dataclass
class MemoryVault:
    """The vault with its real seals, its keys in a dict."""

    keys: dict[str, AESGCM | Erased] = field(default_factory=dict)
    openings: int = 0

    async def seal(self, items: Sequence[ToSeal]) -> list[Sealed]:
        sealed = []
        for item in items:
            key = self.keys.setdefault(item.person, AESGCM(AESGCM.generate_key(256)))
            if isinstance(key, Erased):
                raise PersonErased(UUID(item.person))
            sealed.append(seal(key, item))
        return sealed

    async def open(self, items: Sequence[tuple[Sealed, str]]) -> list[str | Erased]:
        self.openings += 1
        opened: list[str | Erased] = []
        for sealed, name in items:
            key = self.keys[sealed.person]
            opened.append(ERASED if isinstance(key, Erased) else unseal(key, sealed, name))
        return opened

    def erase(self, person: str) -> None:
        self.keys[person] = ERASED


@dataclass
class House:
    """The gateway in memory, and whoever knocks at its door."""

    http: httpx2.AsyncClient
    rooms: MemoryRooms
    reads: MemoryReads
    vault: MemoryVault
    issuer: DevelopmentIssuer
    inside: Inside
    metrics: Metrics
    app: ASGIApp

    def token(self, person: str, *grants: str, street: str = STREET, hours: float = 1.0) -> str:
        """`token(ANN, "community_officer@C1")`."""
        held = [
            Grant(role=role, org=org) for role, _, org in (one.partition("@") for one in grants)
        ]
        return self.issuer.mint(person, street, held, timedelta(hours=hours))

    async def ask(
        self, token: str, path: str, body: Mapping[str, object] | None = None, **headers: str
    ) -> httpx2.Response:
        """A command; header names are written with underscores."""
        return await self.http.post(f"/v1/{path}", json=body or {}, headers=_sent(token, headers))

    async def see(self, token: str, path: str, **headers: str) -> httpx2.Response:
        """A reading."""
        return await self.http.get(f"/v1/{path}", headers=_sent(token, headers))


def _sent(token: str, headers: Mapping[str, str]) -> dict[str, str]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return {"Authorization": f"Bearer {token}", **named}


@cache
def _doors() -> FastAPI:
    """Made once: it takes a moment, and holds nothing of a house."""
    return doors_of()


@asynccontextmanager
async def open_house(folder: Path) -> AsyncIterator[House]:
    """A house with nobody in it yet."""
    rooms, vault, metrics = MemoryRooms(), MemoryVault(), Metrics()
    reads = MemoryReads(rooms.stores)
    issuer = open_issuer(folder / "issuer.jwk", ISSUER, AUDIENCE, "development")
    inside = Inside(
        identity=Identity(ISSUER, AUDIENCE, LocalKeys(issuer.jwks())),
        vault=vault,
        ask=rooms,
        queries=reads,
        statistics=MemoryFigures(reads),
        directories=Directories(reads, Tide()),
        digest_key=bytes(32),
        clock=wall_clock,
    )
    app = entered(_doors(), inside, metrics)
    transport = httpx2.ASGITransport(app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://gateway") as http:
        yield House(http, rooms, reads, vault, issuer, inside, metrics, app)
