"""The gateway as a program: it waits, serves without a bus, heals itself, and stops in time."""

import asyncio
import base64
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import asyncpg
import httpx2
import pytest
from asyncpg import UndefinedTableError
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pydantic import SecretStr
from starlette.applications import Starlette

from services.contracts.petitions.commands.registry import RegisterUnit
from services.contracts.places import UnitKind
from services.gateway.room import digest_key, serve
from services.kernel.actor import Grant
from services.kernel.ask import Ask
from services.kernel.execution import Execution
from services.kernel.memory import MemoryStore
from services.petitions.room import room as hall
from services.plumbing.feed import FeedOf
from services.plumbing.issuer import open_issuer
from services.plumbing.ops import serving
from services.plumbing.settings import DEVELOPMENT_ISSUER, GatewaySettings
from services.town.ports import free_port
from tests.conftest import FreshDatabase, MakeDatabase
from tests.plumbing.on_the_wire import asking
from tests.scenario import STREET

OFFICER = "00000000-0000-7000-8000-000000000001"


@pytest.fixture
async def settings(database: MakeDatabase, tmp_path: Path) -> AsyncIterator[GatewaySettings]:
    """A gateway beside a hall that gives its feed, with two units told; there is no bus."""
    own, vault = await database(), await database()
    store = MemoryStore()
    execute = Execution(store, hall.events, hall.deciders, hall.around, hall.permit)
    await execute(_unit(STREET, UnitKind.STREET, None))
    await execute(_unit("C1", UnitKind.COMMUNITY, STREET))
    feed = Starlette(routes=FeedOf(store, [STREET], None).routes())
    async with serving(feed, "127.0.0.1", 0) as address:
        yield _settings(own, vault, address, tmp_path)


def _unit(code: str, kind: UnitKind, parent: str | None) -> Ask:
    return asking(RegisterUnit(unit_id=code, kind=kind, name=code, parent_id=parent))


def _settings(own: FreshDatabase, vault: FreshDatabase, feed: str, folder: Path) -> GatewaySettings:
    told: dict[str, Any] = {
        "database_url": own.service_url,
        "migration_url": own.owner_url,
        "vault_url": vault.service_url,
        "vault_migration_url": vault.owner_url,
        "nats_url": f"nats://127.0.0.1:{free_port()}",
        "kek": base64.b64encode(bytes(range(32))).decode(),
        "feeds": {"petitions": feed, "mediation": feed, "activities": feed},
        "issuer_key_file": folder / "issuer.jwk",
        "port": 0,
        "streets": (STREET,),
    }
    return GatewaySettings(**told)


@asynccontextmanager
async def knocking(settings: GatewaySettings) -> AsyncIterator[httpx2.AsyncClient]:
    """The street's officer at the open door."""
    assert settings.issuer_key_file is not None
    async with serve(settings) as address:
        issuer = open_issuer(settings.issuer_key_file, DEVELOPMENT_ISSUER, "yizhan", "development")
        token = issuer.mint(OFFICER, STREET, [Grant(role="street_officer", org=STREET)])
        headers = {"Authorization": f"Bearer {token}"}
        async with httpx2.AsyncClient(base_url=address, headers=headers, trust_env=False) as door:
            yield door


async def until(so: Callable[[], Awaitable[bool]]) -> None:
    """Until it is so; ten seconds at most."""
    async with asyncio.timeout(10):
        while not await so():
            await asyncio.sleep(0.05)


async def units(door: httpx2.AsyncClient) -> list[str]:
    """The units on the street's map, as readers are shown them."""
    answer = await door.get("/v1/units?sort=asc")
    return [item["id"] for item in answer.json().get("items", [])]


async def test_without_a_bus_readers_are_served_and_commands_told_to_come_again(
    settings: GatewaySettings,
) -> None:
    async with knocking(settings) as door:

        async def shown() -> bool:
            return await units(door) == ["C1", STREET]

        await until(shown)
        asked = await door.post("/v1/units", json={"unit_id": "C2", "kind": "COMMUNITY",
                                                   "name": "二", "parent_id": STREET})  # fmt: skip

        assert asked.status_code == 503
        assert asked.headers["retry-after"] == "1"


async def test_an_open_stream_does_not_keep_the_house_from_closing(
    settings: GatewaySettings,
) -> None:
    loop = asyncio.get_running_loop()
    async with knocking(settings) as door, door.stream("GET", "/v1/events") as stream:
        lines = stream.aiter_lines()
        assert await anext(lines) == "retry: 2000"
        begun = loop.time()
        door.headers["Connection"] = "close"
    assert loop.time() - begun < 5


async def test_tables_that_were_dropped_end_the_program_and_grow_again(
    settings: GatewaySettings,
) -> None:
    assert settings.migration_url is not None

    async def dropped() -> None:
        async with knocking(settings) as door:

            async def shown() -> bool:
                return len(await units(door)) == 2

            await until(shown)
            for table in ("checkpoint", "card", "heard"):  # all at once could meet a reader
                await _execute(settings, f"DROP TABLE {table}")
            await asyncio.Event().wait()

    with pytest.raises(UndefinedTableError):
        async with asyncio.timeout(20):
            await dropped()

    async with knocking(settings) as door:

        async def again() -> bool:
            return await units(door) == ["C1", STREET]

        await until(again)


async def test_before_everything_is_there_the_door_says_not_yet(
    settings: GatewaySettings,
) -> None:
    port = free_port()
    away = f"postgresql://nobody@127.0.0.1:{free_port()}/nothing"
    waiting = settings.model_copy(
        update={"port": port, "migration_url": None, "database_url": SecretStr(away)}
    )

    async def open_it() -> None:
        async with serve(waiting):
            await asyncio.Event().wait()

    program = asyncio.create_task(open_it())
    try:
        async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as it:

            async def listens() -> bool:
                try:
                    return (await it.get("/healthz")).status_code == 200
                except httpx2.ConnectError:
                    return False

            await until(listens)
            ready, read = await it.get("/readyz"), await it.get("/v1/units")
            assert (ready.status_code, read.status_code) == (503, 503)
            assert read.headers["content-type"] == "application/problem+json"
    finally:
        program.cancel()
        await asyncio.gather(program, return_exceptions=True)


async def _execute(settings: GatewaySettings, statement: str) -> None:
    assert settings.migration_url is not None
    connection: asyncpg.Connection[asyncpg.Record] = await asyncpg.connect(
        settings.migration_url.get_secret_value()
    )
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


def test_the_key_for_digests_is_hkdf_of_the_key_encryption_key() -> None:
    kek = bytes(range(32))
    expected = HKDF(SHA256(), 32, b"yizhan.gateway.1", b"request-digest").derive(kek)

    assert digest_key(kek) == expected
