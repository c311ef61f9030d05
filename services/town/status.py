"""`yizhan status`: what runs, since when, how often it had to be started again, and its memory."""

from dataclasses import dataclass

import psutil
from rich.table import Table

from services.town.greeting import drawn
from services.town.state import TownState


@dataclass(frozen=True, kw_only=True)
class Weight:
    """A program with the processes it started: how many, and their memory in bytes."""

    processes: int
    memory: int


def weigh(pid: int | None, *, alone: bool = False) -> Weight:
    """Shared memory counts once (PSS) where the system tells; zero for a process that has gone."""
    try:
        root = psutil.Process(pid) if pid is not None else None
    except psutil.NoSuchProcess:
        root = None
    if root is None:
        return Weight(processes=0, memory=0)
    family = [root] if alone else [root, *root.children(recursive=True)]
    return Weight(processes=len(family), memory=sum(_memory(one) for one in family))


def weights(state: TownState) -> dict[str, Weight]:
    """Every program's weight, the supervisor's own under its name."""
    programs = {name: weigh(program.pid) for name, program in state.programs.items()}
    return {"supervisor": weigh(state.pid, alone=True), **programs}


def status(state: TownState) -> str:
    """The table, and what is wrong if something is."""
    table = Table(title=f"{state.url}", title_justify="left")
    for column in ("程序 program", "状态 state"):
        table.add_column(column)
    for column in ("pid", "重启 restarts", "进程 processes", "内存 MB"):
        table.add_column(column, justify="right")
    weighed = weights(state)
    table.add_row("supervisor", "ready", str(state.pid), "", "1", _megabytes(weighed["supervisor"]))
    for name, one in state.programs.items():
        weight = weighed[name]
        pid, processes = str(one.pid or ""), str(weight.processes or "")
        cells = (str(one.restarts), processes, _megabytes(weight))
        table.add_row(name, one.standing.value, pid, *cells)
    total = Weight(
        processes=sum(one.processes for one in weighed.values()),
        memory=sum(one.memory for one in weighed.values()),
    )
    table.add_section()
    table.add_row("合计 total", "", "", "", str(total.processes), _megabytes(total))
    trouble = "\n" + "\n".join(state.trouble) if state.trouble else ""
    return drawn(table) + trouble


def _memory(process: psutil.Process) -> int:
    try:
        return int(process.memory_full_info().pss)
    except psutil.AccessDenied:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0


def _megabytes(weight: Weight) -> str:
    return f"{weight.memory / (1 << 20):.0f}" if weight.memory else ""
