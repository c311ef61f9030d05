"""A room's process: it waits for what it needs, opens, works, and closes in the reverse order.

`run` is what `python -m services.<room>` does; `serve` is the same for whoever holds the room in
their own hands.
"""

import asyncio
import logging
import os
import signal
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import structlog
import uvloop

from services.kernel.execution import Execution
from services.kernel.refusal import LogUnreadable
from services.kernel.room import Room
from services.plumbing import asyncapi, health
from services.plumbing.collecting import seldom
from services.plumbing.counter import Counter
from services.plumbing.environment import SettingsWrong, read
from services.plumbing.feed import FeedOf
from services.plumbing.holdings import beside, bus, feeds_of, log_of, margin
from services.plumbing.logs import speak
from services.plumbing.metrics import Metrics
from services.plumbing.ops import ops_app, serving
from services.plumbing.proving.doors import ProofsOf
from services.plumbing.proving.gate import Guarded
from services.plumbing.proving.proving import gate_of, proving_of
from services.plumbing.settings import RoomSettings
from services.plumbing.timers import timers_running
from services.plumbing.tracing import traced
from services.plumbing.waking import WakingStore
from services.plumbing.working import Working

log = structlog.get_logger()

BAD_SETTINGS = 78  # EX_CONFIG of sysexits.h
STOPS_WITHIN = 9.5
_FINISHES_WITHIN = 3.0


@asynccontextmanager
async def serve(
    room: Room, settings: RoomSettings, metrics: Metrics | None = None
) -> AsyncIterator[str]:
    """The room, open; yields the address of its operators' door.

    Waits, however long, for a Postgres and a NATS that are not there yet: alive, but not ready.
    """
    metrics = metrics or Metrics()
    store, heartbeat = WakingStore(), health.Heartbeat()
    ready: dict[str, health.Check] = {"ready": _not_yet}
    token = None if settings.feed_token is None else settings.feed_token.get_secret_value()
    routes = health.routes(heartbeat, ready, metrics.ready.labels(room.name).set)
    feed = FeedOf(store, settings.streets, token)
    proofs, gate = ProofsOf(feed), gate_of(settings)
    routes += [*feed.routes(), *proofs.routes()]
    app = ops_app(routes, metrics, lambda: asyncapi.document(room))
    url = settings.database_url.get_secret_value()
    written = Guarded(store, gate)
    execution = Execution(
        written,
        room.events,
        room.deciders,
        room.around,
        room.permit,
        raced=metrics.conflicts.labels(room.name).inc,
    )
    with heartbeat.beating():
        async with (
            serving(app, settings.host, settings.ops_port) as address,
            traced(settings, room.name) as tracing,
            log_of(room, settings, metrics, tracing) as inner,
            margin(url) as pool,
            bus(settings, room.name) as broker,
            feeds_of(settings, room, token) as feeds,
            proving_of(room, settings, store, pool, execution, gate) as proving,
        ):
            store.open(inner)
            proofs.open(proving)
            act = execution if tracing is None else tracing.acting(room.name, execution)
            working = Working(
                room,
                settings.streets,
                client=broker.connection,
                store=store,
                pool=pool,
                database_url=url,
                execute=act,
                feeds=feeds,
                metrics=metrics,
                tracing=tracing,
                also=proving.works(),
            )
            for street in settings.streets:
                await _opened(execution, street, room.name)
            counter = Counter(room, execution, settings.streets, metrics, tracing=tracing)
            async with (
                beside([*working.tasks(), *proving.tasks()]),
                timers_running(
                    store,
                    act,
                    room.commands,
                    room.name,
                    lease=inner.lease("timers"),
                    late=metrics.timer_late_seconds.labels(room.name).observe,
                ),
            ):
                await counter.open(broker)
                ready.clear()
                ready.update(working.checks() | proving.checks())
                log.info("open", room=room.name, url=address)
                try:
                    yield address
                finally:
                    ready["ready"] = _not_yet
                    await counter.close(within=_FINISHES_WITHIN)


def run(room: Room) -> None:
    """Serve the room until told to stop; then close within ten seconds. A second telling kills."""
    speak()
    logging.getLogger("httpx2").setLevel(logging.WARNING)  # a line for each question to a peer
    try:
        settings = read(RoomSettings)
    except SettingsWrong as wrong:
        print(*wrong.sentences, sep="\n", file=sys.stderr)
        sys.exit(BAD_SETTINGS)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_until_told(room, settings))


async def _until_told(room: Room, settings: RoomSettings) -> None:
    async def live() -> None:
        async with serve(room, settings):
            seldom()
            await asyncio.Event().wait()

    life = asyncio.create_task(live())

    def told(number: int) -> None:
        if told_before:
            os._exit(128 + number)
        told_before.append(number)
        log.info("closing", room=room.name, signal=signal.Signals(number).name)
        overdue.start()
        life.cancel()

    told_before: list[int] = []
    overdue = threading.Timer(STOPS_WITHIN, os._exit, (1,))
    overdue.daemon = True
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, told, number)
    try:
        await life
    except asyncio.CancelledError:
        log.info("closed", room=room.name)
    finally:
        overdue.cancel()


async def _opened(execution: Execution[Any], street: str, room: str) -> None:
    """Its surroundings are read before the first command comes. Where that cannot be, every command
    is told why, and so is the operator."""
    try:
        await execution.open(street)
    except LogUnreadable as trouble:
        log.error("log unreadable", room=room, street=street, **trouble.detail)


async def _not_yet() -> bool:
    return False
