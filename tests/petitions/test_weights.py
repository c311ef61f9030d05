"""How the three rates weigh is the street's to publish, a thousand together (P-LAW-18)."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from services.contracts.petitions.commands.weights import PublishRateWeights
from services.contracts.petitions.events import petitions_events
from services.contracts.petitions.events.weights import RateWeightsPublished
from services.gateway.readmodels.rate_weights import contributes, rate_weights
from services.gateway.statistics.three_rates import Asked, render
from services.kernel.readmodel import Cell
from services.petitions.standards import weights
from services.petitions.standards.refusals import (
    NoSuchScheme,
    WeightsAreNotOne,
    WeightsNeedReason,
)
from tests.gateway.paper import Paper
from tests.petitions.cast import street
from tests.scenario import Scenario

publish = PublishRateWeights(
    scheme="three-rates",
    response=300,
    resolution=350,
    satisfaction=350,
    basic=900,
    source="街道〔2024〕3号",
)
given = Scenario(weights.decider, petitions_events, street).given


def told(edition: int = 1, **other: Any) -> RateWeightsPublished:
    said = {**dict(publish), "edition": edition, **other}
    return RateWeightsPublished(**said)


def test_p_law_18_weights_are_published_and_again_with_a_reason() -> None:
    given().when(publish).then(told())
    given(told()).when(publish).then()
    other = publish.model_copy(update={"basic": 800})
    given(told()).when(other).refused(WeightsNeedReason)
    why = other.model_copy(update={"reason": "全年考核办法调整"})
    given(told()).when(why).then(told(2, basic=800, reason="全年考核办法调整"))


def test_they_are_a_thousand_together_and_of_the_three_rates() -> None:
    given().when(publish.model_copy(update={"response": 299})).refused(WeightsAreNotOne)
    given().when(publish.model_copy(update={"scheme": "four-rates"})).refused(NoSuchScheme)


DAY = "2024-11-04"
CALL_BACKS: dict[Cell, int] = {
    ("callback", "effective", DAY): 27,
    ("callback", "contacted", DAY): 26,
    ("callback", "solved", DAY): 25,
    ("callback", "SATISFIED", DAY): 20,
    ("callback", "BASIC", DAY): 4,
    ("callback", "DISSATISFIED", DAY): 3,
}
AS_IN_PRACTICE = Asked(
    response_weight=Decimal("0.1"),
    resolution_weight=Decimal("0.5"),
    satisfaction_weight=Decimal("0.4"),
)


@pytest.mark.parametrize(
    ("published", "asked", "composite"),
    [(False, Asked(), "90.89"), (True, Asked(), "91.89"), (True, AS_IN_PRACTICE, "90.89")],
    ids=["the default", "as published", "as asked"],
)
def test_p_law_19_the_composite_is_weighed_as_asked_or_published_or_by_default(
    published: bool, asked: Asked, composite: str
) -> None:
    """The reference's street: 10/50/40 gives 90.89, 30/35/35 gives 91.89."""
    card = Paper().tell(told()).card(rate_weights)
    cells: dict[Cell, int] = dict(CALL_BACKS)
    if published:
        cells |= contributes(card)
    figures = render(cells, asked, date(2024, 12, 31))
    assert figures["composite"] == composite
