"""The rooms' real mix: the demonstration's logs, copied as often as it takes, no two copies alike.

Every id in a copy is made anew from the id it stands for. What the street names by a code (units,
estates, stations) is in the first copy only: there is one street.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from uuid import UUID, uuid5

from services.gateway import builds, heard
from services.gateway.readmodels.every import every
from services.gateway.tables import Pool
from services.kernel.record import Stored
from services.plumbing.postgres import open_store
from services.town.ports import free_port
from tests.servers import a_folder
from tests.walk.town import ROOMS, STREET, Town

_AN_ID = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_AT_ONCE = 5_000
_COPIED = ["room", "log", *heard.COPIED]

type Mix = Mapping[str, Sequence[Stored]]


async def the_mix() -> Mix:
    """Each room's log of a street that was just loaded with the demonstration."""
    with a_folder() as folder:
        town = Town(data=folder / "data", port=free_port(), more={"DEMO": "yes"})
        await town.up()
        try:
            found: dict[str, Sequence[Stored]] = {}
            for room in ROOMS:
                async with open_store(town.database(room)) as store:
                    found[room] = await store.read(STREET, 0, 1_000_000)
            return found
        finally:
            await town.down()


async def copied(pool: Pool, mix: Mix, many: int) -> int:
    """Write so many events, and what makes the last copy whole; how many these were."""
    once = sum(len(log) for log in mix.values())
    again = sum(_is_copied(stored) for log in mix.values() for stored in log)
    times = 1 + max(0, ceil((many - once) / again))
    total = 0
    for room, log in mix.items():
        models = [model for model in every if model.room == room]
        async with pool.acquire() as connection:
            await builds.first(connection, models)
            await builds.begin_hearing(connection, room, STREET)
            batch: list[tuple[object, ...]] = []
            position = 0
            for position, stored in enumerate(_copies(log, times), start=1):
                kept = heard.kept(stored._replace(position=position))
                batch.append((room, STREET, *kept))
                if len(batch) == _AT_ONCE:
                    await connection.copy_records_to_table("heard", columns=_COPIED, records=batch)
                    batch.clear()
            await connection.copy_records_to_table("heard", columns=_COPIED, records=batch)
            shown = await builds.ready(connection, models)
            await builds.begin(connection, room, STREET, shown)
            # What is shown stands at the head too, empty: that far the rebuild has to come.
            await builds.move(connection, room, STREET, [builds.COPY, *shown], 0, position)
        total += position
    await pool.execute("ANALYZE heard")
    return total


def _copies(log: Sequence[Stored], times: int) -> Iterator[Stored]:
    yield from log
    for copy in range(1, times):
        known: dict[bytes, bytes] = {}
        for stored in log:
            if not _is_copied(stored):
                continue
            yield stored._replace(
                stream=_anew(stored.stream.encode(), copy, known).decode(),
                body=_anew(stored.body, copy, known),
                event_id=uuid5(stored.event_id, str(copy)),
                command_id=uuid5(stored.command_id, str(copy)),
            )


def _is_copied(stored: Stored) -> bool:
    return _AN_ID.search(stored.stream.encode()) is not None


def _anew(said: bytes, copy: int, known: dict[bytes, bytes]) -> bytes:
    def other(found: re.Match[bytes]) -> bytes:
        old = found[0]
        if old not in known:
            known[old] = str(uuid5(UUID(old.decode()), str(copy))).encode()
        return known[old]

    return _AN_ID.sub(other, said)
