"""The check itself: what it lets pass, and what it stops."""

import pytest

from tests.contracts.compatibility import Schema, narrowed


def an_event(required: tuple[str, ...] = ("which",), **properties: Schema) -> Schema:
    which = {"type": "string", "format": "uuid"}
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {"which": which, **properties},
        "required": list(required),
    }


LINE = {"type": "string", "maxLength": 400}
COLOUR = {"enum": ["GREEN", "YELLOW"], "type": "string"}
MAYBE = {"anyOf": [{"type": "integer"}, {"type": "null"}]}


def test_an_equal_schema_may_be_published() -> None:
    assert narrowed(an_event(note=LINE), an_event(note=LINE)) == []


def test_an_optional_field_may_be_added() -> None:
    assert narrowed(an_event(), an_event(note=LINE)) == []


def test_an_enum_may_be_widened() -> None:
    wider = {"enum": ["GREEN", "YELLOW", "RED"], "type": "string"}
    assert narrowed(an_event(risk=COLOUR), an_event(risk=wider)) == []


def test_a_field_may_become_nullable() -> None:
    assert narrowed(an_event(count={"type": "integer"}), an_event(count=MAYBE)) == []


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        (an_event(note=LINE), an_event(), "/note: the field is gone"),
        (an_event(note=LINE), an_event(remark=LINE), "/note: the field is gone"),
        (an_event(), an_event(("which", "note"), note=LINE), "/note: the field became required"),
        (
            an_event(note=LINE),
            an_event(note={"type": "string", "maxLength": 40}),
            "/note: maxLength fell to 40",
        ),
        (
            an_event(note=LINE),
            an_event(note={"type": "integer"}),
            "/note: type string became integer",
        ),
        (
            an_event(risk=COLOUR),
            an_event(risk={"enum": ["GREEN"], "type": "string"}),
            "/risk: values are no longer accepted: ['YELLOW']",
        ),
        (
            an_event(count=MAYBE),
            an_event(count={"type": "integer"}),
            "/count: null is no longer accepted",
        ),
        (
            an_event(note=LINE),
            an_event(note={**LINE, "pattern": "^a"}),
            "/note: pattern became ^a",
        ),
        (
            an_event(note=LINE),
            an_event(note={**LINE, "not": {}}),
            "/note: keyword not is not understood",
        ),
    ],
)
def test_what_narrows_is_named(old: Schema, new: Schema, finding: str) -> None:
    assert finding in narrowed(old, new)
