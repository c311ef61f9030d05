"""The gateway, wired: what it holds, what it hears, and the door it opens to the street."""

import asyncio
import hashlib
import hmac
from collections.abc import AsyncIterator, Mapping
from contextlib import (
    AbstractAsyncContextManager,
    AsyncExitStack,
    asynccontextmanager,
    nullcontext,
)
from functools import partial

import structlog
from asyncpg import UndefinedTableError
from nats.aio.client import Client

from services.gateway.asking import Statistics
from services.gateway.front import Front
from services.gateway.http.app import application
from services.gateway.http.directories import Directories
from services.gateway.http.inside import Inside
from services.gateway.http.words import EVENTS
from services.gateway.keeper import Keeper
from services.gateway.listening import Ears
from services.gateway.opening import bus_of, tables_of, vault_of, waited_for
from services.gateway.projector import CountParked, Projector
from services.gateway.proofs import Proofs, proofs_of
from services.gateway.queries import Queries
from services.gateway.readiness import checks
from services.gateway.readmodels.every import every as read_models
from services.gateway.rebuilding import Rebuilding
from services.gateway.statistics.every import every as statistics
from services.gateway.waiting import Tide
from services.kernel.execution import wall_clock
from services.plumbing import health
from services.plumbing.courier import Courier
from services.plumbing.feed_reader import reading
from services.plumbing.holdings import beside
from services.plumbing.metrics import Metrics
from services.plumbing.ops import serving
from services.plumbing.published_keys import open_identity
from services.plumbing.settings import GatewaySettings
from services.plumbing.source import Feed, Source
from services.plumbing.tracing import Tracing, traced

log = structlog.get_logger()

PATIENCE = 5.0
"""How long a client waits for a room's answer."""

_KEEPER_PAUSE = 2.0


@asynccontextmanager
async def serve(settings: GatewaySettings, metrics: Metrics | None = None) -> AsyncIterator[str]:
    """The gateway, open; yields its address. Until all it needs is there it answers 503."""
    metrics = metrics or Metrics()
    heartbeat = health.Heartbeat()
    ready: dict[str, health.Check] = {"open": _not_yet}
    operators = health.routes(heartbeat, ready, metrics.ready.labels("gateway").set)
    front = Front(operators, metrics)
    on_the_bus, closing = asyncio.Event(), asyncio.Event()
    with heartbeat.beating():
        async with (
            AsyncExitStack() as stack,
            serving(front, settings.host, settings.port) as address,
        ):
            tracing = await stack.enter_async_context(traced(settings, "gateway"))
            pool = await waited_for(stack, "tables", partial(tables_of, settings))
            vault = await waited_for(stack, "vault", partial(vault_of, settings))
            identity = await stack.enter_async_context(open_identity(settings))
            feeds = {
                room: await stack.enter_async_context(_feed(settings, room)) for room in EVENTS
            }
            client = await stack.enter_async_context(bus_of(settings, on_the_bus))
            tide = Tide()
            projector = Projector(pool, read_models, EVENTS, tide, _parked_in(metrics))
            await Rebuilding(pool, read_models, projector).prepare(_rebuilding)
            ears = _ears(settings, projector, client, feeds, metrics, on_the_bus, tracing)
            keeper = Keeper(pool, EVENTS["petitions"], vault.erase)
            queries = Queries(pool, read_models, EVENTS, tide)
            inside = Inside(
                identity=identity,
                vault=vault,
                ask=Courier(client, PATIENCE, tracing).ask,
                queries=queries,
                statistics=Statistics(pool, statistics, queries, EVENTS),
                directories=Directories(queries, tide),
                digest_key=digest_key(settings.keks[0]),
                clock=wall_clock,
                proofs=await stack.enter_async_context(_proofs(settings)),
                closing=closing,
            )
            works = [each.listen() for each in ears]
            works += [_for_good(keeper, street) for street in settings.streets]
            async with beside(works):
                front.open(application(inside, metrics, front.operators, tracing))
                ready.clear()
                ready.update(checks(pool, vault, ears, on_the_bus))
                log.info("open", component="gateway", url=address)
                try:
                    yield address
                finally:
                    ready["open"] = _not_yet
                    closing.set()
                    await asyncio.sleep(0)


def digest_key(kek: bytes) -> bytes:
    """The key for digests of requests, derived from the key-encryption key (HKDF, RFC 5869)."""
    extracted = hmac.digest(b"yizhan.gateway.1", kek, hashlib.sha256)
    return hmac.digest(extracted, b"request-digest\x01", hashlib.sha256)


def _feed(settings: GatewaySettings, room: str) -> AbstractAsyncContextManager[Feed | None]:
    """A reader of the room's feed; None where the settings name none."""
    token = None if settings.feed_token is None else settings.feed_token.get_secret_value()
    return reading(settings.feeds[room], token) if room in settings.feeds else nullcontext()


def _proofs(settings: GatewaySettings) -> AbstractAsyncContextManager[Proofs]:
    token = None if settings.feed_token is None else settings.feed_token.get_secret_value()
    return proofs_of(settings.feeds, token)


def _ears(
    settings: GatewaySettings,
    projector: Projector,
    client: Client,
    feeds: Mapping[str, Feed | None],
    metrics: Metrics,
    on_the_bus: asyncio.Event,
    tracing: Tracing | None,
) -> list[Ears]:
    """One pair for each log of each room."""
    return [
        Ears(
            projector,
            Source(
                client=client,
                room=room,
                log=street,
                feed=feed,
                follower="gateway",
                metrics=metrics,
            ),
            on_the_bus,
            tracing,
        )
        for street in settings.streets
        for room, feed in feeds.items()
    ]


def _parked_in(metrics: Metrics) -> CountParked:
    def count(projection: str, room: str, street: str, streams: int) -> None:
        metrics.parked_streams.labels(projection, room, street).set(streams)

    return count


def _rebuilding(room: str, street: str, position: int, head: int) -> None:
    log.info("building read models", room=room, street=street, position=position, total=head)


async def _for_good(keeper: Keeper, street: str) -> None:
    """The keeper at work; what it trips over is told and met again: no erasure is passed over.

    Where the tables themselves are gone, the program ends: it makes them anew when it starts.
    """
    while True:
        try:
            await keeper.run(street)
        except UndefinedTableError:
            log.critical("the read models were dropped; starting anew", street=street)
            raise
        except Exception as trouble:
            log.error("erasures wait", street=street, exc_info=trouble)
            await asyncio.sleep(_KEEPER_PAUSE)


async def _not_yet() -> bool:
    return False
