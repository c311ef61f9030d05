"""What was measured: rates run by run, latencies, and the CPU seconds that a thousand cost."""

import os
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

_FULL = 0.85
"""Of a core: from there on it is what holds the rest back."""


@dataclass(frozen=True, kw_only=True)
class Run:
    """One run: how many were done in how many seconds, at what latencies, with how much CPU."""

    count: int
    seconds: float
    latencies: Sequence[float] = ()
    """Seconds each of them took, or a sample of them."""
    cpu: Mapping[str, float] = field(default_factory=dict)
    """CPU seconds by who spent them: us, the servers, the clients."""
    refused: int = 0
    """How many of them were told to come again: more was asked than could be done."""

    @property
    def rate(self) -> float:
        return self.count / self.seconds


@dataclass(kw_only=True)
class Figure:
    """All runs of one thing."""

    row: str
    what: str
    unit: str = "commands/s"
    runs: list[Run] = field(default_factory=list)

    @property
    def bound(self) -> str:
        """What bounds it now: a process that fills a core, the machine, or waiting."""
        shares = {name: cpu * self.rate / 1000 for name, cpu in self.cpu.items()}
        busiest = max(shares, key=lambda name: shares[name], default="")
        if not shares:
            return "not counted"
        if shares[busiest] >= _FULL:
            return f"one core: {busiest}"
        if sum(shares.values()) >= _FULL * (os.cpu_count() or 1):
            return "every core: " + ", ".join(sorted(shares, key=lambda name: -shares[name]))
        return f"waiting ({busiest} computes {shares[busiest]:.0%} of the time)"

    @property
    def rate(self) -> float:
        """The median run's."""
        return median(run.rate for run in self.runs)

    @property
    def refused(self) -> float:
        """The share that was told to come again."""
        return sum(run.refused for run in self.runs) / max(1, sum(run.count for run in self.runs))

    @property
    def span(self) -> tuple[float, float]:
        rates = [run.rate for run in self.runs]
        return min(rates), max(rates)

    def percentile(self, share: float) -> float | None:
        """Of all runs' latencies together, in milliseconds."""
        every = sorted(each for run in self.runs for each in run.latencies)
        if not every:
            return None
        return 1000 * every[min(len(every) - 1, int(share * len(every)))]

    @property
    def cpu(self) -> dict[str, float]:
        """CPU seconds a thousand, by who spent them: the median run's."""
        names = dict.fromkeys(name for run in self.runs for name in run.cpu)
        return {
            name: median(1000 * run.cpu.get(name, 0.0) / max(run.count, 1) for run in self.runs)
            for name in names
        }


@dataclass(frozen=True, kw_only=True)
class Goal:
    """What a figure is held against: a ratio to another of the same run, or milliseconds."""

    row: str
    what: str
    value: float
    minimum: float
    aim: float
    unit: str = "×"
    by_cpu: float | None = None
    """The same ratio by what one costs in CPU: other people's work on the machine is not in it."""

    @property
    def verdict(self) -> str:
        """Ratios are to be reached, milliseconds not to be passed."""
        better = self.value >= self.aim if self.unit == "×" else self.value <= self.aim
        enough = self.value >= self.minimum if self.unit == "×" else self.value <= self.minimum
        return "aim" if better else "minimum" if enough else "below"


async def rounds(many: int, *measured: tuple[Figure, Callable[[], Awaitable[Run]]]) -> None:
    """Each in turn, again and again: what changes on the machine meanwhile changes for all."""
    for _ in range(many):
        for figure, measure in measured:
            figure.runs.append(await measure())


def ratio(row: str, ours: Figure, baseline: Figure, minimum: float, aim: float) -> Goal:
    what = f"{ours.what} : {baseline.what}"
    value = ours.rate / baseline.rate
    by_cpu = sum(baseline.cpu.values()) / sum(ours.cpu.values())
    return Goal(row=row, what=what, value=value, minimum=minimum, aim=aim, by_cpu=by_cpu)


def growth(short: Figure, long: Figure) -> Goal:
    """What one costs at ten times the log's length: CPU against CPU."""
    value = sum(long.cpu.values()) / sum(short.cpu.values())
    what = f"{long.what}: CPU of one, beside a tenth of the log"
    return Goal(row=short.row, what=what, value=value, minimum=1.25, aim=1.1, unit="× CPU")


@dataclass(kw_only=True)
class Report:
    """What the rows found, in their order."""

    figures: list[Figure] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
