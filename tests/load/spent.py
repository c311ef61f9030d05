"""Who spent how much CPU: read before and after, the difference is the cost of a run."""

import asyncio
import time
from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import psutil


@dataclass
class Spent:
    """CPU seconds by name, known when the block is left."""

    seconds: float = 0.0
    cpu: dict[str, float] = field(default_factory=dict)


@contextmanager
def spending(servers: Mapping[str, int], *, own: str = "us") -> Iterator[Spent]:
    """What this process and the servers (name → pid of the first process) spend in the block."""
    spent = Spent()
    before = {name: _of_tree(pid) for name, pid in servers.items()}
    mine, begun = time.process_time(), time.perf_counter()
    try:
        yield spent
    finally:
        spent.seconds = time.perf_counter() - begun
        if own:
            spent.cpu[own] = time.process_time() - mine
        for name, pid in servers.items():
            spent.cpu[name] = _of_tree(pid) - before[name]


async def until_gone(postgres: int, database: str, *, but: Set[int]) -> None:
    """Until no other backend of this database is left: only then does its parent know its cost."""
    while backends(postgres, database) - but:
        await asyncio.sleep(0.005)


def backends(postgres: int, database: str) -> Set[int]:
    """The processes that serve somebody who is connected to it."""
    found = set()
    for child in psutil.Process(postgres).children():
        with suppress(psutil.NoSuchProcess):
            if database in " ".join(child.cmdline()):
                found.add(child.pid)
    return found


def _of_tree(pid: int) -> float:
    """Of a process and everything it started, what has ended since included."""
    root = psutil.Process(pid)
    times = root.cpu_times()
    total = times.user + times.system + times.children_user + times.children_system
    for child in root.children(recursive=True):
        try:
            used = child.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += used.user + used.system
    return float(total)
