"""`yizhan projection …`: read models rebuilt beside the live ones, compared, and switched."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Annotated

import typer

from services.gateway.apart import Apart
from services.gateway.comparing import Compared
from services.gateway.http.words import EVENTS
from services.gateway.projector import Projector
from services.gateway.readmodels.every import every
from services.gateway.rebuilding import RebuildFailed, Rebuilding
from services.gateway.standing import standing
from services.gateway.tables import Pool
from services.gateway.waiting import Tide
from services.town.bars import Bars
from services.town.builds_shown import builds_shown, compared_shown
from services.town.giving_up import give_up
from services.town.own_tables import own_tables, own_url
from services.town.troubles import Trouble

projection = typer.Typer(help="读模型 · what is shown, grown from the log.", no_args_is_help=True)

NAMES = [model.name for model in every]
A_SECOND = 20_000

Names = Annotated[list[str] | None, typer.Argument(help="读模型名，缺省为全部 · all by default")]
Name = Annotated[str, typer.Argument(help="读模型名 · a read model")]
Rate = Annotated[
    int, typer.Option(min=0, help="每秒最多事件数，0 为不限 · events a second at most, 0: no limit")
]
Processes = Annotated[int, typer.Option(min=1, max=64, help="进程数 · processes at once")]
CORES = os.process_cpu_count() or 1

type Doing[T] = Callable[[Rebuilding, Pool], Awaitable[T]]


@projection.command()
def status() -> None:
    """看读模型的状况 · every build: which is shown, how far it is, what is parked."""
    builds = _done(lambda _, pool: standing(pool))
    typer.echo(builds_shown(builds))


@projection.command()
def rebuild(
    names: Names = None,
    rate: Rate = A_SECOND,
    processes: Processes = CORES,
    switch: Annotated[
        bool, typer.Option("--switch", help="无差异即切换 · show it if nothing differs")
    ] = False,
) -> None:
    """在旁重建并比较 · grow a new build beside the live one and compare; readers go on undisturbed.

    Killed, it goes on from where it was when asked again.
    """
    wanted = _known(names)

    async def doing(rebuilding: Rebuilding, _: Pool) -> Mapping[str, Compared]:
        with Bars("重建 rebuilding") as bars:
            found = await rebuilding.rebuild_together(wanted, bars.told)
        if switch and all(each.same for each in found.values()):
            for name, each in found.items():
                await rebuilding.switch(name, each.version)
        return found

    found = _done(doing, rate, processes)
    typer.echo(compared_shown(found))
    same = all(each.same for each in found.values())
    if switch and not same:
        typer.echo("有差异，未切换 · they differ: not switched", err=True)
        raise typer.Exit(1)
    typer.echo(
        "已切换 · switched"
        if switch
        else "切换 · to show it: yizhan projection switch " + " ".join(names or ["--all"])
    )


@projection.command()
def diff(names: Names = None, rate: Rate = A_SECOND, processes: Processes = CORES) -> None:
    """核对 · replay to where the shown build stands, compare row by row; exit 1 if they differ."""
    wanted = _known(names)

    async def doing(rebuilding: Rebuilding, _: Pool) -> Mapping[str, Compared]:
        with Bars("重放 replaying") as bars:
            return await rebuilding.diff(wanted, bars.told)

    found = _done(doing, rate, processes)
    typer.echo(compared_shown(found))
    if not all(each.same for each in found.values()):
        raise typer.Exit(1)
    typer.echo("✓ 一致 · nothing differs")


@projection.command()
def switch(
    names: Annotated[list[str] | None, typer.Argument(help="读模型名 · read models")] = None,
    every_one: Annotated[bool, typer.Option("--all", help="全部 · every one")] = False,
    version: Annotated[int | None, typer.Option(help="构建号，缺省最新 · the newest")] = None,
) -> None:
    """切换 · show readers another build, in one step."""
    if not names and not every_one:
        give_up(Trouble("请给出读模型名，或 --all", "Name read models, or say --all"))

    async def doing(rebuilding: Rebuilding, _: Pool) -> None:
        for name in _known(names):
            if not await rebuilding.switch(name, version):
                raise Trouble(f"{name} 没有这个构建", f"{name} has no such build that is ready")
            typer.echo(f"{name}: 已切换 · switched")

    _done(doing)


@projection.command()
def rollback(name: Name) -> None:
    """退回 · show the build that was shown before, in one step."""

    async def doing(rebuilding: Rebuilding, _: Pool) -> int:
        [known] = _known([name])
        version = await rebuilding.rollback(known)
        if version is None:
            raise Trouble(
                f"{name} 没有可退回的构建", f"{name} has no build to go back to: none was switched"
            )
        return version

    typer.echo(f"{name}: 已退回构建 {_done(doing)} · shown again")


@projection.command()
def forget(name: Name, version: Annotated[int, typer.Argument(help="构建号 · the build")]) -> None:
    """丢弃一个不再显示的构建 · throw away a build that is not shown."""

    async def doing(rebuilding: Rebuilding, pool: Pool) -> None:
        [known] = _known([name])
        found = [one for one in await standing(pool) if one.projection == known]
        one = next((each for each in found if each.version == version), None)
        if one is None or one.shown:
            raise Trouble(
                f"{name} 没有这个构建，或它正在显示", f"{name} has no such build, or it is shown"
            )
        await rebuilding.forget(known, version)

    _done(doing)
    typer.echo(f"{name}: 构建 {version} 已丢弃 · thrown away")


def _known(names: Sequence[str] | None) -> list[str]:
    if unknown := set(names or ()) - set(NAMES):
        give_up(
            Trouble(
                f"没有读模型 {min(unknown)}：有 {'、'.join(NAMES)}",
                f"There is no read model {min(unknown)}; there are {', '.join(NAMES)}",
            )
        )
    return list(dict.fromkeys(names or NAMES))


def _done[T](doing: Doing[T], rate: int = 0, processes: int = 1) -> T:
    """Do it on the gateway's tables; what can be put right is said in two languages."""

    async def go() -> T:
        url = own_url(os.environ)
        async with own_tables(url) as pool:
            projector = Projector(pool, every, EVENTS, Tide())
            apart = Apart(pool, url, processes, rate or None)
            return await doing(Rebuilding(pool, every, projector, apart), pool)

    try:
        return asyncio.run(go())
    except Trouble as trouble:
        give_up(trouble)
    except RebuildFailed as failed:
        give_up(
            Trouble(
                f"有事件无法折叠，未作任何改动：{failed}（见 yizhan parked list）",
                f"An event would not fold, nothing was changed: {failed} (see yizhan parked list)",
            )
        )
