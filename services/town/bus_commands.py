"""`yizhan bus`: the streams that carry events, laid out, and thrown away when they say too much."""

import asyncio
from collections.abc import Coroutine
from typing import Annotated

import typer
from nats.errors import Error

from services.plumbing.logs import speak
from services.town.giving_up import give_up, told
from services.town.own_bus import with_bus
from services.town.provisioner import ROOMS, drop_stream, keep_laid_out, lay_out
from services.town.troubles import Trouble

bus = typer.Typer(help="消息总线 · the bus that carries events.", no_args_is_help=True)


@bus.command()
def apply(
    keep: Annotated[
        bool, typer.Option("--keep", help="每秒核对 · look again every second")
    ] = False,
) -> None:
    """建立消息流 · lay out the streams (YIZHAN_NATS_URL, YIZHAN_STREETS, YIZHAN_REPLICAS)."""
    try:
        environ = with_bus(told())
        if keep:
            speak()
            asyncio.run(keep_laid_out(environ))
            return
        lines = _answered(lay_out(environ))
    except Trouble as trouble:
        give_up(trouble)
    for line in lines:
        typer.echo(line)


@bus.command()
def drop(
    room: Annotated[str, typer.Option(help="室 · petitions, mediation or activities")],
    street: Annotated[str, typer.Option(help="街道 · the street")] = "shengquan",
) -> None:
    """删除一条消息流，由日志重新填满 · throw a stream away: it is filled again from the log."""
    try:
        if room not in ROOMS:
            raise Trouble(f"没有这个室：{room}", f"There is no room {room}")
        stream = _answered(drop_stream(with_bus(told()), room, street))
    except Trouble as trouble:
        give_up(trouble)
    typer.echo(f"{stream}: 已删除 (dropped)")


def _answered[T](asking: Coroutine[None, None, T]) -> T:
    """What the bus said. Trouble where it says nothing: it is away, or does not know the street."""
    try:
        return asyncio.run(asking)
    except (Error, OSError) as silent:
        raise Trouble(
            "消息总线没有应答：请确认它在运行，且其配置（nats.conf）里有这些街道",
            "The bus does not answer: does it run, and are these streets in its nats.conf?",
        ) from silent
