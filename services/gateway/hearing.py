"""An event as it reaches the gateway: what it says, or why it cannot be read."""

from collections.abc import Sequence
from traceback import extract_tb
from typing import Any

from pydantic import ValidationError

from services.kernel import Event, State, Vocabulary
from services.kernel.record import Stored
from services.kernel.vocabulary import UnknownEvent


class Heard(State):
    """An event as it arrived: what it says, or why it cannot be read."""

    stored: Stored
    event: Event | None
    unreadable: Exception | None = None


def read(words: Vocabulary[Any], stored: Stored) -> Heard:
    """What a stored event says; a failure is kept with it, for those who needed to know."""
    try:
        event = words.decode(stored.type, stored.schema_version, stored.body)
    except (UnknownEvent, ValueError) as failure:
        return Heard(stored=stored, event=None, unreadable=failure)
    return Heard(stored=stored, event=event)


def reason(failure: Exception) -> str:
    """What went wrong and where; never a value, which may be somebody's words."""
    match failure:
        case ValidationError():
            places = {".".join(map(str, each["loc"])): each["type"] for each in failure.errors()}
            return f"ValidationError: {places}"[:400]
        case UnknownEvent():
            return f"UnknownEvent: {failure}"[:400]
        case _:
            frames = extract_tb(failure.__traceback__)
            place = f"{frames[-1].name}:{frames[-1].lineno}" if frames else "?"
            return f"{type(failure).__name__} in {place}"[:400]


class Gap(Exception):
    """An event is missing before this batch: it is fetched from the room's log, then heard."""

    def __init__(self, expected: int, came: int) -> None:
        super().__init__(f"expected position {expected}, {came} came")
        self.expected = expected
        self.came = came


def following(reached: int, told: Sequence[Heard]) -> list[Heard]:
    """Those not heard yet, when everything up to a position has been. Raises Gap."""
    fresh = [each for each in told if each.stored.position > reached]
    for expected, each in enumerate(fresh, start=reached + 1):
        if each.stored.position != expected:
            raise Gap(expected, each.stored.position)
    return fresh
