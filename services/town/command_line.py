"""The command `yizhan`: run the town on this machine, look at it, stop it."""

import asyncio
import os
import sys
from contextlib import suppress
from typing import Annotated

import typer

from services.plumbing.logs import speak
from services.town import reading_logs
from services.town.audit.commands import audit
from services.town.bus_commands import bus
from services.town.epochs import log
from services.town.giving_up import give_up, told
from services.town.migrating import bring_up_to_date
from services.town.parked import parked
from services.town.paths import data_folder
from services.town.projections import projection
from services.town.running import owner, take_down
from services.town.separately import make_databases, secrets
from services.town.status import status as status_of
from services.town.tokens import token as token_of
from services.town.troubles import Trouble
from services.town.up import up as bring_up
from services.town.vault_commands import vault

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
)

app.add_typer(bus, name="bus")
app.add_typer(audit, name="audit")
app.add_typer(log, name="log")
app.add_typer(projection, name="projection")
app.add_typer(parked, name="parked")
app.add_typer(vault, name="vault")

_QUIET = "WARNING"


@app.callback()
def _logs_apart() -> None:
    """驿站：街道网格党群驿站 · a street's grid stations, on this machine."""
    speak(_QUIET, stream=sys.stderr)  # what a command prints is its answer alone


app.command("secrets")(secrets)
app.command("databases")(make_databases)


@app.command()
def up() -> None:
    """启动驿站并返回 · start the town and return (YIZHAN_PORT, YIZHAN_DATA, DEMO=no)."""
    try:
        bring_up(dict(os.environ), typer.echo)
    except Trouble as trouble:
        give_up(trouble)


@app.command()
def down() -> None:
    """停止驿站 · stop the town; its data stays."""
    try:
        stopped = take_down(data_folder(dict(os.environ)), typer.echo)
    except Trouble as trouble:
        give_up(trouble)
    else:
        typer.echo("驿站已停止 · stopped" if stopped else "驿站没有在运行 · nothing is running")


@app.command()
def logs(
    name: Annotated[str | None, typer.Argument(help="程序名，如 gateway · a program")] = None,
    follow: Annotated[bool, typer.Option("-f", help="持续输出 · go on as lines come")] = False,
    lines: Annotated[int, typer.Option("-n", min=0, help="每个日志的行数 · lines of each")] = 30,
) -> None:
    """看日志 · show the end of each log, JSON line by line."""
    found = reading_logs.files(data_folder(dict(os.environ)), name)
    if not found:
        what = f"{name} " if name else ""
        typer.echo(f"没有日志 · there is no log of {what}yet".replace("  ", " "), err=True)
        raise typer.Exit(1)

    def say(program: str, line: str) -> None:
        typer.echo(line if name else f"{program} | {line}")

    for file in found:
        for line in reading_logs.last_lines(file, lines):
            say(file.stem, line)
    if follow:
        with suppress(KeyboardInterrupt):
            reading_logs.follow(found, say)


@app.command()
def status() -> None:
    """看运行情况 · what runs, and the memory of every process."""
    found = owner(data_folder(dict(os.environ)))
    if found is None or found.state is None:
        typer.echo("驿站没有在运行 · nothing is running", err=True)
        raise typer.Exit(1)
    typer.echo(status_of(found.state))


@app.command()
def token(
    role: Annotated[list[str], typer.Option(help="角色，可多次 · role or role@org")],
    org: Annotated[str | None, typer.Option(help="组织，默认本街道 · org unit")] = None,
    person: Annotated[str | None, typer.Option(help="个人 UUID，默认新人 · a person")] = None,
    street: Annotated[str | None, typer.Option(help="街道 · the street")] = None,
    hours: Annotated[float, typer.Option(min=0.01, max=720, help="有效小时 · lifetime")] = 8,
) -> None:
    """签发试用令牌 · print a token of the development issuer, and nothing else."""
    try:
        typer.echo(token_of(os.environ, role, org=org, person=person, street=street, hours=hours))
    except Trouble as trouble:
        give_up(trouble)


@app.command()
def migrate() -> None:
    """升级数据库 · bring the databases up to this version, with progress."""
    try:
        asyncio.run(bring_up_to_date(told(), typer.echo))
    except Trouble as trouble:
        give_up(trouble)
