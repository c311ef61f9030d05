"""What the gateway holds while it is open: its tables, the vault, the bus; each waited for."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager

import asyncpg
import structlog
from nats.aio.client import Client

from services.gateway.store import MIGRATIONS, open_store
from services.gateway.tables import Pool
from services.plumbing import vault
from services.plumbing.bus import Hold, sealed
from services.plumbing.holdings import beside
from services.plumbing.migrations import migrate, quote_identifier, role_in
from services.plumbing.sealing import Keks
from services.plumbing.settings import GatewaySettings
from services.plumbing.trouble import passes
from services.plumbing.vault import Vault

log = structlog.get_logger()

TABLES = ("checkpoint", "build", "alias", "heard", "card", "cell", "series", "parked", "dropped")

_MISSING = "SELECT count(*) FROM unnest($1::text[]) AS wanted WHERE to_regclass(wanted) IS NULL"
_LEDGER = "SELECT to_regclass('schema_migration') IS NOT NULL"
_FORGET = "DELETE FROM schema_migration WHERE chain = 'gateway'"
_LONGEST_WAIT = 2.0


async def waited_for[T](
    stack: AsyncExitStack, what: str, open_it: Callable[[], AbstractAsyncContextManager[T]]
) -> T:
    """Open it as soon as it answers; anything but absence is raised."""
    wait = 0.1
    while True:
        try:
            return await stack.enter_async_context(open_it())
        except Exception as away:
            if not passes(away):
                raise
            log.info("waiting", component=what, kind=type(away))
        await asyncio.sleep(wait)
        wait = min(wait * 2, _LONGEST_WAIT)


@asynccontextmanager
async def tables_of(settings: GatewaySettings) -> AsyncIterator[Pool]:
    """The gateway's own database: migrated, and made anew where somebody dropped its tables."""
    url = settings.database_url.get_secret_value()
    if settings.migration_url is not None:
        owner = settings.migration_url.get_secret_value()
        await make_whole(owner, role_in(url))
        await migrate(owner, MIGRATIONS, _progress, names={"service_role": role_in(url)})
    async with open_store(url) as pool:
        yield pool


async def make_whole(owner_url: str, service_role: str) -> None:
    """Everything here is a copy: where a part is missing, the rest goes too, to grow again.

    Whoever drops the schema takes the role's way into it along.
    """
    connection: asyncpg.Connection[asyncpg.Record] = await asyncpg.connect(owner_url, timeout=10)
    try:
        role = quote_identifier(service_role)
        await connection.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
        missing = await connection.fetchval(_MISSING, list(TABLES))
        if not missing or not await connection.fetchval(_LEDGER):
            return
        async with connection.transaction():
            for table in TABLES:
                await connection.execute(f"DROP TABLE IF EXISTS {table}")
            if await connection.execute(_FORGET) != "DELETE 0":
                log.warning("read models were dropped, made anew", count=missing)
    finally:
        await connection.close(timeout=5)


def _progress(file: str, number: int, of: int) -> None:
    log.info("migrating", file=file, count=number, total=of)


@asynccontextmanager
async def vault_of(settings: GatewaySettings) -> AsyncIterator[Vault]:
    """The vault, migrated where we are given its owner's password."""
    url = settings.vault_url.get_secret_value()
    if settings.vault_migration_url is not None:
        owner = settings.vault_migration_url.get_secret_value()
        names = {"service_role": role_in(url)}
        await migrate(owner, vault.MIGRATIONS, _progress, names=names)
    async with vault.open_vault(url, Keks(settings.keks)) as opened:
        yield opened


@asynccontextmanager
async def bus_of(settings: GatewaySettings, reached: asyncio.Event) -> AsyncIterator[Client]:
    """A client of the bus, connected or not yet: reading does not wait for it."""
    url, client = settings.nats_url.get_secret_value(), Client()
    hold = Hold("gateway", sealed(url, settings.nats_ca_file))

    async def connect() -> None:
        await client.connect(servers=url.split(","), **hold.options())
        await hold.reached()
        reached.set()

    async with beside([connect()]):
        try:
            yield client
        finally:
            if reached.is_set():
                await hold.leave(client)
