"""A bag is read as it was written, and holds no more than a message may."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kernel.ask import Ask
from services.plumbing import wire
from services.plumbing.bags import (
    MOST_BYTES,
    MOST_LETTERS,
    answered,
    bag,
    replies,
    together,
    unpacked,
)
from tests.plumbing.test_wire import KINDS, asks


@given(st.lists(asks, min_size=1, max_size=MOST_LETTERS))
def test_what_is_put_into_a_bag_comes_out_of_it_in_order(every: list[Ask]) -> None:
    letters = unpacked(bag(wire.written(ask) for ask in every))
    assert [wire.read(KINDS, letter) for letter in letters] == every


@pytest.mark.parametrize(
    "no_bag",
    [
        b"",
        b"{}",
        b"RegisterUnit\n\n{}",
        b"RegisterUnit\n\n{}\n{}\n",
        b"\xff\n\n{}\n{}",
        b"\n".join([b"RegisterUnit", b"", b"{}", b"{}"] * (MOST_LETTERS + 1)),
        b"RegisterUnit\n\n{}\n" + b"x" * (2 * MOST_BYTES),
    ],
)
def test_what_is_no_bag_is_not_understood(no_bag: bytes) -> None:
    with pytest.raises(wire.NotUnderstood):
        unpacked(no_bag)


def test_answers_come_back_to_the_letters_that_they_answer() -> None:
    said = b"\n".join([answered(2, b'{"a":1}'), answered(0, b'{"b":2}')])
    assert list(replies(said)) == [(2, b'{"a":1}'), (0, b'{"b":2}')]


@pytest.mark.parametrize("odd", [b"", b"0", b"0\n{}\n1", b"x\n{}"])
def test_what_is_no_answer_to_a_bag_is_told(odd: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        list(replies(odd))


@given(st.lists(st.integers(0, MOST_BYTES), max_size=3 * MOST_LETTERS))
def test_one_message_carries_no_more_than_it_may(sizes: list[int]) -> None:
    parts = list(together(sizes, int))
    assert [size for part in parts for size in part] == sizes
    assert all(0 < len(part) <= MOST_LETTERS and sum(part) <= MOST_BYTES for part in parts)


def test_what_is_larger_than_a_bag_stands_alone() -> None:
    assert list(together([1, MOST_BYTES + 1, 2], int)) == [[1], [MOST_BYTES + 1], [2]]
