"""驿站概览: how many petitions came, how many are resolved (ST-1)."""

from collections.abc import Mapping
from datetime import date

from services.gateway.statistics.asked import Nothing
from services.gateway.statistics.exact import percent, total
from services.kernel import Statistic
from services.kernel.readmodel import Cells


def render(cells: Cells, _asked: Nothing, _on: date) -> Mapping[str, object]:
    received, resolved = total(cells, "received"), total(cells, "resolved")
    return {
        "received": received,
        "resolved": resolved,
        "resolved_percent": percent(resolved, received),
    }


headline = Statistic(name="headline", of=("petitions",), asked=Nothing, render=render)
