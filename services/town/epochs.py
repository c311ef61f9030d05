"""`yizhan log epoch open`: an operator owns that a log does not continue what was signed of it."""

import asyncio
from typing import Annotated

import asyncpg
import typer

from services.plumbing.addresses import stream_name
from services.plumbing.proving.epochs import EpochOpened, LogUnknown, open_epoch
from services.town.giving_up import give_up, told
from services.town.migrating import tasks
from services.town.moving import copy
from services.town.provisioner import ROOMS
from services.town.troubles import Trouble

log = typer.Typer(help="日志 · a room's log.", no_args_is_help=True)
epoch = typer.Typer(help="纪元 · where its history broke.", no_args_is_help=True)
log.add_typer(epoch, name="epoch")
log.command("copy")(copy)


@epoch.command("open")
def open_(
    reason: Annotated[str, typer.Option(help="原因，写入日志 · why: it is written into the log")],
    room: Annotated[str, typer.Option(help="室 · petitions, mediation or activities")],
    street: Annotated[str, typer.Option(help="街道 · the street")] = "shengquan",
) -> None:
    """开新纪元 · go on from the log as it stands now, and say so in it for ever."""
    try:
        opened = asyncio.run(_open(room, street, reason.strip()))
    except Trouble as trouble:
        give_up(trouble)
    typer.echo(f"{room}/{street}: 纪元 epoch {opened.number}, {opened.size} 条事件 · events kept")
    typer.echo(
        "消息流、读模型和他室若已收到丢失的事件，须由您重建："
        f"删除消息流 {stream_name(room, street)}，重启该室，重建读模型\n"
        "If bus, read models or other rooms had heard the lost events: delete the stream "
        f"{stream_name(room, street)}, restart the room, rebuild the read models"
    )


async def _open(room: str, street: str, reason: str) -> EpochOpened:
    if not 1 <= len(reason) <= 400:
        raise Trouble("--reason 应为 1 到 400 字", "--reason takes 1 to 400 characters")
    if room not in ROOMS:
        raise Trouble(f"没有这个室：{room}", f"There is no room {room}")
    found = tasks(told())
    task = next((each for each in found if each.name == room), found[0])
    try:
        return await open_epoch(task.owner_url, street, reason)
    except LogUnknown as unknown:
        raise Trouble(f"没有 {street} 的日志", f"There is no log of {street}") from unknown
    except (OSError, asyncpg.PostgresError) as away:
        raise Trouble(
            f"连不上 {room} 数据库：请确认它在运行",
            f"The database of {room} cannot be reached: is it running?",
        ) from away
