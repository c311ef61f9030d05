"""Every second a room says how long its logs are, so that nobody mistakes silence for rest."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import asyncpg
import orjson
import structlog
from nats.aio.client import Client
from nats.errors import Error

from services.plumbing.addresses import watermark_subject
from services.plumbing.metrics import Metrics
from services.plumbing.relay import Relay
from services.plumbing.trouble import passes

log = structlog.get_logger()

type Pool = asyncpg.Pool[asyncpg.Record]

EVERY = 1.0

_HEADS = "SELECT log, position, epoch FROM log_head WHERE log = ANY ($1)"
_PATIENCE = 3.0


@dataclass(frozen=True)
class Head:
    """How far a log has come, and since which break with its history."""

    position: int
    epoch: str


async def heads(pool: Pool, streets: Sequence[str]) -> dict[str, Head]:
    """Of these streets' logs, in one look."""
    rows = await pool.fetch(_HEADS, list(streets), timeout=_PATIENCE)
    return {row["log"]: Head(row["position"], str(row["epoch"])) for row in rows}


async def epoch(pool: Pool, street: str) -> str:
    """Of one log that has begun."""
    return (await heads(pool, [street]))[street].epoch


async def keep_telling(
    client: Client, pool: Pool, room: str, relays: Mapping[str, Relay], metrics: Metrics
) -> None:
    """Say it for every log, and count what its relay still has to carry; until cancelled."""
    lags = metrics.relay_lag_positions
    while True:
        try:
            for street, head in (await heads(pool, list(relays))).items():
                carried = relays[street].position
                if carried is not None:
                    lags.labels(room, street).set(max(0, head.position - carried))
                else:  # another replica carries it, or nobody knows
                    lags.remove(room, street)
                if client.is_connected:
                    told = orjson.dumps({"head": head.position, "epoch": head.epoch})
                    await client.publish(watermark_subject(room, street), told)
        except (Error, OSError) as away:
            log.debug("watermark not told", room=room, kind=type(away))
        except Exception as error:
            if not passes(error):
                raise
            log.debug("watermark not read", room=room, kind=type(error))
        await asyncio.sleep(EVERY)
