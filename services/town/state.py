"""What the running town says of itself in `run/town.json`, for `up`, `status` and `down`."""

import json
import os
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any


class Standing(StrEnum):
    """How a program stands now."""

    WAITING = "waiting"
    STARTING = "starting"
    READY = "ready"
    DONE = "done"
    RESTARTING = "restarting"
    STOPPED = "stopped"

    @property
    def settled(self) -> bool:
        return self in (Standing.READY, Standing.DONE)


@dataclass(kw_only=True)
class ProgramState:
    standing: Standing = Standing.WAITING
    pid: int | None = None
    restarts: int = 0
    ports: dict[str, int] = field(default_factory=dict)


@dataclass(kw_only=True)
class TownState:
    """The whole town: whose it is, where it answers, how each program stands, what went wrong."""

    pid: int
    port: int
    url: str
    trouble: tuple[str, str] | None = None
    stopping: bool = False
    programs: dict[str, ProgramState] = field(default_factory=dict)

    @property
    def ready(self) -> bool:
        standings = [program.standing for program in self.programs.values()]
        return bool(standings) and all(one.settled for one in standings) and not self.stopping

    def save(self, file: Path) -> None:
        draft = file.with_suffix(".new")
        draft.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=2) + "\n")
        os.replace(draft, file)


def read_state(file: Path) -> TownState | None:
    """The last state written; None when there is none, or a crash left something unreadable."""
    try:
        raw: dict[str, Any] = json.loads(file.read_text())
        programs = {
            name: ProgramState(**{**one, "standing": Standing(one["standing"])})
            for name, one in raw.pop("programs").items()
        }
        trouble = raw.pop("trouble")
        return TownState(**raw, programs=programs, trouble=tuple(trouble) if trouble else None)
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None
