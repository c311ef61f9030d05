"""What a room answers to a command, on the wire."""

from typing import Literal

from pydantic import Field

from services.kernel.refusal import Refusal
from services.kernel.values import Value


class Accepted(Value):
    """It is so. `stream` may be an existing one where asking twice is asking once."""

    ok: Literal[True] = True
    room: str
    stream: str
    version: int
    position: int


class Refused(Value):
    """It is not done, and why. `kind` is one of conflict, invalid, forbidden, unknown, stale,
    busy."""

    ok: Literal[False] = False
    slug: str
    kind: str
    zh: str
    en: str
    detail: dict[str, str] = Field(default_factory=dict)


type Reply = Accepted | Refused


def refused(refusal: Refusal) -> Refused:
    """A refusal as it crosses the wire."""
    zh, en = refusal.sentences
    detail = {name: str(value) for name, value in refusal.detail.items()}
    return Refused(slug=refusal.slug, kind=refusal.kind, zh=zh, en=en, detail=detail)
