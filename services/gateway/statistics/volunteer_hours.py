"""志愿服务时长: minutes credited, and what is pending or was taken back (ST-17)."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from services.gateway.statistics.asked import Window
from services.gateway.statistics.exact import hours_and_minutes, total, within
from services.kernel import Statistic
from services.kernel.readmodel import Cells


def render(cells: Cells, asked: Window, _on: date) -> Mapping[str, object]:
    days = within(asked.begin, asked.end)
    credited = total(cells, "hours", "credited", when=days)
    by: dict[str, Counter[str]] = {"coalition": Counter(), "audience": Counter()}
    for cell, minutes in cells.items():
        match cell:
            case ("hours", ("coalition" | "audience") as side, name, _) if days(cell):
                by[side][name] += minutes
    return {
        "credited_minutes": credited,
        "credited": hours_and_minutes(credited),
        "pending": total(cells, "hours", "pending", when=days),
        "revoked": total(cells, "hours", "revoked", when=days),
        **{
            f"by_{side}": [
                {side: name, "credited_minutes": n, "credited": hours_and_minutes(n)}
                for name, n in sorted(counted.items())
            ]
            for side, counted in by.items()
        },
    }


volunteer_hours = Statistic(name="volunteer-hours", of=("hours",), asked=Window, render=render)
