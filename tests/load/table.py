"""The report as a page: what was reached, then every figure with its range, latency and cost."""

from collections.abc import Iterator, Sequence

from tests.load.figures import Figure, Goal, Report

_VERDICTS = {"aim": "✓ aim", "minimum": "✓ minimum", "below": "✗ below"}


def page(report: Report, machine: Sequence[str], conditions: str) -> str:
    """All of it, in Markdown."""
    return "\n".join(_lines(report, machine, conditions)) + "\n"


def _lines(report: Report, machine: Sequence[str], conditions: str) -> Iterator[str]:
    yield "# What the log does, measured against its peers and limits"
    yield ""
    yield conditions
    yield ""
    yield from (f"- {line}" for line in machine)
    yield ""
    yield "| | what | reached | by CPU | minimum | aim | |"
    yield "|---|---|---|---|---|---|---|"
    yield from (_goal(goal) for goal in report.goals)
    yield ""
    yield ("| | what | median | range | p50 ms | p99 ms | CPU s a thousand, by whom | bounded by |")
    yield "|---|---|---|---|---|---|---|---|"
    yield from (_figure(figure) for figure in report.figures)
    if report.notes:
        yield ""
        yield from (f"- {note}" for note in report.notes)


def _goal(goal: Goal) -> str:
    value = f"{goal.value:.2f} {goal.unit}" if "×" in goal.unit else f"{goal.value:.1f} ms"
    by_cpu = "–" if goal.by_cpu is None else f"{goal.by_cpu:.2f} ×"
    limits = f"{goal.minimum:g} | {goal.aim:g}"
    told = f"| {goal.row} | {goal.what} | **{value}** | {by_cpu} | {limits} |"
    return f"{told} {_VERDICTS[goal.verdict]} |"


def _figure(figure: Figure) -> str:
    low, high = figure.span
    p50, p99 = figure.percentile(0.5), figure.percentile(0.99)
    refused = f" ({figure.refused:.1%} told to come again)" if figure.refused else ""
    costs = ", ".join(f"{name} {seconds:.3f}" for name, seconds in figure.cpu.items())
    return (
        f"| {figure.row} | {figure.what}{refused} | {figure.rate:,.0f} {figure.unit} "
        f"| {low:,.0f}–{high:,.0f} | {_ms(p50)} | {_ms(p99)} "
        f"| {sum(figure.cpu.values()):.3f}: {costs} | {figure.bound} |"
    )


def _ms(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"
