"""Which traces are followed: a share of all, the same one wherever a program looks at the trace.

Whoever began a trace elsewhere has decided already, and is followed where that differs. What was
decided so is remembered for a while; an event whose request nobody here remembers is judged by the
share alone.
"""

from uuid import UUID

_RANDOM = 1 << 56
"""Of a trace id the last seven bytes are random, in UUIDs as in what W3C asks of others."""

_REMEMBERED = 4096


class Choice:
    """Of one program."""

    def __init__(self, share: float) -> None:
        self._below = round(share * _RANDOM)
        self._decided: dict[UUID, bool] = {}

    def follow(self, trace: UUID, chosen: bool) -> None:
        """Somebody before us has decided."""
        if chosen != self._by_share(trace):
            self._decided[trace] = chosen
            if len(self._decided) > _REMEMBERED:
                del self._decided[next(iter(self._decided))]  # the oldest
        elif trace in self._decided:
            del self._decided[trace]

    def of(self, trace: UUID) -> bool:
        """Whether this trace is followed."""
        decided = self._decided.get(trace) if self._decided else None
        return self._by_share(trace) if decided is None else decided

    def _by_share(self, trace: UUID) -> bool:
        return trace.int % _RANDOM < self._below
