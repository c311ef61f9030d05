"""How minutes are counted: a union, cut to the task, in quarters of an hour (A-INV-6)."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.activities.orders.credit import Span, minutes, served
from tests.activities.cast import END, START

MINUTE = timedelta(minutes=1)


def span(begins: int, ends: int) -> Span:
    """From one minute after the start of a day to another."""
    return Span(begins=START + begins * MINUTE, ends=START + ends * MINUTE)


@pytest.mark.parametrize(
    ("arrived", "left", "credited"),
    [
        (START, END, 120),
        (START - 30 * MINUTE, END + 30 * MINUTE, 180),
        (START - 300 * MINUTE, END + 300 * MINUTE, 180),
        (START + 1 * MINUTE, END, 105),
        (START, END - 1 * MINUTE, 105),
        (START, START + 14 * MINUTE, 0),
        (START, START + 15 * MINUTE, 15),
        (START - 300 * MINUTE, START - 200 * MINUTE, 0),
        (END + 31 * MINUTE, END + 90 * MINUTE, 0),
    ],
)
def test_a_inv_6_a_presence_is_cut_to_the_task_and_rounded_down(
    arrived: datetime, left: datetime, credited: int
) -> None:
    assert minutes([served(arrived, left, START, END)]) == credited


def test_a_inv_6_a_minute_served_twice_counts_once() -> None:
    assert minutes([span(0, 120), span(60, 180)]) == 180
    assert minutes([span(0, 120), span(0, 120)]) == 120
    assert minutes([span(0, 120), span(30, 60)]) == 120


def test_apart_each_time_is_rounded_down_by_itself() -> None:
    assert minutes([span(0, 29), span(100, 129)]) == 30


spans = st.lists(
    st.builds(
        lambda begins, length: span(begins, begins + length),
        st.integers(0, 1440),
        st.integers(0, 600),
    ),
    max_size=12,
)


@given(spans.flatmap(lambda times: st.tuples(st.just(times), st.permutations(times))))
def test_the_order_of_verification_does_not_matter(
    orders: tuple[list[Span], list[Span]],
) -> None:
    one, other = orders
    assert minutes(one) == minutes(other)


@given(spans)
def test_never_more_than_the_time_that_passed(times: list[Span]) -> None:
    covered = {
        minute
        for each in times
        for minute in range((each.begins - START) // MINUTE, (each.ends - START) // MINUTE)
    }
    assert 0 <= minutes(times) <= len(covered)
    assert minutes(times) % 15 == 0


@given(spans, st.integers(0, 1440), st.integers(0, 600))
def test_more_service_never_means_fewer_minutes(
    times: list[Span], begins: int, length: int
) -> None:
    assert minutes([*times, span(begins, begins + length)]) >= minutes(times)


@given(spans)
def test_a_day_has_at_most_a_days_minutes(times: list[Span]) -> None:
    within = [
        Span(begins=each.begins, ends=min(each.ends, START + timedelta(days=1)))
        for each in times
        if each.begins <= START + timedelta(days=1)
    ]
    assert minutes(within) <= 24 * 60
