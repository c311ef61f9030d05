"""How a database grows: numbered SQL files, forward only, each run once under a lock.

A file that ran is never edited (its checksum is kept), a number is never skipped, and a program
older than its database refuses to touch it. Several folders may live in one database: each is a
chain of its own.
"""

import asyncio
import hashlib
import re
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import asyncpg

type Connection = asyncpg.Connection[asyncpg.Record]
type Progress = Callable[[str, int, int], None]
"""Told before each file runs: its name, its place among those still to run, how many those are."""

_FILE = re.compile(r"^(\d{4})_[a-z0-9_]+\.sql$")
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_LOCK = 0x79697A68616E  # "yizhan": one migration at a time in one database
_PATIENCE = 600.0  # seconds another program may take to migrate before we give up waiting

_LEDGER = """
CREATE TABLE IF NOT EXISTS schema_migration (
    chain      text        NOT NULL,
    number     integer     NOT NULL,
    name       text        NOT NULL,
    sha256     text        NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (chain, number)
)
"""

_DONE = "INSERT INTO schema_migration (chain, number, name, sha256) VALUES ($1, $2, $3, $4)"


class MigrationWrong(Exception):
    """Files and database do not belong together; the message says which, and the way out."""


@dataclass(frozen=True)
class Migration:
    """One file: its number, its name, its text as written, and the checksum that keeps it so."""

    number: int
    name: str
    text: str
    sha256: str

    def sql(self, names: Mapping[str, str]) -> str:
        """The text with each `{name}` we know as a quoted identifier; other braces stay."""

        def quoted(found: re.Match[str]) -> str:
            name = names.get(found[1])
            return found[0] if name is None else quote_identifier(name)

        return _PLACEHOLDER.sub(quoted, self.text)


async def migrate(
    url: str,
    folder: Path,
    progress: Progress | None = None,
    *,
    names: Mapping[str, str] | None = None,
    lock_timeout: float = 5.0,
) -> list[str]:
    """Bring the database at `url` (as its owner) up to `folder`; returns the files that ran now."""
    files = read_folder(folder)
    async with _alone_with(url) as connection:
        await connection.execute(_LEDGER)
        waiting = files[await _applied(connection, folder.name, files) :]
        await connection.execute(f"SET lock_timeout = {round(lock_timeout * 1000)}")
        for index, file in enumerate(waiting, start=1):
            if progress is not None:
                progress(file.name, index, len(waiting))
            await _run(connection, folder.name, file, names or {})
        return [file.name for file in waiting]


def read_folder(folder: Path) -> list[Migration]:
    """Every file of a chain in order, numbered 1, 2, 3 … without a gap."""
    found: list[Migration] = []
    for path in sorted(folder.glob("*.sql")):
        match = _FILE.match(path.name)
        if match is None:
            raise MigrationWrong(f"{path.name}: name it NNNN_what.sql (lower case, four digits).")
        raw = path.read_bytes()
        digest = hashlib.sha256(raw).hexdigest()
        found.append(Migration(int(match[1]), path.name, raw.decode(), digest))
    for number, file in enumerate(found, start=1):
        if file.number != number:
            raise MigrationWrong(f"{folder.name}: expected number {number:04}, found {file.name}.")
    if not found:
        raise MigrationWrong(f"{folder.name}: no migration files were found.")
    return found


async def _applied(connection: Connection, chain: str, files: list[Migration]) -> int:
    """How many files of this chain have run, once each is known to be the file we have."""
    ran = await connection.fetch(
        "SELECT number, name, sha256 FROM schema_migration WHERE chain = $1 ORDER BY number", chain
    )
    if len(ran) > len(files):
        raise MigrationWrong(
            f"{chain}: the database is newer than this program (it has {ran[-1]['name']}, "
            f"we end at {files[-1].name}). Run the newer program."
        )
    for row, file in zip(ran, files, strict=False):
        if (row["name"], row["sha256"]) != (file.name, file.sha256):
            raise MigrationWrong(
                f"{chain}: {row['name']} has run and was changed afterwards. "
                "Restore the file and write the change as a new one."
            )
    return len(ran)


async def _run(
    connection: Connection, chain: str, file: Migration, names: Mapping[str, str]
) -> None:
    try:
        async with connection.transaction():
            await connection.execute(file.sql(names))
            await connection.execute(_DONE, chain, file.number, file.name, file.sha256)
    except asyncpg.LockNotAvailableError as busy:
        raise MigrationWrong(
            f"{file.name}: a table it changes is in use; nothing was changed. Try again."
        ) from busy
    except asyncpg.PostgresError as failed:
        raise MigrationWrong(
            f"{file.name} failed and was rolled back: {failed.sqlstate} {failed}"
        ) from failed


@asynccontextmanager
async def _alone_with(url: str) -> AsyncIterator[Connection]:
    """A connection holding the migration lock, which falls with it whatever happens."""
    connection: Connection = await asyncpg.connect(
        url,
        timeout=10,
        server_settings={
            "application_name": "yizhan migrations",
            "lock_timeout": "0",
            "statement_timeout": "0",
        },
    )
    try:
        try:
            async with asyncio.timeout(_PATIENCE):
                await connection.execute("SELECT pg_advisory_lock($1)", _LOCK)
        except TimeoutError as waited:
            raise MigrationWrong("Another program has been migrating for too long.") from waited
        yield connection
    finally:
        await connection.close(timeout=5)


def quote_identifier(name: str) -> str:
    """A role's name as SQL, whatever is in it."""
    if not name or "\0" in name:
        raise MigrationWrong("A role name is empty or not a name.")
    return '"' + name.replace('"', '""') + '"'


def role_in(url: str) -> str:
    """The role a program connects as, from its database URL: what `{service_role}` stands for."""
    role = urlsplit(url).username
    if not role:
        raise MigrationWrong("The database URL names no role (postgresql://role@host/database).")
    return unquote(role)
