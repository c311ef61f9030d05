"""States are filled quickly, and are what frozen keyword-only dataclasses are."""

from collections.abc import Mapping
from dataclasses import FrozenInstanceError, field
from typing import Any

import pytest

from services.kernel import State, replace


class Plain(State):
    name: str
    seats: int = 3
    seen: Mapping[str, int] = field(default_factory=dict)


class Wider(Plain):
    place: str


def test_fields_defaults_and_made_defaults_are_filled() -> None:
    one, other = Plain(name="a"), Plain(name="b", seats=4, seen={"x": 1})
    assert (one.name, one.seats, one.seen) == ("a", 3, {})
    assert (other.name, other.seats, other.seen) == ("b", 4, {"x": 1})
    assert one.seen is not Plain(name="c").seen


def test_what_is_inherited_comes_first_and_nothing_is_positional() -> None:
    make: Any = Wider
    assert make(name="a", place="p") == Wider(name="a", seats=3, seen={}, place="p")
    for wrong in ({"name": "a"}, {"name": "a", "place": "p", "colour": "red"}):
        with pytest.raises(TypeError):
            make(**wrong)
    with pytest.raises(TypeError):
        make("a", place="p")


def test_nothing_is_changed_afterwards_but_in_a_copy() -> None:
    one: Any = Plain(name="a")
    with pytest.raises(FrozenInstanceError):
        one.name = "b"
    assert replace(one, name="b") == Plain(name="b")
    assert one == Plain(name="a")
