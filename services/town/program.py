"""A program of the town as data: what to run, after whom, and how to know that it is ready."""

import signal
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

type Step = Callable[[], Awaitable[None]]
type Question = Callable[[], Awaitable[bool]]


@dataclass(frozen=True, kw_only=True)
class Account:
    """A system user to run as; only where the town itself runs as root."""

    uid: int
    gid: int


@dataclass(frozen=True, kw_only=True)
class Program:
    """One entry of the town's list."""

    name: str
    argv: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    depends_on: tuple[str, ...] = ()

    before: Step | None = None
    """Done before each start."""

    ready_url: str | None = None
    """Answers 200 when the program is ready; without it and `ready`, started is ready."""

    ready: Question | None = None

    after: Step | None = None
    """Done once it is ready, before those that depend on it start."""

    once: bool = False
    """A step that ends: those that depend on it start when it has ended well."""

    stop_signal: signal.Signals = signal.SIGTERM

    orphan_signal: signal.Signals = signal.SIGKILL
    """What it gets when the supervisor itself dies."""

    gives_way: bool = False
    """Woken, it waits until whoever woke it has to wait: see `child`."""

    runs_as: Account | None = None
    folder: Path | None = None
    ports: Mapping[str, int] = field(default_factory=dict)


def in_order(programs: tuple[Program, ...]) -> tuple[Program, ...]:
    """The same programs, each after everything it depends on; stopping goes the other way."""
    placed: dict[str, Program] = {}
    waiting = list(programs)
    while waiting:
        able = [one for one in waiting if all(name in placed for name in one.depends_on)]
        if not able:
            names = ", ".join(one.name for one in waiting)
            raise ValueError(f"programs wait for each other or for one that is missing: {names}")
        placed |= {one.name: one for one in able}
        waiting = [one for one in waiting if one.name not in placed]
    return tuple(placed.values())
