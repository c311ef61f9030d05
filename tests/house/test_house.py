"""The house keeps its plan: every room reads the same way, and no file outgrows its page."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.kernel.refusal import Refusal
from services.kernel.room import Room
from services.kernel.values import Command, Event
from tests.contracts.publish import ROOMS, messages
from tests.house.promises import TABLE, table

ROOT = Path(__file__).parents[2]
SERVICES = ROOT / "services"
FLOOR_PLAN = ("README.md", "__main__.py", "permissions.py", "reactions.py", "room.py")
PAGE = 200
DRAWERS = {"utils", "helpers", "common", "manager", "service", "handler", "misc"}


def sources() -> Iterator[Path]:
    yield from SERVICES.rglob("*.py")
    yield from (ROOT / "tests").rglob("*.py")


@pytest.mark.parametrize("room", ["petitions", "mediation", "activities"])
def test_every_room_has_the_same_floor_plan(room: str) -> None:
    assert [name for name in FLOOR_PLAN if not (SERVICES / room / name).is_file()] == []


def test_no_source_file_holds_two_thoughts() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in SERVICES.rglob("*.py")
        if (lines := len(path.read_text().splitlines())) > PAGE
    }
    assert long == {}


def test_no_file_is_a_drawer() -> None:
    assert [str(path) for path in sources() if path.stem in DRAWERS] == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in SERVICES.rglob("*.py")
        if path.read_text().strip() and not path.read_text().lstrip().startswith('"""')
    ]
    assert silent == []


def test_no_test_is_skipped_and_none_sleeps() -> None:
    forbidden = re.compile(r"pytest\.(?:skip|mark\.(?:skip|xfail))|time\.sle" + r"ep\(")
    guilty = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "tests").rglob("*.py")
        if forbidden.search(path.read_text())
    ]
    assert guilty == []


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_every_command_has_a_decider_and_a_row_of_permissions(room: Room) -> None:
    categories = {decider.category for decider in room.deciders}
    homeless = [kind.__name__ for kind in room.commands if kind.category not in categories]
    assert homeless == []


def test_every_message_says_what_it_is_about() -> None:
    vague = [
        kind.__name__
        for _, kind in messages()
        if issubclass(kind, Command | Event) and kind.about not in kind.model_fields
    ]
    assert vague == []


def _refusals(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    for each in kind.__subclasses__():
        yield each
        yield from _refusals(each)


def test_every_refusal_has_a_chinese_and_an_english_sentence() -> None:
    speechless = [each.__name__ for each in _refusals(Refusal) if not all(each().sentences)]
    assert speechless == []


def test_m_inv_16_a_inv_23_nothing_anybody_asks_or_tells_has_a_price() -> None:
    priced = [
        f"{kind.__name__}.{field}"
        for _, kind in messages()
        for field in kind.model_fields
        if re.search(r"(^|_)(fee|price|charge|cost)s?($|_)", field)
    ]
    assert priced == []


def test_the_table_of_promises_is_the_tests() -> None:
    assert TABLE.read_text() == table(), "run `make promises`"
