"""覆盖率: built stations of the estates there are; the Party organisations of estates (ST-20).

Three counts of three things: none of them is derived from another.
"""

from collections.abc import Mapping
from datetime import date

from services.gateway.statistics.asked import Nothing
from services.gateway.statistics.exact import percent, total
from services.kernel import Statistic
from services.kernel.readmodel import Cells

OF_ESTATES = "2"
"""The level of an estate's (special) Party organisation."""


def render(cells: Cells, _asked: Nothing, _on: date) -> Mapping[str, object]:
    built, planned = total(cells, "station", "built"), total(cells, "estate")
    return {
        "built": built,
        "planned": planned,
        "percent": percent(built, planned),
        "party_organisations": total(cells, "party", OF_ESTATES),
    }


coverage = Statistic(
    name="coverage", of=("stations", "estates", "party-orgs"), asked=Nothing, render=render
)
