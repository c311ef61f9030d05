"""A room asks the bus for the events its reactions speak of: not one less, not one more."""

import ast
import inspect
import textwrap

import pytest

from services.kernel.room import Hearing
from tests.contracts.publish import ROOMS

HEARINGS = [(room.name, heard, each) for room in ROOMS for heard, each in room.hears.items()]


def spoken_of(hearing: Hearing) -> set[str]:
    """The classes in the `case` lines of a reaction."""
    source = textwrap.dedent(inspect.getsource(hearing.react))
    patterns = [each for each in ast.walk(ast.parse(source)) if isinstance(each, ast.MatchClass)]
    return {each.cls.id for each in patterns if isinstance(each.cls, ast.Name)}


@pytest.mark.parametrize(("room", "heard", "hearing"), HEARINGS)
def test_a_room_hears_what_its_reaction_speaks_of(room: str, heard: str, hearing: Hearing) -> None:
    assert set(hearing.words.types) == spoken_of(hearing), f"{room} hears {heard}"
    assert spoken_of(hearing)
