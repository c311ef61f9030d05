"""A log that is followed: where it is heard, and somebody who carries it to the bus."""

from nats.aio.client import Client

from services.plumbing.addresses import stream_name
from services.plumbing.metrics import Metrics
from services.plumbing.publishing import Publisher
from services.plumbing.source import Source
from tests.plumbing.on_the_wire import ROOM, LogOnPaper
from tests.scenario import STREET

STREAM = stream_name(ROOM, STREET)


def source(client: Client, log: LogOnPaper | None, metrics: Metrics | None = None) -> Source:
    return Source(
        client=client,
        room=ROOM,
        log=STREET,
        feed=log,
        follower="mediation",
        metrics=metrics or Metrics(),
    )


async def carry(client: Client, log: LogOnPaper, until_position: int) -> None:
    """Publish what the stream lacks up to a position."""
    publisher = Publisher(client, ROOM, STREET)
    at, _ = await publisher.last()
    events = await log.read(STREET, at, until_position - at)
    if events:
        await publisher.publish(events, "one")
