"""The arithmetic of credited minutes (A-INV-6): a union of times, never their sum.

Times that overlap or touch are one stretch; each stretch is rounded down to a quarter of an hour.
So the total depends on which times were served, not on the order in which they were verified.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise

from services.kernel import State

STEP = timedelta(minutes=15)
AROUND_THE_TASK = timedelta(minutes=30)
"""Setting up and clearing away count; travel does not."""


class Span(State):
    """From one moment to another, not before it."""

    begins: datetime
    ends: datetime


def served(arrived: datetime, left: datetime, starts_at: datetime, ends_at: datetime) -> Span:
    """What counts of a presence: cut to half an hour around the task."""
    begins = max(arrived, starts_at - AROUND_THE_TASK)
    ends = min(left, ends_at + AROUND_THE_TASK)
    return Span(begins=begins, ends=max(begins, ends))


def minutes(spans: Iterable[Span]) -> int:
    """Credited for all of these together."""
    return sum((each.ends - each.begins) // STEP * 15 for each in _stretches(spans))


def _stretches(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans, key=lambda each: each.begins):
        if merged and span.begins <= merged[-1].ends:
            last = merged.pop()
            span = Span(begins=last.begins, ends=max(last.ends, span.ends))
        merged.append(span)
    assert all(one.ends < next_.begins for one, next_ in pairwise(merged))
    return merged
