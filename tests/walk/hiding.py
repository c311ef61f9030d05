"""Looking for a planted word wherever the town keeps or says something, in each likely disguise."""

import asyncio
import base64
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import asyncpg
import nats
from nats.aio.msg import Msg

from services.town import databases
from services.town.keys import kept_secret
from tests.walk.client import Client
from tests.walk.people import AUDITOR
from tests.walk.town import ROOMS, Town

_TABLES = """
SELECT table_schema, table_name FROM information_schema.tables
WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')
"""

type Place = tuple[str, bytes]
"""Where something was found, and what."""


def disguises(word: str) -> frozenset[bytes]:
    """The word as UTF-8, as bytea is printed, as JSON escapes it, and in base64 at each offset."""
    plain = word.encode()
    coded = set()
    for offset in range(3):
        whole = base64.b64encode(b"\0" * offset + plain)
        # What depends on the neighbours is cut off: the first group, and the last.
        coded.add(whole[4 if offset else 0 : -4])
    escaped = word.encode("ascii", "backslashreplace")
    return frozenset({plain, plain.hex().encode(), escaped, *coded})


def found(places: Iterable[Place], words: Iterable[str]) -> set[str]:
    """`petitions.event: 0f3c…` for each place that holds one of the words in any disguise."""
    sought = {word: disguises(word) for word in words}
    return {
        f"{place}: {word}"
        for place, content in places
        for word, forms in sought.items()
        if any(form in content for form in forms)
    }


async def tables(town: Town) -> list[Place]:
    """Every table of every database, as text."""
    password = kept_secret(town.folder, "postgres")
    port = town.program("postgres").ports["postgres"]
    places: list[Place] = []
    for name in databases.NAMES:
        url = f"postgresql://postgres:{password}@127.0.0.1:{port}/{name}"
        connection: asyncpg.Connection[asyncpg.Record] = await asyncpg.connect(url)
        for schema, table in await connection.fetch(_TABLES):
            content = BytesIO()
            await connection.copy_from_table(table, schema_name=schema, output=content)
            places.append((f"{name}.{table}", content.getvalue()))
        await connection.close()
    return places


async def streams(town: Town) -> list[Place]:
    """Every message that JetStream keeps, its headers included."""
    connection = await nats.connect(await town.nats_of_the_tests())
    bus = connection.jetstream()
    places: list[Place] = []
    for stream in await bus.streams_info():
        name, state = str(stream.config.name), stream.state
        for sequence in range(state.first_seq, state.last_seq + 1):
            kept = await bus.get_msg(name, sequence)
            places.append((f"nats {name}", _whole(kept.subject, kept.headers, kept.data)))
    await connection.close()
    return places


@asynccontextmanager
async def listening(town: Town) -> AsyncIterator[list[Place]]:
    """Whatever passes over the bus while the block runs, requests and replies included."""
    passed: list[Place] = []

    async def hear(message: Msg) -> None:
        passed.append(("nats", _whole(message.subject, message.headers, message.data)))

    connection = await nats.connect(await town.nats_of_the_tests())
    await connection.subscribe(">", cb=hear)
    await connection.flush()
    try:
        yield passed
    finally:
        with suppress(asyncio.CancelledError):
            await connection.drain()


def files(town: Town) -> list[Place]:
    """Every log, and whatever else the town wrote that is not a server's own store."""
    written = (file for file in sorted(town.data.rglob("*")) if _is_ours(town, file))
    return [(str(file.relative_to(town.data)), file.read_bytes()) for file in written]


def _is_ours(town: Town, file: Path) -> bool:
    return file.is_file() and not file.is_relative_to(town.folder.postgres)


async def exports(client: Client) -> list[Place]:
    """What an auditor takes home, its base64 bodies opened."""
    places: list[Place] = []
    for room in ROOMS:
        after = 0
        while True:
            path = f"audit/logs/{room}/events"
            part = await client.see(AUDITOR, path, after, limit=200)
            for event in part["events"]:
                places.append((f"export of {room}", str(event).encode()))
                places.append((f"export of {room}", base64.b64decode(event["body"])))
                after = event["position"]
            if not part["events"]:
                break
    return places


def _whole(subject: str | None, headers: dict[str, str] | None, data: bytes | None) -> bytes:
    said: list[Any] = [subject, headers]
    return str(said).encode() + (data or b"")
