"""供需: what was ordered, and how far it came, for old, young and youth (ST-19)."""

from collections.abc import Callable, Mapping
from datetime import date

from services.contracts.activities.words import Audience
from services.gateway.statistics.asked import Window
from services.gateway.statistics.exact import total, within
from services.kernel import Statistic
from services.kernel.readmodel import Cell, Cells

MEASURES = (
    "placed",
    "approved",
    "rejected",
    "dispatched",
    "accepted",
    "delivered",
    "rated",
    "unfilled",
    "cancelled",
)


def render(cells: Cells, asked: Window, _on: date) -> Mapping[str, object]:
    """Orders placed in the window, by how far each has come since."""
    days = within(asked.begin, asked.end)
    return {
        **{name: total(cells, "order", name, when=days) for name in MEASURES},
        "by_audience": [
            {"audience": audience, **_of(cells, audience, days)} for audience in Audience
        ],
    }


def _of(cells: Cells, audience: Audience, days: Callable[[Cell], bool]) -> dict[str, int]:
    return {name: total(cells, "order", name, audience, when=days) for name in MEASURES}


demand_and_supply = Statistic(name="demand-and-supply", of=("orders",), asked=Window, render=render)
