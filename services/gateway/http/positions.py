"""Where a reader stands in the three rooms' logs, as one token: `petitions:12,mediation:7,…`."""

import re
from collections.abc import Mapping

from services.gateway.http.problems import Problem
from services.gateway.http.resources import ROOMS

type Positions = Mapping[str, int]

_ONE = re.compile(rf"({'|'.join(ROOMS)}):(\d{{1,18}})")
_AFTER = re.compile(rf"({'|'.join(ROOMS)})/(\d{{1,18}})")


def token(positions: Positions) -> str:
    """The id of an event in the stream: everything up to it has been seen."""
    return ",".join(f"{room}:{positions[room]}" for room in ROOMS)


def from_token(text: str) -> Positions:
    """The positions a token says; every room must be in it, or what was missed is not known."""
    found = [_ONE.fullmatch(part) for part in text.split(",")]
    said = {part[1]: int(part[2]) for part in found if part is not None}
    if len(found) != len(ROOMS) or said.keys() != set(ROOMS):
        raise Problem(
            400,
            "malformed-position",
            "Last-Event-ID 应为此前收到的事件编号。",
            "Last-Event-ID must be the id of an event received before.",
        )
    return said


def after(text: str) -> tuple[str, int]:
    """`petitions/12`, as a command's answer gave it in its header `Position`."""
    found = _AFTER.fullmatch(text)
    if found is None:
        raise Problem(
            422,
            "malformed-position",
            "after 应为 <室>/<位置>，如 petitions/12。",
            "after takes <room>/<position>, for instance petitions/12.",
        )
    return found[1], int(found[2])
