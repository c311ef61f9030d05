"""The one process that keeps the town running: starts each program after those it needs, starts
again whatever dies, and stops everything in the reverse order.

    python -m services.town.supervisor
"""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib import import_module

from services.plumbing.collecting import seldom
from services.town.keeper import Keeper
from services.town.lock import holding
from services.town.paths import DataFolder, data_folder, open_folder
from services.town.ports import front_port
from services.town.program import Program, in_order
from services.town.state import TownState
from services.town.troubles import Trouble

type ProgramList = Callable[[DataFolder, int, Mapping[str, str]], tuple[Program, ...]]

STREET = "services.town.programs:street"


class Supervisor:
    """Keeps a list of programs running until it is told to stop."""

    def __init__(self, folder: DataFolder, programs: tuple[Program, ...], state: TownState) -> None:
        self._folder, self._state = folder, state
        self._keepers = {
            program.name: Keeper(program, folder, state.programs, self._publish, self._fail)
            for program in in_order(programs)
        }
        self._told_to_stop = asyncio.Event()

    def stop(self) -> None:
        self._told_to_stop.set()

    async def run(self) -> None:
        """Start everything, wait for the word, stop everything."""
        for keeper in self._keepers.values():
            keeper.follow(self._keepers)
        self._publish()
        tasks = [asyncio.create_task(keeper.keep()) for keeper in self._keepers.values()]
        for task in tasks:
            task.add_done_callback(self._end_on_a_bug)
        await self._told_to_stop.wait()
        self._state.stopping = True
        self._publish()
        await self._stop_all()
        await asyncio.gather(*tasks)

    def _end_on_a_bug(self, task: asyncio.Task[None]) -> None:
        """A keeper that fails is a bug: it ends the town loudly, after everything is stopped."""
        if not task.cancelled() and task.exception() is not None:
            self.stop()

    async def _stop_all(self) -> None:
        """Whatever nobody running depends on goes next; each has its own patience."""
        running = dict(self._keepers)
        while running:
            needed = {name for one in running.values() for name in one.program.depends_on}
            leaving = [one for name, one in running.items() if name not in needed]
            await asyncio.gather(*(one.stop() for one in leaving))
            for one in leaving:
                del running[one.program.name]

    def _publish(self) -> None:
        if self._state.ready:
            self._state.trouble = None
        self._save()

    def _save(self) -> None:
        # A full disk must not take the town down: the next change writes it again.
        with suppress(OSError):
            self._state.save(self._folder.state)

    def _fail(self, trouble: Trouble) -> None:
        said = (trouble.chinese, trouble.english)
        if self._state.trouble != said:
            self._state.trouble = said
            self._save()


async def supervise(folder: DataFolder, environ: dict[str, str]) -> None:
    """Run the programs named by YIZHAN_PROGRAMS, else the street's, until SIGTERM or SIGINT."""
    module, _, name = environ.get("YIZHAN_PROGRAMS", STREET).partition(":")
    listed: ProgramList = getattr(import_module(module), name)
    port = front_port(environ)
    state = TownState(pid=os.getpid(), port=port, url=f"http://127.0.0.1:{port}")
    supervisor = Supervisor(folder, listed(folder, port, environ), state)
    loop = asyncio.get_running_loop()
    for wish in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        loop.add_signal_handler(wish, supervisor.stop)
    seldom()
    await supervisor.run()


def main() -> int:
    environ = dict(os.environ)
    folder = data_folder(environ)
    try:
        open_folder(folder, environ)
        with holding(folder):
            asyncio.run(supervise(folder, environ))
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
