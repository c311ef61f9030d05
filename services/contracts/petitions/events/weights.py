"""What is told of how the three rates weigh.

Names and fields are kept for good: add freely, never rename, never remove.
"""

from services.kernel import Code, Event, Line


class WeightsEvent(Event, category="weights", about="scheme"):
    """About one scheme of weights."""

    scheme: Code


class RateWeightsPublished(WeightsEvent):
    """In thousandths. A later edition replaces this one, from when it is published."""

    edition: int
    response: int
    resolution: int
    satisfaction: int
    basic: int
    source: Line
    reason: Line | None
    """Why it was published again; None for the first edition."""


weights_events: tuple[type[Event], ...] = (RateWeightsPublished,)
