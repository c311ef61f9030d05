"""A database for each program: an owner who may change its shape, a role that only works in it.

That role gets no right but to enter: what it may read, insert or change, the migrations grant.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

import asyncpg

NAMES = ("petitions", "mediation", "activities", "gateway", "vault")

type Connection = asyncpg.Connection[asyncpg.Record]


@dataclass(frozen=True, kw_only=True)
class Database:
    """One database's name and the passwords of its two roles."""

    name: str
    owner_password: str
    service_password: str

    @property
    def owner(self) -> str:
        return f"{self.name}_owner"

    def owner_url(self, admin_url: str) -> str:
        return _as(admin_url, self.owner, self.owner_password, self.name)

    def service_url(self, admin_url: str) -> str:
        return _as(admin_url, self.name, self.service_password, self.name)


async def ensure(admin_url: str, databases: Iterable[Database]) -> None:
    """Make what is missing, set passwords and rights; running it again changes nothing."""
    connection: Connection = await asyncpg.connect(admin_url, timeout=10)
    try:
        for database in databases:
            await _ensure_one(connection, database)
    finally:
        await connection.close(timeout=5)


async def drop(admin_url: str, database: Database) -> None:
    """Take a database and its roles away, whoever is still connected."""
    connection: Connection = await asyncpg.connect(admin_url, timeout=10)
    try:
        await connection.execute(f'DROP DATABASE IF EXISTS "{database.name}" WITH (FORCE)')
        for role in (database.name, database.owner):
            await connection.execute(f'DROP ROLE IF EXISTS "{role}"')
    finally:
        await connection.close(timeout=5)


async def _ensure_one(connection: Connection, database: Database) -> None:
    name, owner = database.name, database.owner
    await _ensure_role(connection, owner, database.owner_password)
    await _ensure_role(connection, name, database.service_password)
    known = await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", name)
    if known is None:
        await connection.execute(
            f'CREATE DATABASE "{name}" OWNER "{owner}" TEMPLATE template0 ENCODING UTF8 '
            "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'"
        )
    # The schema `public` is the database owner's since PostgreSQL 15, and open to look into.
    await connection.execute(f'REVOKE ALL ON DATABASE "{name}" FROM PUBLIC')
    await connection.execute(f'GRANT CONNECT ON DATABASE "{name}" TO "{name}"')


async def _ensure_role(connection: Connection, role: str, password: str) -> None:
    known = await connection.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", role)
    verb = "CREATE" if known is None else "ALTER"
    literal = await connection.fetchval("SELECT quote_literal($1)", password)
    await connection.execute(
        f'{verb} ROLE "{role}" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD {literal}'
    )


def _as(admin_url: str, role: str, password: str, database: str) -> str:
    parts = urlsplit(admin_url)
    place = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{role}:{password}@{place}", path=f"/{database}"))
