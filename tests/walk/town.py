"""A whole town under test: every program as it runs for people, on a port and data of its own."""

import asyncio
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import nats
import psutil

from services.town.keys import kept_secret
from services.town.paths import CHECKOUT, DataFolder
from services.town.state import ProgramState, Standing, TownState, read_state
from tests.servers import BUS_USER, PASSWORD, with_tests_user
from tests.walk.patience import eventually

ROOMS = ("petitions", "mediation", "activities")
STREET = "shengquan"
_COMMAND = "from services.town.command_line import app; app()"
_LOOPBACK = "127.0.0.1"
_LATE_ANSWER = r"Publish Violation - Subject \"_INBOX_gateway."
_DENIALS = ("the bus denies a subject", "Publish Violation", "Subscription Violation")


@dataclass(kw_only=True)
class Town:
    """`yizhan up`, `yizhan down`, and what happens in between."""

    data: Path
    port: int
    more: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://{_LOOPBACK}:{self.port}"

    @property
    def folder(self) -> DataFolder:
        return DataFolder(root=self.data)

    @property
    def state(self) -> TownState:
        state = read_state(self.folder.state)
        assert state is not None, "the town has never said how it stands"
        return state

    def program(self, name: str) -> ProgramState:
        return self.state.programs[name]

    def database(self, name: str) -> str:
        """One database's URL, as its owner."""
        password = kept_secret(self.folder, f"postgres-{name}-owner")
        port = self.program("postgres").ports["postgres"]
        return f"postgresql://{name}_owner:{password}@{_LOOPBACK}:{port}/{name}"

    def nats(self, user: str) -> str:
        """The bus, as one of the programs' users: who connects names their inbox after it."""
        return self._nats(user, kept_secret(self.folder, f"nats-{user}"))

    async def nats_of_the_tests(self) -> str:
        """The bus, as a user of the tests' own who may do everything; until it starts again."""
        file, url = self.folder.run / "nats.conf", self._nats(BUS_USER, PASSWORD)

        async def let_in() -> bool:
            try:
                connection = await nats.connect(url, allow_reconnect=False, error_cb=_unsaid)
            except nats.errors.Error:
                return False
            await connection.close()
            return True

        if not await let_in():  # else it would read its configuration beside what is asked next
            file.write_text(with_tests_user(file.read_text()))
            self.kill("nats", signal.SIGHUP)  # it reads its configuration again
            await eventually(let_in)
        return url

    def _nats(self, user: str, password: str) -> str:
        return f"nats://{user}:{password}@{_LOOPBACK}:{self.program('nats').ports['nats']}"

    def denied(self) -> list[str]:
        """What the bus denied to any program, as the program and the bus tell it; but for answers
        that came too late, as they do when the bus was away."""
        told = [line for file in self.folder.logs.glob("*.log") for line in _lines(file)]
        denials = [line for line in told if any(said in line for said in _DENIALS)]
        return [line for line in denials if _LATE_ANSWER not in line]

    async def up(self) -> str:
        """Bring it up; what was printed."""
        code, said = await self.yizhan("up")
        assert code == 0, f"{said}\n{self.last_words()}"
        return said

    async def down(self) -> None:
        code, said = await self.yizhan("down")
        assert code == 0, said

    async def yizhan(self, *words: str) -> tuple[int, str]:
        """Run the command to its end: its exit code and all that it said."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", _COMMAND, *words),
            cwd=CHECKOUT,
            env=self.environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        said, _ = await process.communicate()
        return process.returncode or 0, said.decode()

    @property
    def environment(self) -> dict[str, str]:
        inherited = {name: text for name, text in os.environ.items() if "YIZHAN" not in name}
        mine = {"YIZHAN_DATA": str(self.data), "YIZHAN_PORT": str(self.port), "DEMO": "no"}
        return {**inherited, **mine, **self.more}

    def processes(self) -> list[psutil.Process]:
        """The supervisor and everything below it, while it runs."""
        supervisor = psutil.Process(self.state.pid)
        return [supervisor, *supervisor.children(recursive=True)]

    def kill(self, name: str, sign: signal.Signals = signal.SIGKILL) -> int:
        """kill -9 of one program, or a politer sign; the number it had."""
        pid = self.program(name).pid
        assert pid is not None, f"{name} is not running"
        os.kill(pid, sign)
        return pid

    def kill_everything(self) -> None:
        """kill -9 of the supervisor and all its programs, as a power cut would."""
        everything = self.processes()
        for process in everything:
            with suppress(psutil.NoSuchProcess):  # its supervisor may have taken it along
                process.kill()
        psutil.wait_procs(everything, timeout=10)

    @contextmanager
    def unattended(self) -> Iterator[None]:
        """While the block runs the supervisor is stopped: what dies stays dead until then."""
        os.kill(self.state.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self.state.pid, signal.SIGCONT)

    async def back(self, name: str, than: int, within: float = 30) -> None:
        """Wait until a program runs again as another process than that one, and is ready."""

        async def ready() -> bool:
            now = self.program(name)
            return now.standing is Standing.READY and now.pid not in (None, than)

        await eventually(ready, within)

    def complaints(self) -> str:
        """What the programs logged above the ordinary, for whoever must find out why."""
        told = (line for file in sorted(self.folder.logs.glob("*.log")) for line in _lines(file))
        return "\n".join(line[:2000] for line in told if _complains(line))

    def last_words(self, lines: int = 6) -> str:
        """The ends of all logs, for whoever must find out why a test failed."""
        files = sorted(self.folder.logs.glob("*.log"))
        return "\n".join(f"{file.stem}: {_tail(file, lines)}" for file in files)


async def _unsaid(_: Exception) -> None:
    """It is raised as well."""


def _tail(file: Path, lines: int) -> str:
    return "\n  ".join(file.read_text(errors="replace").splitlines()[-lines:])


def _lines(file: Path) -> list[str]:
    return [f"{file.stem}: {line}" for line in file.read_text(errors="replace").splitlines()]


def _complains(line: str) -> bool:
    return any(level in line for level in ('"level":"warning"', '"level":"error"', "Traceback"))
