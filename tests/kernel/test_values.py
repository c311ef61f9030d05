"""Messages are exact about types, closed to unknown fields, and never change."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Annotated

import pytest
from pydantic import ValidationError

from services.kernel import Code, Event, Instant, Line, Value
from services.kernel.values import kebab
from tests.kernel import library


class Form(Value):
    number: int
    at: Instant
    code: Code
    line: Line
    tags: tuple[str, ...] = ()


class Pages(Event, category="book", about="book_id"):
    book_id: Annotated[Code, "which"]


GOOD = '{"number": 1, "at": "2024-11-04T12:00:00+08:00", "code": "E01", "line": "好"}'


def form(**changed: object) -> Form:
    whole = {"number": 1, "at": datetime(2024, 11, 4, tzinfo=UTC), "code": "E01", "line": "好"}
    return Form.model_validate({**whole, **changed})


def test_a_moment_is_kept_in_utc_whatever_its_zone() -> None:
    assert Form.model_validate_json(GOOD).at == datetime(2024, 11, 4, 4, 0, tzinfo=UTC)
    beijing = timezone(timedelta(hours=8))
    said = form(at=datetime(2024, 11, 4, 12, 0, tzinfo=beijing)).model_dump_json()
    assert '"at":"2024-11-04T04:00:00Z"' in said


@pytest.mark.parametrize(
    "changed",
    [
        {"number": 1.0},
        {"number": "1"},
        {"number": True},
        {"at": datetime(2024, 11, 4)},  # noqa: DTZ001 a naive time is the point
        {"at": "2024-11-04T12:00:00+08:00"},
        {"code": ""},
        {"code": "a b"},
        {"code": "一号"},
        {"code": "a" * 49},
        {"line": ""},
        {"line": "a" * 401},
        {"tags": ["a"]},
        {"unknown": 1},
    ],
)
def test_a_wrong_value_never_becomes_a_message(changed: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        form(**changed)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('"number": 1', '"number": 1.5'),
        ('"number": 1', '"number": "1"'),
        ("+08:00", ""),
        ('"line": "好"', '"line": "好", "more": 1'),
    ],
)
def test_what_comes_as_json_is_held_to_the_same(right: str, wrong: str) -> None:
    with pytest.raises(ValidationError):
        Form.model_validate_json(GOOD.replace(right, wrong))


def test_a_message_does_not_change() -> None:
    with pytest.raises(ValidationError):
        form().number = 2  # type: ignore[misc]
    assert form() == form()
    assert form() != form(number=2)


def test_a_message_names_its_stream() -> None:
    assert Pages(book_id="b-1").stream == "book-b-1"
    assert library.MoveBook(shelf="s1", book="b", to="s2").stream == "shelf-s1"
    assert (library.BuildShelf.creates, library.PutBook.creates) == (True, False)


def test_a_class_name_reads_as_a_slug() -> None:
    assert kebab("EstateHasStation") == "estate-has-station"
    assert kebab("Unknown") == "unknown"
