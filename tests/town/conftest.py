"""The command `yizhan` as a person runs it: real processes, a data folder and a port of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

from services.town.paths import CHECKOUT, DataFolder
from services.town.ports import free_port
from services.town.state import TownState, read_state
from tests.servers import a_folder

COMMAND = "from services.town.command_line import app; app()"


@dataclass(kw_only=True)
class Town:
    """A place to run the command in, with one of the lists of `stand_ins`."""

    data: Path
    port: int
    programs: str = "door_alone"
    more: dict[str, str] = field(default_factory=dict)

    @property
    def folder(self) -> DataFolder:
        return DataFolder(root=self.data)

    @property
    def state(self) -> TownState:
        state = read_state(self.folder.state)
        assert state is not None, "the town has never said how it stands"
        return state

    @property
    def environment(self) -> dict[str, str]:
        inherited = {name: text for name, text in os.environ.items() if "YIZHAN" not in name}
        mine = {
            "YIZHAN_DATA": str(self.data),
            "YIZHAN_PORT": str(self.port),
            "YIZHAN_PROGRAMS": f"tests.town.stand_ins:{self.programs}",
            "DEMO": "no",
        }
        return {**inherited, **mine, **self.more}

    def yizhan(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """Run a command to its end."""
        return subprocess.run(
            (sys.executable, "-c", COMMAND, *words),
            cwd=CHECKOUT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def up(self) -> str:
        """Bring it up; what was printed."""
        done = self.yizhan("up")
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def refused(self) -> str:
        """Bring it up in vain; the sentence that was printed."""
        done = self.yizhan("up")
        assert done.returncode == 1, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done.stderr

    def processes(self) -> list[psutil.Process]:
        """The supervisor and everything below it, while it runs."""
        supervisor = psutil.Process(self.state.pid)
        return [supervisor, *supervisor.children(recursive=True)]


@pytest.fixture
def town() -> Iterator[Town]:
    """Nothing has run in it yet; what is left running at the end is stopped."""
    with a_folder() as folder:
        place = Town(data=folder / "data", port=free_port())
        yield place
        place.yizhan("down")
