"""Keeps one program running: waits for those it needs, starts it, starts it again when it dies."""

import asyncio
import time
from collections.abc import Callable, Coroutine, Mapping

from services.town.child import Child, start
from services.town.journal import Journal
from services.town.paths import DataFolder
from services.town.program import Program
from services.town.state import ProgramState, Standing
from services.town.troubles import Trouble, disk_filled_up, will_not_start

FIRST_PAUSE, LONGEST_PAUSE = 0.2, 5.0
READY_POLL = 0.05
STEADY_AFTER = 10.0
DEATHS_ALLOWED_AT_START = 5
DISK_IS_FULL = b"No space left on device"


class Keeper:
    """One program's life under the supervisor, restarts included."""

    def __init__(
        self,
        program: Program,
        folder: DataFolder,
        states: dict[str, ProgramState],
        publish: Callable[[], None],
        fail: Callable[[Trouble], None],
    ) -> None:
        self.program = program
        self.settled = asyncio.Event()
        self._needs: list[asyncio.Event] = []
        self._folder, self._publish, self._fail = folder, publish, fail
        self._journal = Journal(folder.log_of(program.name))
        self._child: Child | None = None
        self._stopping = asyncio.Event()
        self._over = asyncio.Event()
        self._deaths = 0
        self._state = states[program.name] = ProgramState(ports=dict(program.ports))

    def follow(self, keepers: Mapping[str, "Keeper"]) -> None:
        """Remember whom to wait for."""
        self._needs = [keepers[name].settled for name in self.program.depends_on]

    async def keep(self) -> None:
        """Until told to stop; a step that has ended well is over."""
        try:
            await self._keep()
        finally:
            self._over.set()
            self._journal.close()

    async def _keep(self) -> None:
        for need in self._needs:
            await self._unless_stopping(need.wait())
        pause = FIRST_PAUSE
        while not self._stopping.is_set():
            began = time.monotonic()
            code = await self._live()
            self._state.pid = None
            if self._stopping.is_set():
                break
            if self.program.once and code == 0:
                self._stand(Standing.DONE)
                self.settled.set()
                return
            if time.monotonic() - began > STEADY_AFTER:
                pause = FIRST_PAUSE
            self._count_death(code, pause)
            await self._unless_stopping(asyncio.sleep(pause))
            pause = min(pause * 2, LONGEST_PAUSE)
        self._stand(Standing.STOPPED)

    async def stop(self) -> None:
        """Ask it to end, and wait until it has."""
        self._stopping.set()
        if self._child is not None:
            await self._child.stop()
        await self._over.wait()

    async def _live(self) -> int:
        """One life of the program, from its preparation to its exit code."""
        self._stand(Standing.STARTING)
        try:
            if self.program.before is not None:
                await self.program.before()
            self._child = child = await start(self.program)
        except Exception as error:
            # What cannot be prepared or executed now is tried again, like a program that dies.
            self._journal.note("could not be started", reason=f"{type(error).__name__}: {error}")
            self._notice(str(error).encode())
            return -1
        self._state.pid = child.pid
        self._stand(Standing.STARTING)
        if self._stopping.is_set():
            await child.stop()
        becoming = asyncio.create_task(self._become_ready(child))
        code = await child.record(self._journal, self._notice)
        becoming.cancel()
        await asyncio.wait((becoming,))
        self._journal.note("ended", exit_code=code)
        return code

    async def _become_ready(self, child: Child) -> None:
        if self.program.once:
            return
        try:
            while not await child.is_ready():
                await asyncio.sleep(READY_POLL)
            if self.program.after is not None:
                await self.program.after()
        except Exception as error:
            self._journal.note("could not be made ready", reason=f"{type(error).__name__}: {error}")
            child.kill()
            return
        self._deaths = 0
        self._stand(Standing.READY)
        self.settled.set()

    async def _unless_stopping(self, wait: Coroutine[object, object, object]) -> None:
        """Wait, but no longer than until the word to stop."""
        waiting = asyncio.create_task(wait)
        word = asyncio.create_task(self._stopping.wait())
        await asyncio.wait((waiting, word), return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        word.cancel()

    def _count_death(self, code: int, pause: float) -> None:
        self._state.restarts += 1
        self._deaths += 1
        self._stand(Standing.RESTARTING)
        self._journal.note("is started again", exit_code=code, after_seconds=pause)
        if self._deaths == DEATHS_ALLOWED_AT_START and not self.settled.is_set():
            self._fail(will_not_start(self.program.name, self._folder.log_of(self.program.name)))

    def _notice(self, line: bytes) -> None:
        if DISK_IS_FULL in line:
            self._fail(disk_filled_up(self.program.name, self._folder.root))

    def _stand(self, standing: Standing) -> None:
        self._state.standing = standing
        self._publish()
