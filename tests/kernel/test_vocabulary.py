"""Events are written exactly and read tolerantly, old shapes lifted on the way in."""

from typing import ClassVar

import pytest
from pydantic import ValidationError

from services.kernel import Code, Event, Line, Value, Vocabulary
from services.kernel.vocabulary import UnknownEvent


class Place(Value):
    room: Line
    floor: int = 0


class BookMoved(Event, category="book", about="book"):
    schema_version: ClassVar[int] = 3

    book: Code
    to: Place


class BookLost(Event, category="book", about="book"):
    book: Code


def renamed(body: dict[str, object]) -> dict[str, object]:
    return {"book": body["id"], "room": body["room"]}


def placed(body: dict[str, object]) -> dict[str, object]:
    return {"book": body["book"], "to": {"room": body["room"]}}


words = Vocabulary[Event](
    "library",
    [BookMoved, BookLost],
    {("BookMoved", 1): renamed, ("BookMoved", 2): placed},
)
MOVED = BookMoved(book="emma", to=Place(room="阅览室", floor=2))


def test_the_bytes_are_the_fields_in_their_order() -> None:
    said = words.encode(MOVED)
    assert said == '{"book":"emma","to":{"room":"阅览室","floor":2}}'.encode()
    assert words.decode("BookMoved", 3, said) == MOVED


def test_old_shapes_are_lifted_version_by_version() -> None:
    as_of_one = b'{"id": "emma", "room": "hall"}'
    as_of_two = b'{"book": "emma", "room": "hall"}'
    lifted = BookMoved(book="emma", to=Place(room="hall"))
    assert words.decode("BookMoved", 1, as_of_one) == lifted
    assert words.decode("BookMoved", 2, as_of_two) == lifted


def test_fields_of_a_newer_writer_are_passed_over() -> None:
    newer = b'{"book": "emma", "by": "ada", "to": {"room": "hall", "shelf": {"n": 1}}}'
    assert words.decode("BookMoved", 3, newer) == BookMoved(book="emma", to=Place(room="hall"))


def test_what_is_read_is_still_of_the_right_type() -> None:
    with pytest.raises(ValidationError):
        words.decode("BookLost", 1, b'{"book": 7}')
    with pytest.raises(ValidationError):
        words.decode("BookLost", 1, b"{}")


@pytest.mark.parametrize(("name", "version"), [("BookBurnt", 1), ("BookMoved", 4)])
def test_an_event_never_declared_is_unknown(name: str, version: int) -> None:
    with pytest.raises(UnknownEvent):
        words.decode(name, version, b"{}")


def test_an_old_shape_without_a_way_up_is_unknown() -> None:
    forgetful = Vocabulary[Event]("library", [BookMoved], {("BookMoved", 2): placed})
    with pytest.raises(UnknownEvent, match="BookMoved v1 has no way up"):
        forgetful.decode("BookMoved", 1, b'{"id": "emma", "room": "hall"}')
