"""`yizhan log copy`: a street's log of one room into another database, byte for byte.

Every table of a room names its log in each row, so a street is those rows and nothing else: events,
what was answered, timers, claims, tree and signatures. While it is copied nobody can append to it;
the copy is there whole or not at all. Which room then serves the street is told in deploy/README.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from tempfile import TemporaryFile
from typing import Annotated

import asyncpg
import typer

from services.town.giving_up import give_up, told
from services.town.troubles import Trouble

type Connection = asyncpg.Connection[asyncpg.Record]

_TABLES = """
SELECT table_name, array_agg(column_name::text ORDER BY ordinal_position) AS columns
FROM information_schema.columns AS c
WHERE table_schema = 'public' AND is_generated = 'NEVER' AND EXISTS (
    SELECT FROM information_schema.columns AS l
    WHERE l.table_schema = 'public' AND l.table_name = c.table_name AND l.column_name = 'log')
GROUP BY table_name ORDER BY table_name
"""
_HELD = "SELECT position FROM log_head WHERE log = $1 FOR UPDATE"
_WHERE = ("YIZHAN_MIGRATION_URL", "YIZHAN_TARGET_URL")


def copy(
    street: Annotated[str, typer.Option(help="街道 · the street")],
) -> None:
    """复制到另一数据库 · into another database (YIZHAN_MIGRATION_URL → YIZHAN_TARGET_URL)."""
    try:
        copied = asyncio.run(_copied(told(), street))
    except Trouble as trouble:
        give_up(trouble)
    for table, rows in copied.items():
        typer.echo(f"{street}: {table} {rows}")


async def _copied(environ: Mapping[str, str], street: str) -> Mapping[str, int]:
    for name in _WHERE:
        if name not in environ:
            raise Trouble(f"没有设置 {name}", f"{name} is not set: a database as its owner")
    source, target = (environ[name] for name in _WHERE)
    try:
        return await copy_log(source, target, street)
    except (OSError, asyncpg.PostgresConnectionError, asyncpg.InvalidPasswordError) as away:
        raise Trouble(
            "连不上其中一个数据库：请确认两者都在运行，地址与口令无误",
            "One of the databases cannot be reached: do both run, and are their URLs right?",
        ) from away


async def copy_log(source_url: str, target_url: str, street: str) -> Mapping[str, int]:
    """Rows copied, by table. Trouble where there is no such log, where the target has one already,
    or where the two databases are not of one shape."""
    async with _transaction(source_url) as source, _transaction(target_url) as target:
        if await source.fetchval(_HELD, street) is None:
            raise Trouble(f"来源没有 {street} 的日志", f"The source has no log of {street}")
        if await target.fetchval(_HELD, street) is not None:
            raise Trouble(f"目标已有 {street} 的日志", f"The target has a log of {street} already")
        tables = [tuple(row) for row in await source.fetch(_TABLES)]
        if tables != [tuple(row) for row in await target.fetch(_TABLES)]:
            raise Trouble(
                "两个数据库版本不同：请先各自运行 yizhan migrate",
                "The two databases are not of one version: run yizhan migrate on both",
            )
        return {name: await _rows(source, target, name, of, street) for name, of in tables}


async def _rows(
    source: Connection, target: Connection, table: str, columns: list[str], street: str
) -> int:
    named = ", ".join(f'"{column}"' for column in columns)
    query = f'SELECT {named} FROM "{table}" WHERE log = $1'
    with TemporaryFile() as kept:
        await source.copy_from_query(query, street, output=kept, format="binary")
        kept.seek(0)
        said = await target.copy_to_table(table, source=kept, columns=columns, format="binary")
    return int(said.rpartition(" ")[2])


@asynccontextmanager
async def _transaction(url: str) -> AsyncIterator[Connection]:
    connection: Connection = await asyncpg.connect(url, timeout=10)
    try:
        async with connection.transaction(isolation="repeatable_read"):
            yield connection
    finally:
        await connection.close(timeout=5)
