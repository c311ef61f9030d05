"""`yizhan vault`: the keys of people, each wrapped by a key that may be changed."""

import asyncio
from base64 import b64decode
from collections.abc import Mapping

import asyncpg
import typer

from services.plumbing.sealing import KekMissing, Keks
from services.plumbing.vault import open_vault
from services.town.giving_up import give_up, told
from services.town.troubles import Trouble

vault = typer.Typer(help="保险库 · the keys that open what is sealed.", no_args_is_help=True)


@vault.callback()
def _vault() -> None:
    """保险库 · the keys that open what is sealed."""


@vault.command()
def rewrap() -> None:
    """以首个主密钥重新包裹 · wrap every key under the first of YIZHAN_KEK (YIZHAN_VAULT_URL)."""
    try:
        many = asyncio.run(_rewrapped(told()))
    except Trouble as trouble:
        give_up(trouble)
    typer.echo(f"{many} 把密钥已重新包裹 · keys wrapped anew; the other lines of the KEK may go")


async def _rewrapped(environ: Mapping[str, str]) -> int:
    for name in ("YIZHAN_VAULT_URL", "YIZHAN_KEK"):
        if name not in environ:
            raise Trouble(f"没有设置 {name}", f"{name} is not set")
    try:
        keys = Keks([b64decode(line, validate=True) for line in environ["YIZHAN_KEK"].split()])
        async with open_vault(environ["YIZHAN_VAULT_URL"], keys) as opened:
            return await opened.rewrap(lambda done: typer.echo(f"… {done}"))
    except (ValueError, KekMissing) as wrong:
        raise Trouble(
            "YIZHAN_KEK 不全：应为 32 字节的 base64，每行一个，旧的也要在",
            "YIZHAN_KEK is not whole: 32 bytes in base64 a line, those still in use among them",
        ) from wrong
    except (OSError, asyncpg.PostgresError) as away:
        raise Trouble("连不上保险库数据库", "The vault's database cannot be reached") from away
