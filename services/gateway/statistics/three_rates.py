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
from services.kernel import Statistic, Value
from services.kernel.readmodel import Cells

type Share = Annotated[Decimal, Field(ge=0, le=1, decimal_places=4)]


class Weights(Value):
    """How the three rates weigh; `basic`: what a "basically satisfied" counts of a "satisfied"."""

    response: Decimal = Decimal("0.1")
    resolution: Decimal = Decimal("0.5")
    satisfaction: Decimal = Decimal("0.4")
    basic: Decimal = Decimal("0.9")


DEFAULT = Weights()
"""A working formula seen in practice (P-LAW-19); the law gives none (P-LAW-18)."""


class Asked(Window):
    """The call-backs of which days, and how the three rates weigh in the composite: as the street
    published it last, or as asked; of three weights those not asked are the default's."""

    response_weight: Share | None = None
    resolution_weight: Share | None = None
    satisfaction_weight: Share | None = None
    basic_weight: Share | None = None

    @property
    def three(self) -> Mapping[str, Decimal]:
        """The weights of the three rates; empty where none is asked."""
        names = ("response", "resolution", "satisfaction")
        said = {name: getattr(self, f"{name}_weight") for name in names}
        if all(each is None for each in said.values()):
            return {}
        return {name: getattr(DEFAULT, name) if it is None else it for name, it in said.items()}

    @model_validator(mode="after")
    def _one_whole(self) -> Self:
        if self.three and sum(self.three.values()) != 1:
            raise ValueError("the three weights are one together")
        return self


def weights(cells: Cells, asked: Asked) -> Weights:
    """What is asked before what is published, and that before the default."""
    known: dict[str, Decimal] = {}
    if total(cells, "weight", "published"):
        known = {
            name: Decimal(total(cells, "weight", name)) / 1000 for name in Weights.model_fields
        }
    basic = {} if asked.basic_weight is None else {"basic": asked.basic_weight}
    return Weights(**known | dict(asked.three) | basic)


def render(cells: Cells, asked: Asked, _on: date) -> Mapping[str, object]:
    days = within(asked.begin, asked.end)
    count = {
        name: total(cells, "callback", name, when=days)
        for name in ("effective", "contacted", "solved", "SATISFIED", "BASIC", "DISSATISFIED")
    }
    effective, weighing = count["effective"], weights(cells, asked)
    satisfied = count["SATISFIED"] + Fraction(weighing.basic) * count["BASIC"]
    composite = (
        Fraction(weighing.response) * count["contacted"]
        + Fraction(weighing.resolution) * count["solved"]
        + Fraction(weighing.satisfaction) * satisfied
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
        "weights": {name: str(weight) for name, weight in weighing},
    }


three_rates = Statistic(
    name="three-rates", of=("petitions", "rate-weights"), asked=Asked, render=render
)
