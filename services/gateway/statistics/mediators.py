"""调解员与工作室: who may mediate on a day, which studios have a plaque then (ST-14, ST-15)."""

from collections.abc import Mapping
from datetime import date

from services.gateway.statistics.exact import total
from services.kernel import Statistic, Value
from services.kernel.readmodel import Cell, Cells


class Asked(Value):
    """The day on which a certificate must be valid; without it, the day asked about."""

    day: date | None = None


def render(cells: Cells, asked: Asked, on: date) -> Mapping[str, object]:
    day = (asked.day or on).isoformat()

    def valid(cell: Cell) -> bool:
        valid_from, valid_to = cell[2], cell[3]
        return valid_from <= day <= valid_to

    gold = total(cells, "mediator", "GOLD", when=valid)
    regular = total(cells, "mediator", "REGULAR", when=valid)
    return {
        "gold": gold,
        "regular": regular,
        "total": gold + regular,
        "studios": total(cells, "studio", when=lambda cell: cell[1] <= day),
        "day": day,
    }


mediators = Statistic(name="mediators", of=("mediators", "studios"), asked=Asked, render=render)
