"""What was ever published stays: no event or command renamed, narrowed, or short of a field."""

import json
from pathlib import Path

import pytest
from pydantic import BaseModel

from services.kernel.room import Room
from services.kernel.values import Event
from services.plumbing.asyncapi import document
from tests.contracts.compatibility import narrowed
from tests.contracts.publish import (
    GOLDEN,
    ROOMS,
    SCHEMAS,
    golden_files,
    messages,
    schema,
    schema_file,
)

KNOWN = {schema_file(room, kind): (room, kind) for room, kind in messages()}
EVENTS = [(room, kind) for room, kind in messages() if issubclass(kind, Event)]


@pytest.mark.parametrize("path", sorted(SCHEMAS.rglob("*.json")), ids=lambda path: path.stem)
def test_a_published_message_is_still_accepted(path: Path) -> None:
    name, _, version = path.stem.partition(".v")
    current = {kind.__name__: kind for _, kind in messages()}
    assert name in current, f"{name} was renamed or dropped"
    assert not version or int(version) <= getattr(current[name], "schema_version", 1)

    if path in KNOWN:
        assert narrowed(json.loads(path.read_text()), schema(KNOWN[path][1])) == []


@pytest.mark.parametrize(
    ("room", "kind"), list(messages()), ids=lambda each: getattr(each, "__name__", "")
)
def test_every_message_has_its_published_schema(room: Room, kind: type[BaseModel]) -> None:
    published = json.loads(schema_file(room, kind).read_text())

    assert published == schema(kind), "run `make contracts` (with --renew if it only widened)"


@pytest.mark.parametrize(("room", "kind"), EVENTS, ids=lambda each: getattr(each, "__name__", ""))
def test_every_event_has_its_golden_example(room: Room, kind: type[Event]) -> None:
    assert golden_files(room, kind)


@pytest.mark.parametrize("path", sorted(GOLDEN.rglob("*.json")), ids=lambda path: path.stem)
def test_golden_bytes_of_every_version_and_edition_are_still_read(path: Path) -> None:
    words = next(room.events for room in ROOMS if room.name == path.parent.name)
    name, _, edition = path.stem.partition(".v")
    stored = path.read_bytes().removesuffix(b"\n")
    event = words.decode(name, int(edition.partition(".")[0]), stored)

    assert words.decode(name, event.schema_version, words.encode(event)) == event


@pytest.mark.parametrize(("room", "kind"), EVENTS, ids=lambda each: getattr(each, "__name__", ""))
def test_the_newest_golden_bytes_are_written_alike(room: Room, kind: type[Event]) -> None:
    stored = golden_files(room, kind)[-1].read_bytes().removesuffix(b"\n")
    event = room.events.decode(kind.__name__, kind.schema_version, stored)

    assert room.events.encode(event) == stored


def test_class_names_are_unique_in_the_house() -> None:
    names = [kind.__name__ for _, kind in messages()]
    assert sorted(names) == sorted(set(names))


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_asyncapi_describes_every_message_without_a_warning(room: Room) -> None:
    described = document(room)

    assert described["asyncapi"].startswith("3.")
    asked = [command for command in room.commands if not command.internal]
    assert len(described["channels"]) == len(room.events.types) + len(asked)
