"""A room as a value: what it can be asked, what it tells, whom it hears. Its `room.py` is this
table of contents."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.kernel.decider import Around
from services.kernel.execution import AnyDecider, Permit
from services.kernel.reaction import Reaction
from services.kernel.values import Command, State
from services.kernel.vocabulary import Vocabulary


class Hearing(State):
    """Listening to one room's events (one's own included): its words, and what to do about them."""

    words: Vocabulary[Any]
    react: Reaction


class Room(State):
    """Everything of a room that is not a driver. The plumbing runs it; a test runs it in memory."""

    name: str
    commands: Sequence[type[Command]]
    events: Vocabulary[Any]
    deciders: Sequence[AnyDecider[Any]]
    around: Around[Any]
    permit: Permit[Any]
    hears: Mapping[str, Hearing]
    anchor: type[Command] | None = None
    """Asked of itself to keep another room's checkpoint."""
    epoch: type[Command] | None = None
    """Asked of itself to record a break with what its log once signed."""
