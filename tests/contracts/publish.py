"""`make contracts`: write the schema and one golden example of every message that has none yet.

What is published is kept: an example that exists is never rewritten. Of an event that only widened
(a new field with a default) the schema is renewed and the example gets a next edition, by hand
(`--renew`): `X.v1.json`, then `X.v1.2.json`.
"""

import json
import sys
from collections.abc import Iterator
from itertools import count, takewhile
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from services.activities.room import room as activities
from services.kernel.room import Room
from services.kernel.values import Event
from services.mediation.room import room as mediation
from services.petitions.room import room as petitions
from tests.contracts.compatibility import narrowed
from tests.contracts.examples import example

ROOMS: tuple[Room, ...] = (petitions, mediation, activities)
SCHEMAS = Path(__file__).parents[2] / "services" / "contracts" / "schemas"
GOLDEN = Path(__file__).parent / "golden"


def schema_file(room: Room, kind: type[BaseModel]) -> Path:
    """Where a message's schema is published: `<room>/events/PetitionRegistered.v1.json`."""
    if issubclass(kind, Event):
        return SCHEMAS / room.name / "events" / f"{kind.__name__}.v{kind.schema_version}.json"
    return SCHEMAS / room.name / "commands" / f"{kind.__name__}.json"


def golden_files(room: Room, kind: type[Event]) -> list[Path]:
    """Where the exact bytes of an event's example are kept, every edition of its version."""
    first = GOLDEN / room.name / f"{kind.__name__}.v{kind.schema_version}.json"
    if not first.exists():
        return []
    later = (first.with_suffix(f".{n}.json") for n in count(2))
    return [first, *takewhile(Path.exists, later)]


def messages() -> Iterator[tuple[Room, type[BaseModel]]]:
    """Everything that crosses the wire."""
    for room in ROOMS:
        for event in room.events.types.values():
            yield room, event
        for command in room.commands:
            if not command.internal:
                yield room, command


def schema(kind: type[BaseModel]) -> dict[str, Any]:
    return kind.model_json_schema(mode="validation")


def main(renew: bool) -> None:
    for room, kind in messages():
        path = schema_file(room, kind)
        if renew and path.exists() and narrowed(json.loads(path.read_text()), schema(kind)):
            sys.exit(f"{path.name}: narrower than published; make it a new version or a new class")
        if renew or not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(schema(kind), ensure_ascii=False, indent=1) + "\n")
        if issubclass(kind, Event):
            _example(room, kind, renew)


def _example(room: Room, kind: type[Event], renew: bool) -> None:
    editions = golden_files(room, kind)
    said = room.events.encode(example(kind)) + b"\n"
    if editions and (not renew or editions[-1].read_bytes() == said):
        return
    edition = f".{len(editions) + 1}" if editions else ""
    golden = GOLDEN / room.name / f"{kind.__name__}.v{kind.schema_version}{edition}.json"
    golden.parent.mkdir(parents=True, exist_ok=True)
    golden.write_bytes(said)


if __name__ == "__main__":
    main("--renew" in sys.argv)
