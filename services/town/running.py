"""Whether a town runs in a data folder, and waiting until it has come up or gone down."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import psutil

from services.town.lock import owner_of
from services.town.paths import CHECKOUT, DataFolder
from services.town.state import Standing, TownState, read_state
from services.town.troubles import Trouble, locked, will_not_start

POLL = 0.1
START_PATIENCE = 300.0
STOP_PATIENCE = 90.0
SPEAK_UP_PATIENCE = 3.0

type Say = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Owner:
    """The process that holds the folder, and what it says of itself, if it is a town at all."""

    pid: int
    state: TownState | None


def owner(folder: DataFolder) -> Owner | None:
    """Who runs here now. A town that has only just begun gets a moment to say so."""
    deadline = time.monotonic() + SPEAK_UP_PATIENCE
    while (pid := owner_of(folder.lock)) is not None:
        state = read_state(folder.state)
        if state is not None and state.pid == pid:
            return Owner(pid=pid, state=state)
        if time.monotonic() > deadline:
            return Owner(pid=pid, state=None)
        time.sleep(POLL)
    return None


def launch(folder: DataFolder) -> "subprocess.Popen[bytes]":
    """Start the supervisor on its own: it stays when this command and its terminal are gone."""
    with folder.log_of("town").open("wb") as log:
        return subprocess.Popen(
            (sys.executable, "-m", "services.town.supervisor"),
            cwd=CHECKOUT,
            env={**os.environ, "YIZHAN_DATA": str(folder.root)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def wait_until_up(folder: DataFolder, launched: "subprocess.Popen[bytes] | None", say: Say) -> None:
    """Tell each program's progress until all are ready; Trouble, in the town's words, otherwise."""
    deadline = time.monotonic() + START_PATIENCE
    told: dict[str, Standing] = {}
    while True:
        state = read_state(folder.state)
        ended = launched is not None and launched.poll() is not None
        current = state is not None and owner_of(folder.lock) == state.pid
        if state is not None and current:
            for line in _news(state, told):
                say(line)
            if state.trouble is not None:
                raise Trouble(*state.trouble)
            if state.ready and _alive(state):
                return
        elif ended:
            raise _last_words(folder)
        if time.monotonic() > deadline:
            slow = next((name for name, one in told.items() if not one.settled), "town")
            raise will_not_start(slow, folder.log_of(slow))
        time.sleep(POLL)


def take_down(folder: DataFolder, say: Say) -> bool:
    """Stop the town that runs here; False when none does."""
    found = owner(folder)
    if found is None:
        return False
    if found.state is None:
        raise locked(folder.root, found.pid)
    try:
        supervisor = psutil.Process(found.pid)
        everything = [supervisor, *supervisor.children(recursive=True)]
        supervisor.send_signal(signal.SIGTERM)
        told: dict[str, Standing] = {}
        deadline = time.monotonic() + STOP_PATIENCE
        while owner_of(folder.lock) == found.pid and time.monotonic() < deadline:
            _tell_who_stopped(folder, told, say)
            time.sleep(POLL)
        _tell_who_stopped(folder, told, say)
        _, left = psutil.wait_procs(everything, timeout=POLL * 20)
        for process in left:
            process.kill()
    except psutil.AccessDenied:
        raise locked(folder.root, found.pid) from None
    except psutil.NoSuchProcess:
        return True
    return True


def _tell_who_stopped(folder: DataFolder, told: dict[str, Standing], say: Say) -> None:
    if (state := read_state(folder.state)) is not None:
        for line in _news(state, told, only=Standing.STOPPED):
            say(line)


_WORDS = {
    Standing.STARTING: "… {} 启动中 · starting",
    Standing.READY: "✓ {} 就绪 · ready",
    Standing.DONE: "✓ {} 完成 · done",
    Standing.RESTARTING: "! {} 重新启动 · starting again",
    Standing.STOPPED: "✓ {} 已停止 · stopped",
}


def _news(
    state: TownState, told: dict[str, Standing], only: Standing | None = None
) -> Iterator[str]:
    for name, program in state.programs.items():
        standing = program.standing
        if told.get(name) is not standing and standing in _WORDS and only in (None, standing):
            told[name] = standing
            yield _WORDS[standing].format(name)


def _alive(state: TownState) -> bool:
    """Whether those that are said to run do: one may have died a moment ago, before it is told."""
    for program in state.programs.values():
        try:
            gone = program.pid and psutil.Process(program.pid).status() == psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            gone = True
        if gone:
            return False
    return True


def _last_words(folder: DataFolder) -> Trouble:
    """What a supervisor that gave up said: two lines, when it is one of our sentences."""
    lines = folder.log_of("town").read_text(errors="replace").strip().splitlines()
    match lines:
        case [chinese, english]:
            return Trouble(chinese, english)
        case _:
            return will_not_start("town", folder.log_of("town"))
