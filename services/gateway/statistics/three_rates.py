"""三率: response, resolution and satisfaction over effective call-backs, and their weighing (ST-5).

Silence is never satisfied: a call-back that did not reach anybody who would speak is not effective.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Self

from pydantic import Field, model_validator

from services.gateway.statistics.asked import Window
from services.gateway.statistics.exact import percent, total, within
from services.kernel import Statistic
from services.kernel.readmodel import Cells

type Share = Annotated[Decimal, Field(ge=0, le=1, decimal_places=4)]


class Asked(Window):
    """The call-backs of which days, and how the three rates weigh in the composite."""

    response_weight: Share = Decimal("0.1")
    resolution_weight: Share = Decimal("0.5")
    satisfaction_weight: Share = Decimal("0.4")
    basic_weight: Share = Decimal("0.9")
    """What a "basically satisfied" counts of a "satisfied"."""

    @model_validator(mode="after")
    def _one_whole(self) -> Self:
        if self.response_weight + self.resolution_weight + self.satisfaction_weight != 1:
            raise ValueError("the three weights are one together")
        return self


def render(cells: Cells, asked: Asked, _on: date) -> Mapping[str, object]:
    days = within(asked.begin, asked.end)
    count = {
        name: total(cells, "callback", name, when=days)
        for name in ("effective", "contacted", "solved", "SATISFIED", "BASIC", "DISSATISFIED")
    }
    effective = count["effective"]
    satisfied = count["SATISFIED"] + Fraction(asked.basic_weight) * count["BASIC"]
    composite = (
        Fraction(asked.response_weight) * count["contacted"]
        + Fraction(asked.resolution_weight) * count["solved"]
        + Fraction(asked.satisfaction_weight) * satisfied
    )
    return {
        "response_percent": percent(count["contacted"], effective),
        "resolution_percent": percent(count["solved"], effective),
        "satisfaction_percent": percent(satisfied, effective),
        "composite": percent(composite, effective),
        "effective": effective,
        "contacted": count["contacted"],
        "solved": count["solved"],
        "satisfied": count["SATISFIED"],
        "basically_satisfied": count["BASIC"],
        "dissatisfied": count["DISSATISFIED"],
        "weights": {
            "response": str(asked.response_weight),
            "resolution": str(asked.resolution_weight),
            "satisfaction": str(asked.satisfaction_weight),
            "basic": str(asked.basic_weight),
        },
    }


three_rates = Statistic(name="three-rates", of=("petitions",), asked=Asked, render=render)
