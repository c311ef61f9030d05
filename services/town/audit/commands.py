"""The commands `yizhan audit …`."""

import os
import re
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import orjson
import typer

from services.gateway.readmodels.days import end_of
from services.proof.note import NoteWrong, Verifier
from services.town.audit.exporting import export as write
from services.town.audit.replaying import Replay, Until
from services.town.audit.selecting import Selection
from services.town.audit.verifying import Verified, shown
from services.town.audit.verifying import verify as look
from services.town.doors import doors
from services.town.giving_up import give_up
from services.town.troubles import Trouble

audit = typer.Typer(help="审计 · take the log away, and verify it offline.", no_args_is_help=True)

_A_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

File = Annotated[Path, typer.Argument(help="导出的文件 · an exported file", exists=True)]
Keys = Annotated[
    list[str] | None,
    typer.Option("--vkey", help="从别处得到的公钥，可多次 · a public key had from elsewhere"),
]


@audit.command()
def export(
    out: Annotated[Path, typer.Argument(help="写入的文件 · .jsonl or .jsonl.gz")],
    room: Annotated[list[str] | None, typer.Option(help="室，可多次 · only these rooms")] = None,
    case: Annotated[str | None, typer.Option(help="一件事的编号 · of one matter, by id")] = None,
    begin: Annotated[str | None, typer.Option("--from", help="记录时间起 · recorded from")] = None,
    end: Annotated[str | None, typer.Option("--to", help="记录时间止 · recorded before")] = None,
    street: Annotated[str | None, typer.Option(help="街道 · the street")] = None,
) -> None:
    """导出 · the log of the street, with what proves it, in one file."""
    try:
        source = doors(os.environ, street)
        rooms = tuple(room or source.rooms)
        if unknown := set(rooms) - set(source.rooms):
            raise Trouble(f"没有这个室：{min(unknown)}", f"There is no room {min(unknown)}")
        selection = Selection(
            street=source.street,
            rooms=rooms,
            case=case,
            begin=_moment("--from", begin),
            end=_moment("--to", end),
        )
        count = write(source, selection, out, typer.echo)
        source.close()
    except Trouble as trouble:
        give_up(trouble)
    typer.echo(f"{out}: {count} 条事件 · events")


@audit.command()
def verify(file: File, vkey: Keys = None) -> None:
    """核验 · is it what the rooms signed? No server and no database is asked."""
    found = _verified(file, vkey)
    for room, checkpoint in found.checkpoints.items():
        typer.echo(f"{room}: {found.events.get(room, 0)} / {checkpoint.size} {checkpoint.origin}")
    if not vkey:
        for key in found.keys.values():
            typer.echo(f"  公钥出自文件本身 · a key the file itself names: {key}")
    if found.anchored:
        typer.echo(f"  互存的签署 · anchored checkpoints: {found.anchored}")
    _stop_at(found)
    typer.echo("✓ 完整无误 · whole and true")


@audit.command()
def replay(
    file: File,
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="当时，或 室/位置 · a moment, or room/position")
    ] = None,
    recorded: Annotated[
        str | None, typer.Option("--as-recorded", help="按记录时间 · as recorded by then")
    ] = None,
    case: Annotated[str | None, typer.Option(help="一件事的编号 · one matter, by id")] = None,
    statistic: Annotated[list[str] | None, typer.Option(help="统计名 · only these")] = None,
    vkey: Keys = None,
) -> None:
    """重放 · the statistics or the matter as it stood, from the file alone."""
    _stop_at(_verified(file, vkey))
    try:
        until = _until(as_of, recorded)
    except Trouble as trouble:
        give_up(trouble)
    replayed = Replay(file)
    key = case or replayed.selection["case"]
    told = (
        {"statistics": replayed.statistics(until, statistic or ())}
        if key is None
        else {"cards": replayed.cards(key, until), "timeline": replayed.timeline(key, until)}
    )
    shape = orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS
    typer.echo(orjson.dumps(told, default=str, option=shape).decode())


def _verified(file: Path, vkeys: list[str] | None) -> Verified:
    try:
        return look(file, [Verifier.read(each) for each in vkeys or ()])
    except NoteWrong:
        give_up(Trouble("--vkey 不是公钥", "--vkey takes a public key: name+id+base64"))


def _stop_at(found: Verified) -> None:
    if found.problems:
        for problem in shown(found.problems):
            typer.echo(f"✗ {problem}", err=True)
        raise typer.Exit(1)


def _until(as_of: str | None, recorded: str | None) -> Until:
    room, slash, position = (as_of or "").partition("/")
    if slash and position.isascii() and position.isdigit():
        return Until(position=(room, int(position)), recorded=_by("--as-recorded", recorded))
    return Until(as_of=_by("--as-of", as_of), recorded=_by("--as-recorded", recorded))


def _by(name: str, text: str | None) -> datetime | None:
    """A moment, or the end of a day in the street."""
    if text is not None and _A_DAY.fullmatch(text):
        with suppress(ValueError):  # no such day: told below as what is no moment
            return end_of(date.fromisoformat(text)).astimezone(UTC)
    return _moment(name, text)


def _moment(name: str, text: str | None) -> datetime | None:
    try:
        moment = None if text is None else datetime.fromisoformat(text)
        if moment is not None and moment.tzinfo is None:
            raise ValueError
    except ValueError:
        raise Trouble(
            f"{name} 应为带时区的时刻，如 2024-11-30T23:59:59+08:00；重放时也可为日期。",
            f"{name} takes a moment with its zone, for instance 2024-11-30T23:59:59+08:00; "
            "a replay takes a day as well.",
        ) from None
    return None if moment is None else moment.astimezone(UTC)
