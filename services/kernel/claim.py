"""Things that may exist only once in a log: one station for an estate, one vote for an owner."""

from datetime import datetime

from services.kernel.refusal import Refusal
from services.kernel.values import State


class Take(State):
    """Claim `key` within `scope` for this stream, until `until` (for good when None).

    Taking again what this stream holds renews it. When another stream holds it, the command is
    refused with `refusal`, or, where that is None, answered with the stream that holds it.
    """

    scope: str
    key: str
    until: datetime | None = None
    refusal: type[Refusal] | None = None


class Release(State):
    """Give the claim back."""

    scope: str
    key: str


type Claim = Take | Release
