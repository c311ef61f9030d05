"""`yizhan secrets` and `yizhan databases`: a street whose programs each run by themselves."""

import asyncio
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import asyncpg
import typer

from services.town import databases
from services.town.databases import Database
from services.town.giving_up import give_up, told
from services.town.handing_out import Street, hand_out
from services.town.troubles import Trouble


def secrets(
    folder: Annotated[Path, typer.Argument(help="放在其中的 secrets/ · into its secrets/")],
    postgres: Annotated[
        str, typer.Option(help="数据库主机，{database} 为库名 · host:port, {database} is replaced")
    ] = "postgres:5432",
    nats: Annotated[str, typer.Option(help="消息总线主机 · host:port")] = "nats:4222",
    tls: Annotated[bool, typer.Option("--tls", help="总线加密 · the bus under TLS")] = False,
) -> None:
    """生成各程序的口令、密钥与地址 · passwords, keys and addresses (YIZHAN_STREETS)."""
    named = os.environ.get("YIZHAN_STREETS") or "shengquan"
    streets = [street.strip() for street in named.split(",")]
    try:
        street = Street(streets=streets, postgres=postgres, bus=nats, sealed=tls)
        written = hand_out(folder, street)
    except OSError as error:
        give_up(Trouble(f"写不了 {folder}", f"{folder} cannot be written: {error.strerror}"))
    typer.echo(f"{folder / 'secrets'}: {len(written)} 个文件 (files)")


def make_databases() -> None:
    """建立数据库与角色 · make databases and roles (YIZHAN_ADMIN_URL, YIZHAN_SECRETS)."""
    try:
        made = _made(told())
    except Trouble as trouble:
        give_up(trouble)
    for database in made:
        typer.echo(f"{database.name}: 已建 (stands)")


def _made(environ: Mapping[str, str]) -> list[Database]:
    folder = Path(environ.get("YIZHAN_SECRETS") or "/run/secrets")
    if "YIZHAN_ADMIN_URL" not in environ:
        raise Trouble("没有设置 YIZHAN_ADMIN_URL", "YIZHAN_ADMIN_URL is not set")
    try:
        wanted = [_database(folder, name) for name in databases.NAMES]
        asyncio.run(databases.ensure(environ["YIZHAN_ADMIN_URL"], wanted))
    except (OSError, asyncpg.PostgresError) as trouble:
        raise Trouble(
            f"数据库没有建成：请确认服务器在运行，{folder} 里有口令文件",
            f"The databases were not made ({type(trouble).__name__}): does the server run, and are "
            f"the passwords in {folder}?",
        ) from trouble
    return wanted


def _database(folder: Path, name: str) -> Database:
    return Database(
        name=name,
        owner_password=(folder / f"postgres-{name}-owner").read_text().strip(),
        service_password=(folder / f"postgres-{name}").read_text().strip(),
    )
