"""`yizhan parked …`: events that would not fold: looked at, tried again, done without.

What an event says is never printed: only where it stands, what it is called, and what went wrong.
"""

import asyncio
import getpass
import os
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Annotated

import typer

from services.gateway.http.words import EVENTS
from services.gateway.parking import ParkedEvent, Parking
from services.gateway.readmodels.every import every
from services.kernel import State
from services.town.giving_up import give_up
from services.town.own_tables import own_tables, own_url
from services.town.troubles import Trouble

parked = typer.Typer(help="搁置 · events that would not fold.", no_args_is_help=True)

LONGEST_REASON = 400

Stream = Annotated[
    str | None, typer.Argument(help="事件流，如 petition-… · a stream; all of them by default")
]


class Waiting(State):
    """A stream that waits in one build of a read model: its first event is the one that failed."""

    first: ParkedEvent
    events: int

    @property
    def of(self) -> tuple[str, int, str, str]:
        first = self.first
        return first.projection, first.version, first.log, first.stream


@parked.command("list")
def list_() -> None:
    """列出 · every parked stream: what stopped it, and how many events wait behind."""
    waiting = _done(_waiting)
    if not waiting:
        typer.echo("没有搁置的事件 · nothing is parked")
        return
    for each in waiting:
        first = each.first
        typer.echo(
            f"{first.projection} {first.version} · {first.log} · {first.stream}"
            f" · {first.room}/{first.position} {first.type}"
            f" · 后随 {each.events - 1} behind\n    {first.why}"
        )


@parked.command()
def show(stream: Annotated[str, typer.Argument(help="事件流 · a stream")]) -> None:
    """看一个搁置的流 · the events of one parked stream: everything but what they say."""

    async def doing(parking: Parking) -> None:
        for each in _of(await _waiting(parking), stream):
            first = each.first
            typer.echo(f"{first.projection} {first.version} · {first.log} · {first.stream}")
            for one in await parking.show(*each.of):
                typer.echo(
                    f"  {first.room}/{one.position} {one.type} v{one.schema_version}"
                    f" · 第 {one.version} 版 · {one.bytes} B"
                    f" · {one.actor_role}@{one.actor_org}"
                    f"\n    发生 occurred {one.occurred_at.isoformat()}"
                    f" · 记录 recorded {one.recorded_at.isoformat()}"
                    f"\n    {one.why}"
                )

    _done(doing)


@parked.command()
def retry(stream: Stream = None) -> None:
    """重试 · fold a parked stream again, its events in order; exit 1 if some stay parked."""

    async def doing(parking: Parking) -> int:
        left = 0
        for each in _of(await _waiting(parking), stream):
            left += await _tried(parking, each)
        return left

    if _done(doing):
        raise typer.Exit(1)


@parked.command()
def drop(
    projection: Annotated[str, typer.Argument(help="读模型 · the read model to do without it")],
    position: Annotated[str, typer.Argument(help="室/位置 · room/position of the event")],
    reason: Annotated[str, typer.Option(help="原因，将被记录 · why: it is recorded")],
    log: Annotated[str, typer.Option(help="街道 · the street")] = "shengquan",
    by: Annotated[str | None, typer.Option(help="操作人，缺省为系统用户 · who does it")] = None,
) -> None:
    """放弃一个事件 · have a read model do without one event for good; what waits behind goes on."""
    who, why = (by or getpass.getuser()).strip(), reason.strip()

    async def doing(parking: Parking) -> int:
        if not 1 <= len(why) <= LONGEST_REASON or not who:
            raise Trouble(
                f"--reason 应为 1 到 {LONGEST_REASON} 字",
                f"--reason: 1 to {LONGEST_REASON} characters",
            )
        found = [
            each
            for each in await _waiting(parking)
            if (each.first.projection, each.first.log) == (projection, log)
            and f"{each.first.room}/{each.first.position}" == position
        ]
        if not found:
            raise Trouble(
                f"{projection} 没有在 {position} 搁置的流：只能放弃流中第一个搁置的事件",
                f"No stream of {projection} is parked at {position}: only the first parked event "
                "of a stream can be dropped",
            )
        await parking.drop(projection, log, found[0].first.position, why, who)
        typer.echo(f"{projection} {position}: 已放弃 · dropped, {who}: {why}")
        return sum([await _tried(parking, each) for each in found])

    if _done(doing):
        raise typer.Exit(1)


async def _tried(parking: Parking, each: Waiting) -> int:
    left = await parking.retry(*each.of)
    name = f"{each.first.projection} {each.first.version} {each.first.stream}"
    typer.echo(f"{name}: " + (f"仍搁置 {left} · still parked" if left else "✓ 已恢复 · goes on"))
    return left


async def _waiting(parking: Parking) -> list[Waiting]:
    return streams(await parking.list())


def streams(events: Iterable[ParkedEvent]) -> list[Waiting]:
    """One for each stream and build, in the order of the logs."""
    found: dict[tuple[str, int, str, str], list[ParkedEvent]] = {}
    for event in events:
        of = (event.projection, event.version, event.log, event.stream)
        found.setdefault(of, []).append(event)
    return [Waiting(first=each[0], events=len(each)) for each in found.values()]


def _of(waiting: Sequence[Waiting], stream: str | None) -> Sequence[Waiting]:
    found = [each for each in waiting if stream in (None, each.first.stream)]
    if stream is not None and not found:
        raise Trouble(f"{stream} 没有搁置", f"{stream} is not parked")
    return found


def _done[T](doing: Callable[[Parking], Awaitable[T]]) -> T:
    async def go() -> T:
        async with own_tables(own_url(os.environ)) as pool:
            return await doing(Parking(pool, every, EVENTS))

    try:
        return asyncio.run(go())
    except Trouble as trouble:
        give_up(trouble)
