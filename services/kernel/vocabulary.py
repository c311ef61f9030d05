"""All the events one room says (or hears), as bytes and back, old shapes lifted on the way in.

Written exactly, read tolerantly: encoding is strict and deterministic, decoding ignores fields
that a newer writer added. An upcaster is a pure dict → dict from one schema version to the next.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from services.kernel.values import Event

type Upcaster = Callable[[dict[str, object]], dict[str, object]]


class UnknownEvent(Exception):
    """A stored event whose type or version this vocabulary does not know."""


UNREADABLE = (UnknownEvent, ValidationError)
"""What `Vocabulary.decode` raises of an event that this program cannot read."""


class Vocabulary[E: Event]:
    """The events of one room by name. `upcasters` maps (type, from version) to the lift to
    version + 1."""

    def __init__(
        self,
        room: str,
        events: Iterable[type[E]],
        upcasters: Mapping[tuple[str, int], Upcaster] | None = None,
    ) -> None:
        self.room = room
        self.types: dict[str, type[E]] = {event.__name__: event for event in events}
        self._upcasters = dict(upcasters or {})
        # A replay asks a million times: what each name leads to is looked up once.
        self._read: dict[str, tuple[int | None, Callable[..., Any]]] = {
            name: (kind.schema_version, kind.__pydantic_validator__.validate_json)
            for name, kind in self.types.items()
        }

    def only(self, *kinds: type[E]) -> "Vocabulary[E]":
        """These words and no others, for whoever listens to nothing else."""
        return Vocabulary(self.room, kinds, self._upcasters)

    def encode(self, event: E) -> bytes:
        """The exact bytes that are stored, published, hashed and signed: fields in declared
        order."""
        return type(event).__pydantic_serializer__.to_json(event)

    def decode(self, name: str, version: int, body: bytes) -> E:
        """The event these bytes say.

        Raises UnknownEvent for a type or version never declared here, ValidationError for a body
        that does not fit its type.
        """
        current, read = self._read.get(name, (None, _unread))
        if version != current:
            body = self._lift(name, version, current, body)
        event: E = read(body, extra="ignore")
        return event

    def _lift(self, name: str, version: int, current: int | None, body: bytes) -> bytes:
        if current is None or version > current:
            raise UnknownEvent(f"{self.room}: {name} v{version}")
        lifted = json.loads(body)
        for old in range(version, current):
            upcaster = self._upcasters.get((name, old))
            if upcaster is None:
                raise UnknownEvent(f"{self.room}: {name} v{old} has no way up")
            lifted = upcaster(lifted)
        return json.dumps(lifted).encode()


def _unread(*_: object, **__: object) -> None:
    """An unknown name is refused before this."""
    raise AssertionError("no event")
