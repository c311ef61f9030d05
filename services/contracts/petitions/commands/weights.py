"""Asked about how the three rates weigh (三率权重): the law says nothing (P-LAW-18)."""

from typing import Annotated

from pydantic import Field

from services.kernel import Code, Command, Line

type Permille = Annotated[int, Field(ge=0, le=1000)]
"""Thousandths, so that weights are exact."""


class WeightsCommand(Command, category="weights", about="scheme"):
    """Asked about one scheme of weights."""

    scheme: Code


class PublishRateWeights(WeightsCommand, creates=True):
    """Publish how the rates weigh in the composite, one thousand together, and what a "basically
    satisfied" counts of a "satisfied". Another edition says why. The scheme is `three-rates`."""

    response: Permille
    resolution: Permille
    satisfaction: Permille
    basic: Permille
    source: Line
    reason: Line | None = None


weights_commands: tuple[type[Command], ...] = (PublishRateWeights,)
