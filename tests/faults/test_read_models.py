"""The gateway loses what it shows, or meets an event it cannot read: it helps itself."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from services.kernel.actor import Actor
from services.kernel.store import Append, Appended, NewEvent
from services.plumbing.postgres import open_store
from tests.faults.load import under_load
from tests.faults.shown import statistics_are_counts_of_the_log, the_copy_is_the_logs
from tests.faults.verdict import all_is_well
from tests.faults.whole import acknowledged_once, logs_are_whole, settled
from tests.walk.client import Client, client_of
from tests.walk.logs import Connection, opened
from tests.walk.people import OFFICER
from tests.walk.town import STREET, Town

TABLES = ("checkpoint", "build", "alias", "heard", "card", "cell", "series", "parked")


async def _dropped(connection: Connection) -> None:
    """Everything, the tables themselves included."""
    await connection.execute("DROP SCHEMA public CASCADE")
    await connection.execute("CREATE SCHEMA public")


async def _emptied(connection: Connection) -> None:
    await connection.execute(f"TRUNCATE {', '.join(TABLES)}")


@pytest.mark.parametrize("lose", [_dropped, _emptied])
async def test_what_the_gateway_shows_is_lost_while_it_is_stopped(
    town: Town, client: Client, lose: Callable[[Connection], Awaitable[None]]
) -> None:
    async with under_load(client, f"lost{lose.__name__}") as load:
        await load.more(60)
        before = await client.see(OFFICER, "statistics/headline")
        with town.unattended():
            killed = town.kill("gateway")
            async with opened(town, "gateway") as connection:
                await lose(connection)
        await town.back("gateway", than=killed)
        after = await client.see(OFFICER, "statistics/headline")
        assert after["received"] >= before["received"]
        await load.more(30)
    await all_is_well(town, client, load)


async def test_what_the_gateway_shows_is_emptied_under_its_feet(town: Town, client: Client) -> None:
    async with under_load(client, "emptied-alive") as load:
        await load.more(30)
        async with opened(town, "gateway") as connection:
            await _emptied(connection)
        await load.more(60)
    await all_is_well(town, client, load)


async def test_an_event_that_cannot_be_read_parks_its_stream_and_nothing_else(
    spoilt: Town,
) -> None:
    stream = f"referral-{uuid4()}"
    async with client_of(spoilt) as client:
        async with under_load(client, "poison") as load:
            await load.more(30)
            position = await _poison(spoilt, stream)
            await load.more(60)
        await settled(spoilt)
        await statistics_are_counts_of_the_log(spoilt, client)
    await logs_are_whole(spoilt)
    await acknowledged_once(spoilt, load.acknowledged)
    await the_copy_is_the_logs(spoilt)
    async with opened(spoilt, "gateway") as connection:
        parked = await connection.fetch("SELECT projection, stream, position FROM parked")
    assert [tuple(row) for row in parked] == [("referrals", stream, position)]


async def _poison(town: Town, stream: str) -> int:
    """Appended as the log's owner, by the one way there is, with words nobody understands."""
    body: dict[str, Any] = {
        "event_id": uuid4(),
        "type": "ReferralOpened",
        "schema_version": 1,
        "body": b'{"no": "referral"}',
    }
    async with open_store(town.database("petitions")) as store:
        written = await store.append(
            Append(
                log=STREET,
                command_id=uuid4(),
                fingerprint=b"poison",
                stream=stream,
                guards={stream: 0},
                attempt=1,
                events=(NewEvent(stream=stream, version=1, **body),),
                occurred_at=datetime.now(UTC),
                actor=Actor(person=OFFICER.person, role=OFFICER.role, org=STREET),
                correlation_id=uuid4(),
            )
        )
    assert isinstance(written, Appended)
    return written.answer.position
