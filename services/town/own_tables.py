"""The way to the gateway's tables: named by the environment, else those of the town that runs."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import asyncpg

from services.gateway.store import open_store
from services.gateway.tables import Pool
from services.plumbing.environment import PREFIX, SettingsWrong, Told, read
from services.plumbing.settings import Postgres
from services.town.databases import Database
from services.town.paths import data_folder
from services.town.ports import LOOPBACK
from services.town.running import owner
from services.town.troubles import Trouble

_WANTED = """
SELECT EXISTS (
    SELECT FROM pg_attribute WHERE attrelid = to_regclass('alias') AND attname = 'before')
"""


class _Tables(Told):
    """What the gateway itself is told of its tables."""

    database_url: Postgres


def own_url(environ: Mapping[str, str]) -> str:
    """The URL of the gateway's database, as its service role."""
    if environ.keys() & {f"{PREFIX}DATABASE_URL", f"{PREFIX}DATABASE_URL_FILE"}:
        try:
            return read(_Tables).database_url.get_secret_value()
        except SettingsWrong as wrong:
            raise Trouble(wrong.sentences[0], "YIZHAN_DATABASE_URL is wrong") from wrong
    folder = data_folder(dict(environ))
    found = owner(folder)
    if found is None or found.state is None or "postgres" not in found.state.programs:
        raise Trouble(
            f"没有设置 YIZHAN_DATABASE_URL，{folder.root} 里也没有正在运行的驿站：请先运行 make up",
            f"YIZHAN_DATABASE_URL is not set and no town is running in {folder.root}: "
            "run make up first",
        )
    port = found.state.programs["postgres"].ports["postgres"]
    secret = (folder.secrets / "postgres-gateway").read_text().strip()
    database = Database(name="gateway", owner_password="", service_password=secret)
    return database.service_url(f"postgresql://town@{LOOPBACK}:{port}/")


@asynccontextmanager
async def own_tables(url: str) -> AsyncIterator[Pool]:
    """The gateway's tables, as far as they answer."""
    try:
        async with open_store(url, connections=6) as pool:
            if not await pool.fetchval(_WANTED):
                raise Trouble(
                    "这不是网关的数据库，或尚未升级：请检查 YIZHAN_DATABASE_URL，"
                    "或先运行 yizhan migrate",
                    "This is not the gateway's database, or not migrated yet: check "
                    "YIZHAN_DATABASE_URL, or run yizhan migrate first",
                )
            yield pool
    except (OSError, asyncpg.PostgresConnectionError, asyncpg.InvalidPasswordError) as away:
        raise Trouble(
            "连不上网关数据库：请确认它在运行，地址与口令无误",
            "The gateway's database cannot be reached: is it running, and is its URL right?",
        ) from away
