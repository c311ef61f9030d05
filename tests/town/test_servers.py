"""The embedded servers: what the rooms' data lies on."""

import asyncpg
import nats
import pytest

from tests.conftest import MakeDatabase, MakeServer


async def test_text_sorts_the_same_everywhere(database: MakeDatabase) -> None:
    connection = await asyncpg.connect((await database()).owner_url)
    row = await connection.fetchrow(
        "SELECT datlocprovider, datlocale FROM pg_database WHERE datname = current_database()"
    )
    assert row is not None
    assert (row["datlocprovider"], row["datlocale"]) == (b"b", "C.UTF-8")
    await connection.close()


async def test_what_was_committed_is_on_the_disk(own_postgres: MakeServer) -> None:
    server = await own_postgres()
    connection = await asyncpg.connect(server.url)
    names = ("fsync", "synchronous_commit", "data_checksums", "max_connections")
    found = {name: await connection.fetchval(f"SHOW {name}") for name in names}
    assert found == {
        "fsync": "on",
        "synchronous_commit": "on",
        "data_checksums": "on",
        "max_connections": "200",
    }
    await connection.close()


async def test_a_database_killed_in_the_middle_keeps_what_it_acknowledged(
    own_postgres: MakeServer,
) -> None:
    server = await own_postgres()
    connection = await asyncpg.connect(server.url)
    await connection.execute("CREATE TABLE kept AS SELECT 36 AS received")
    await server.kill()
    connection.terminate()
    assert (server.data / "postmaster.pid").exists()

    await server.start()
    connection = await asyncpg.connect(server.url)
    assert await connection.fetchval("SELECT received FROM kept") == 36
    await connection.close()


async def test_a_pid_file_whose_number_is_now_another_programs_does_not_stop_the_database(
    own_postgres: MakeServer,
) -> None:
    server = await own_postgres()
    await server.kill()
    file = server.data / "postmaster.pid"
    lines = file.read_text().splitlines()
    file.write_text("\n".join(["1", *lines[1:]]) + "\n")

    await server.start()


async def test_the_working_role_may_enter_and_nothing_else(database: MakeDatabase) -> None:
    fresh = await database()
    owner = await asyncpg.connect(fresh.owner_url)
    await owner.execute("CREATE TABLE event (position bigint)")
    worker = await asyncpg.connect(fresh.service_url)
    for forbidden in (
        "CREATE TABLE mine (a int)",
        "SELECT * FROM event",
        "INSERT INTO event VALUES (1)",
        "UPDATE event SET position = 2",
        "DELETE FROM event",
        "DROP TABLE event",
        "CREATE ROLE somebody",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await worker.execute(forbidden)

    await owner.execute(f'GRANT SELECT ON event TO "{fresh.name}"')
    assert await worker.fetch("SELECT * FROM event") == []
    await worker.close()
    await owner.close()


async def test_one_programs_role_cannot_enter_anothers_database(database: MakeDatabase) -> None:
    mine, theirs = await database(), await database()
    foreign = mine.service_url.removesuffix(mine.name) + theirs.name
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await asyncpg.connect(foreign)


async def test_a_bus_killed_in_the_middle_keeps_what_it_acknowledged(own_nats: MakeServer) -> None:
    server = await own_nats()
    connection = await nats.connect(server.url)
    bus = connection.jetstream()
    await bus.add_stream(name="KEPT", subjects=["kept"], max_bytes=1 << 20)
    acknowledged = await bus.publish("kept", b"36")
    await server.kill()
    await connection.close()

    await server.start()
    connection = await nats.connect(server.url)
    message = await connection.jetstream().get_msg("KEPT", acknowledged.seq)
    assert message.data == b"36"
    await connection.close()


async def test_nobody_connects_to_the_bus_without_a_password(own_nats: MakeServer) -> None:
    server = await own_nats()
    place = server.url.rpartition("@")[2]

    async def say_nothing(_: Exception) -> None:
        """The refusal is raised as well."""

    with pytest.raises((nats.errors.Error, ConnectionError)):
        await nats.connect(f"nats://{place}", allow_reconnect=False, error_cb=say_nothing)


async def test_the_tests_bus_has_no_stream_at_first(nats_url: str) -> None:
    connection = await nats.connect(nats_url)
    assert await connection.jetstream().streams_info() == []
    await connection.close()
