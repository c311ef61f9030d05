"""`yizhan up`: start the town, load the demonstration street the first time, say where to look."""

import importlib
import importlib.util
from collections.abc import Callable

from services.town.greeting import greeting
from services.town.paths import DataFolder, data_folder, open_folder
from services.town.ports import check_front_port, front_port
from services.town.running import Say, launch, owner, take_down, wait_until_up
from services.town.troubles import (
    Trouble,
    demonstration_incomplete,
    locked,
    runs_on_another_port,
)

DEMO = "services.town.demo"

type Progress = Callable[[str, int, int], None]
"""Told what is being loaded, how many of it are done, and how many there are."""


def up(environ: dict[str, str], say: Say) -> None:
    """Bring the town up and return; on a running town, only say where to look."""
    folder, port = data_folder(environ), front_port(environ)
    url = f"http://127.0.0.1:{port}"
    found = owner(folder)
    if found is not None and found.state is None:
        raise locked(folder.root, found.pid)
    if found is not None and found.state is not None and found.state.port != port:
        raise runs_on_another_port(found.state.port, port, found.pid)
    if found is not None:
        wait_until_up(folder, None, say)
    else:
        _start(folder, port, environ, say)
    _load_demonstration(folder, url, environ, say)
    street = (environ.get("YIZHAN_STREETS") or "shengquan").partition(",")[0].strip()
    say(greeting(url, street, folder.secrets))


def _start(folder: DataFolder, port: int, environ: dict[str, str], say: Say) -> None:
    open_folder(folder, environ)
    check_front_port(port)
    say(f"驿站启动中，数据在 {folder.root} · starting the town, its data is there")
    launched = launch(folder)
    try:
        wait_until_up(folder, launched, say)
    except Trouble:
        # Half a town that nobody knows of would hold the port and the folder.
        if launched.poll() is None:
            take_down(folder, say)
        raise


def _load_demonstration(folder: DataFolder, url: str, environ: dict[str, str], say: Say) -> None:
    """On the first start, unless DEMO=no. What was chosen then stays: real data is never mixed."""
    mark = folder.root / "demonstration"
    if not mark.exists():
        mark.write_text("none\n" if environ.get("DEMO", "").lower() == "no" else "loading\n")
    if mark.read_text().strip() != "loading" or importlib.util.find_spec(DEMO) is None:
        return
    say("载入示范街道 · loading the demonstration street")
    try:
        importlib.import_module(DEMO).load(url, folder.root, _progress(say))
    except Exception as error:
        # Whatever went wrong, the town runs; asking again is harmless and goes on where it ended.
        raise demonstration_incomplete(f"{type(error).__name__}: {error}") from error
    mark.write_text("loaded\n")


def _progress(say: Say) -> Progress:
    """A line at every tenth of the way."""
    told: dict[str, int] = {}

    def tell(what: str, done: int, of: int) -> None:
        tenth = 10 * done // max(of, 1)
        if told.get(what) != tenth:
            told[what] = tenth
            say(f"  {what} {done}/{of}")

    return tell
