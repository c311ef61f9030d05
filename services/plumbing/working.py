"""What a room does by itself while it is open, and how it knows that it can."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any

import asyncpg
from nats.aio.client import Client

from services.kernel.ask import Ask
from services.kernel.replies import Accepted
from services.kernel.room import Hearing, Room
from services.plumbing import watermark
from services.plumbing.addresses import stream_name
from services.plumbing.checkpoints import Checkpoint
from services.plumbing.follow import follow
from services.plumbing.health import Check
from services.plumbing.heeding import heed
from services.plumbing.leases import Leases, Work
from services.plumbing.metrics import Metrics
from services.plumbing.reactions import GATHERS, Listener, follow_own
from services.plumbing.relay import Relay
from services.plumbing.source import Feed, Source
from services.plumbing.tracing import Tracing
from services.plumbing.waking import WakingStore

type Pool = asyncpg.Pool[asyncpg.Record]


class Working:
    """One replica's own work: relays, watermarks, reactions; of each log one replica at a time."""

    def __init__(
        self,
        room: Room,
        streets: Sequence[str],
        *,
        client: Client,
        store: WakingStore,
        pool: Pool,
        database_url: str,
        execute: Callable[[Ask], Awaitable[Accepted]],
        feeds: Mapping[str, Feed],
        metrics: Metrics,
        tracing: Tracing | None = None,
        also: Mapping[str, Work] = MappingProxyType({}),
    ) -> None:
        """`also`: further work that one replica at a time does."""
        self._room, self._streets, self._client = room, streets, client
        self._store, self._pool, self._execute = store, pool, execute
        self._feeds, self._metrics, self._tracing = feeds, metrics, tracing
        self._relays = {street: self._relay(street) for street in streets}
        self._sources: dict[str, Source] = {}
        works: dict[str, Work] = {
            f"relay/{street}": relay.run for street, relay in self._relays.items()
        }
        for heard, hearing in room.hears.items():
            for street in streets:
                works[f"reaction/{heard}/{street}"] = self._listening(heard, hearing, street)
        self._leases = Leases(database_url, works | dict(also))

    def tasks(self) -> list[Coroutine[Any, Any, None]]:
        """What runs beside the counter, until cancelled."""
        return [
            self._leases.run(),
            watermark.keep_telling(
                self._client, self._pool, self._room.name, self._relays, self._metrics
            ),
        ]

    def checks(self) -> dict[str, Check]:
        """What must be so for the room to be ready."""
        return {
            "postgres": self._postgres_answers,
            "bus": self._bus_answers,
            "streams": self._streams_stand,
            "relays": self._relays_agree,
            "ears": self._ears_are_open,
        }

    def _relay(self, street: str) -> Relay:
        return Relay(
            self._client,
            self._store,
            self._room.name,
            street,
            woken=self._store.sleeper(street),
            epoch=partial(watermark.epoch, self._pool),
            tracing=self._tracing,
        )

    def _listening(self, heard: str, hearing: Hearing, street: str) -> Work:
        listener = Listener(
            self._room.name, heard, hearing, self._execute, Checkpoint(self._pool, heard, street)
        )
        if heard == self._room.name:
            woken = self._store.sleeper(street)
            return partial(follow_own, self._store, street, woken, *listener.way)
        feed = self._feeds.get(heard)
        source = Source(
            client=self._client,
            room=heard,
            log=street,
            feed=feed,
            follower=self._room.name,
            metrics=self._metrics,
        )
        self._sources[f"reaction/{heard}/{street}"] = source
        if feed is None:
            return partial(follow, source, *listener.way, pause=GATHERS)
        return partial(heed, source, feed, hearing.words.types, listener)

    async def _postgres_answers(self) -> bool:
        return bool(await self._pool.fetchval("SELECT true", timeout=1.0))

    async def _bus_answers(self) -> bool:
        """A round trip, not what the client believes."""
        if not self._client.is_connected:
            return False
        await self._client.flush(timeout=1)
        return True

    async def _streams_stand(self) -> bool:
        bus = self._client.jetstream(timeout=1.0)
        names = [stream_name(self._room.name, street) for street in self._streets]
        await asyncio.gather(*(bus.stream_info(name) for name in names))
        return True

    async def _relays_agree(self) -> bool:
        return not any(relay.diverged for relay in self._relays.values())

    async def _ears_are_open(self) -> bool:
        """Every log this replica listens to is heard through a consumer that really exists."""
        bus = self._client.jetstream(timeout=1.0)
        for name in self._leases.held & self._sources.keys():
            source = self._sources[name]
            if source.ear.consumer is None:
                return False
            await bus.consumer_info(stream_name(source.room, source.log), source.ear.consumer)
        return True
