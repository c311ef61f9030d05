"""One running program: it cannot outlive us, its output is kept, it is stopped gracefully."""

import asyncio
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable

from services.town.asking import answers_well
from services.town.journal import LONGEST_LINE, Journal
from services.town.paths import CHECKOUT
from services.town.program import Program

STOP_PATIENCE = 10.0
_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


class Child:
    """A process of a program, from its start to its end."""

    def __init__(self, program: Program, process: asyncio.subprocess.Process) -> None:
        self.program = program
        self.pid = process.pid
        self._process = process

    @property
    def running(self) -> bool:
        return self._process.returncode is None

    async def record(self, journal: Journal, notice: Callable[[bytes], None]) -> int:
        """Write what it prints until it ends; returns its exit code."""
        async with asyncio.TaskGroup() as tasks:
            reading = tasks.create_task(self._read(journal, notice))
            code = await self._process.wait()
            # What it started may hold the pipe open after it: their last words, and no more.
            await asyncio.wait((reading,), timeout=1)
            reading.cancel()
        return code

    async def _read(self, journal: Journal, notice: Callable[[bytes], None]) -> None:
        output = self._process.stdout
        assert output is not None
        pending = b""
        while chunk := await output.read(LONGEST_LINE):
            *lines, pending = (pending + chunk).split(b"\n")
            if len(pending) > LONGEST_LINE:
                lines, pending = [*lines, pending], b""
            for line in lines:
                notice(line)
                journal.write(line)
            # A program that prints without pause must not keep the others waiting.
            await asyncio.sleep(0)
        journal.write(pending)

    async def is_ready(self) -> bool:
        match self.program:
            case Program(ready=question) if question is not None:
                return await question()
            case Program(ready_url=url) if url is not None:
                return await answers_well(url)
            case _:
                return True

    async def stop(self, patience: float = STOP_PATIENCE) -> None:
        """Ask it to end; after `patience` seconds end its whole group."""
        if self.running:
            self._process.send_signal(self.program.stop_signal)
        try:
            async with asyncio.timeout(patience):
                await self._process.wait()
        except TimeoutError:
            self.kill()
            await self._process.wait()

    def kill(self) -> None:
        """kill -9, the processes it started included."""
        if self.running:
            os.killpg(self.pid, signal.SIGKILL)


async def start(program: Program) -> Child:
    """Run the program in a group of its own; it gets a signal when this process dies."""
    account = program.runs_as
    parent = os.getpid()
    process = await asyncio.create_subprocess_exec(
        *program.argv,
        cwd=program.folder or CHECKOUT,
        env={**_inherited(), **program.environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        process_group=0,
        user=None if account is None else account.uid,
        group=None if account is None else account.gid,
        extra_groups=None if account is None else [],
        preexec_fn=lambda: _begin(parent, program),
    )
    return Child(program, process)


def _inherited() -> dict[str, str]:
    """Our environment less our own settings: a program reads only those it is given."""
    return {name: value for name, value in os.environ.items() if not name.startswith("YIZHAN_")}


def _begin(parent: int, program: Program) -> None:
    """In the new process, before it becomes the program: no fork-unsafe work, a few system calls.

    Some give way (sched(7), SCHED_BATCH): on few cores, whoever asks them would be pushed aside in
    the middle of asking, once for each question, and nothing would ever come together.
    """
    if _LIBC is not None:
        if program.gives_way:
            os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
        _LIBC.prctl(_PR_SET_PDEATHSIG, int(program.orphan_signal), 0, 0, 0)
        # The parent may have died before the call: then nobody would ever send the signal.
        if os.getppid() != parent:
            os._exit(1)
