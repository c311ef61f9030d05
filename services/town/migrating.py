"""`yizhan migrate`: bring the databases up to this program's shape, and say how far it is.

A program migrates its own database when it starts; this is the step for whoever wants it done
before. It does what the environment names (a room's database, or the gateway's and the vault), and
without an environment the five databases of the town that runs in the data folder.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg

from services.gateway.opening import make_whole
from services.gateway.store import MIGRATIONS as GATEWAY_MIGRATIONS
from services.plumbing.migrations import MigrationWrong, migrate, role_in
from services.plumbing.postgres import ROOM_MIGRATIONS
from services.plumbing.vault import MIGRATIONS as VAULT_MIGRATIONS
from services.town import databases
from services.town.databases import Database
from services.town.paths import DataFolder, data_folder
from services.town.running import owner
from services.town.troubles import Trouble

FOLDERS = {"gateway": GATEWAY_MIGRATIONS, "vault": VAULT_MIGRATIONS}


@dataclass(frozen=True, kw_only=True)
class Task:
    """One database: as whom it is changed, who works in it, and the files that make it."""

    name: str
    owner_url: str
    service_role: str
    folder: Path


async def bring_up_to_date(environ: Mapping[str, str], say: Callable[[str], None]) -> None:
    """Every database in turn, a line for each file."""
    for task in tasks(environ):

        def told(file: str, number: int, of: int, name: str = task.name) -> None:
            say(f"{name}: {number}/{of} {file}")

        names = {"service_role": task.service_role}
        try:
            if task.folder == GATEWAY_MIGRATIONS:
                await make_whole(task.owner_url, task.service_role)
            ran = await migrate(task.owner_url, task.folder, told, names=names)
        except MigrationWrong as wrong:
            raise Trouble(f"{task.name} 数据库无法迁移", str(wrong)) from wrong
        except (OSError, asyncpg.PostgresError) as away:
            raise Trouble(
                f"连不上 {task.name} 数据库：请确认它在运行，地址与口令无误",
                f"The database {task.name} cannot be reached: is it running, and is its URL right?",
            ) from away
        say(f"{task.name}: {'已是最新 (up to date)' if not ran else f'{len(ran)} 步完成 (done)'}")


def tasks(environ: Mapping[str, str]) -> list[Task]:
    """What the environment names, else the town of the data folder."""
    if "YIZHAN_DATABASE_URL" not in environ:
        return _of_town(data_folder(dict(environ)))
    vault = environ.get("YIZHAN_VAULT_URL")
    own = GATEWAY_MIGRATIONS if vault else ROOM_MIGRATIONS
    found = [_task(environ, "YIZHAN_DATABASE_URL", "YIZHAN_MIGRATION_URL", own)]
    if vault:
        vault_names = ("YIZHAN_VAULT_URL", "YIZHAN_VAULT_MIGRATION_URL")
        found.append(_task(environ, *vault_names, VAULT_MIGRATIONS))
    return found


def _task(environ: Mapping[str, str], service: str, migration: str, folder: Path) -> Task:
    if not environ.get(migration):
        raise Trouble(
            f"没有设置 {migration}（数据库所有者的地址）",
            f"{migration} is not set: the address of the database as its owner",
        )
    name = urlsplit(environ[service]).path.strip("/") or folder.name
    role = role_in(environ[service])
    return Task(name=name, owner_url=environ[migration], service_role=role, folder=folder)


def _of_town(folder: DataFolder) -> list[Task]:
    found = owner(folder)
    if found is None or found.state is None or "postgres" not in found.state.programs:
        raise Trouble(
            f"{folder.root} 里没有正在运行的驿站：请先运行 make up",
            f"No town is running in {folder.root}: run make up first",
        )
    port = found.state.programs["postgres"].ports["postgres"]
    return [
        Task(
            name=name,
            owner_url=_database(folder, name).owner_url(f"postgresql://town@127.0.0.1:{port}/"),
            service_role=name,
            folder=FOLDERS.get(name, ROOM_MIGRATIONS),
        )
        for name in databases.NAMES
    ]


def _database(folder: DataFolder, name: str) -> Database:
    """As the town made it: its owner's password lies in the folder's secrets."""
    secret = (folder.secrets / f"postgres-{name}-owner").read_text().strip()
    return Database(name=name, owner_password=secret, service_password="")
