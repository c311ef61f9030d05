"""Laying out the bus: one stream for each log, made where it is missing and never changed silently.

Only the provisioner makes streams, by `yizhan bus apply`; `--keep` looks every second for ever, so
that a bus whose data was lost stands again without a hand and the relays fill it from the logs.
"""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import structlog
from nats.aio.client import Client
from nats.errors import Error
from nats.js import JetStreamContext
from nats.js.api import DiscardPolicy, RetentionPolicy, StorageType, StreamConfig
from nats.js.errors import BadRequestError, NotFoundError

from services.plumbing.addresses import event_subjects, stream_name

log = structlog.get_logger()

LARGEST_STREAM = 256 * 1024**2
"""Bytes that one log's stream may hold."""

_DAY = 24 * 3600.0
_PATIENCE = 5.0
_FIXED = (
    "subjects",
    "retention",
    "discard",
    "max_age",
    "max_bytes",
    "max_msgs",
    "max_msg_size",
    "storage",
    "num_replicas",
    "duplicate_window",
    "deny_delete",
    "deny_purge",
    "allow_direct",
    "allow_atomic",
)


@dataclass(frozen=True, kw_only=True)
class Laid:
    """What stands on the bus for one log: made now, or there before, and where it differs."""

    stream: str
    made: bool
    drift: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """For the operator, on one line."""
        if self.drift:
            return (
                f"{self.stream}: 与规定不符，未改动 (differs, left alone): {'; '.join(self.drift)}"
            )
        return f"{self.stream}: {'已建 (made)' if self.made else '已在 (stands)'}"


def stream_config(room: str, street: str, *, first: int = 1, replicas: int = 1) -> StreamConfig:
    """The stream of one log, whose sequence is the log's position.

    What it no longer holds comes from the room's feed, so its size may be bounded.
    """
    return StreamConfig(
        name=stream_name(room, street),
        subjects=[event_subjects(room, street)],
        retention=RetentionPolicy.LIMITS,
        discard=DiscardPolicy.OLD,
        storage=StorageType.FILE,
        num_replicas=replicas,
        first_seq=first,
        max_age=30 * _DAY,
        max_bytes=LARGEST_STREAM,
        max_msgs=-1,
        max_msg_size=256 * 1024,
        duplicate_window=120.0,
        deny_delete=True,
        deny_purge=True,
        allow_direct=True,
        allow_atomic=True,
    )


async def provision(
    client: Client, room: str, street: str, *, first: int = 1, replicas: int = 1
) -> Laid:
    """Make the log's stream if it is missing; otherwise only say how it differs.

    `first` is the oldest position that is to be retained: sequences start there.
    """
    bus = client.jetstream(timeout=_PATIENCE)
    wanted = stream_config(room, street, first=first, replicas=replicas)
    name = stream_name(room, street)
    try:
        return Laid(stream=name, made=False, drift=await _drift(bus, name, wanted))
    except NotFoundError:
        try:
            await bus.add_stream(wanted)
        except BadRequestError:  # another provisioner was faster, with other numbers
            return Laid(stream=name, made=False, drift=await _drift(bus, name, wanted))
        log.info("stream made", stream=name, room=room, street=street)
        return Laid(stream=name, made=True)


async def apply(
    client: Client, rooms: Iterable[str], streets: Iterable[str], *, replicas: int = 1
) -> list[Laid]:
    """Every stream of every room and street."""
    logs = [(room, street) for street in streets for room in rooms]
    return [await provision(client, room, street, replicas=replicas) for room, street in logs]


async def keep_provisioned(
    client: Client,
    rooms: Iterable[str],
    streets: Iterable[str],
    *,
    replicas: int = 1,
    every: float = 1.0,
) -> None:
    """Look again every second, for ever; a bus that is away is waited for."""
    rooms, streets = tuple(rooms), tuple(streets)
    told: set[str] = set()
    while True:
        try:
            for laid in await apply(client, rooms, streets, replicas=replicas):
                if laid.drift and laid.stream not in told:
                    log.error(
                        "stream differs, left alone", stream=laid.stream, count=len(laid.drift)
                    )
                    told.add(laid.stream)
        except (Error, TimeoutError, OSError) as away:
            log.info("bus not laid out yet", kind=type(away))
        await asyncio.sleep(every)


async def _drift(bus: JetStreamContext, name: str, wanted: StreamConfig) -> tuple[str, ...]:
    stands = (await bus.stream_info(name)).config
    return tuple(
        f"{field} {_plain(getattr(stands, field))} ≠ {_plain(getattr(wanted, field))}"
        for field in _FIXED
        if getattr(stands, field) != getattr(wanted, field)
    )


def _plain(value: Any) -> object:
    return getattr(value, "value", value)
