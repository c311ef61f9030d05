"""What is told of one piece of work, and the ids by which others know it.

A trace is a request: its id is the correlation id of every command and event that follows. The ids
of spans follow from the ids of commands and events, so that a program knows which span its own
stands below without being told: it holds for events read from a table or a feed, too.
"""

import re
from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple
from uuid import UUID

type Kind = Literal["server", "client", "internal", "producer", "consumer"]
type About = Mapping[str, str | int]

_TRACEPARENT = re.compile(r"00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]([0-9a-f])")


class Span(NamedTuple):
    """A piece of work that is over. `about` never says who, nor what anybody wrote."""

    kind: Kind
    name: str
    trace: int
    id: int
    parent: int  # 0 for none
    began: int  # nanoseconds since 1970
    ended: int
    about: About
    failed: bool


type Tell = Callable[[Span], None]
"""Takes it and returns at once, whatever becomes of it."""


class Given(NamedTuple):
    """What a `traceparent` says."""

    trace: UUID
    span: int
    sampled: bool


def given_by(traceparent: str) -> Given | None:
    """None for a header that is none: whoever got it begins a trace of their own."""
    found = _TRACEPARENT.fullmatch(traceparent)
    if found is None or not int(found[1], 16):
        return None
    return Given(UUID(hex=found[1]), int(found[2], 16), bool(int(found[3], 16) & 1))


def id_of(command_or_event: UUID) -> int:
    """Of the span that asks a command, or brings an event to the bus; as in its `traceparent`."""
    return command_or_event.int >> 64


def answering(asking: int) -> int:
    """Of the span that answers a command, by the id of the span that asks it."""
    return asking ^ 1
