"""What an export is of: the street, some rooms, one matter, or a span of time."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from services.kernel import State
from services.kernel.record import Stored


class Selection(State):
    """`case`: the key of a petition, dispute, case, order… Times are those of recording."""

    street: str
    rooms: tuple[str, ...]
    case: str | None = None
    begin: datetime | None = None
    end: datetime | None = None

    @property
    def everything(self) -> bool:
        """Whole logs."""
        return self.case is None and self.begin is None and self.end is None

    def told(self) -> dict[str, object]:
        """As it stands in the file."""
        return {
            "street": self.street,
            "rooms": list(self.rooms),
            "case": self.case,
            "recorded_from": None if self.begin is None else self.begin.isoformat(),
            "recorded_to": None if self.end is None else self.end.isoformat(),
        }

    def within(self, stored: Stored) -> bool:
        """Was it recorded in the span? From the first moment on, before the last."""
        after = self.begin is None or stored.recorded_at >= self.begin
        return after and (self.end is None or stored.recorded_at < self.end)


class Ties:
    """Which streams belong to one matter: those that one request, and what it caused, moved."""

    def __init__(self) -> None:
        self._streams: dict[str, set[str]] = defaultdict(set)
        self._requests: dict[str, set[str]] = defaultdict(set)

    def note(self, room: str, stored: Stored) -> None:
        stream, request = f"{room}/{stored.stream}", str(stored.correlation_id)
        self._streams[stream].add(request)
        self._requests[request].add(stream)

    def matter(self, key: str) -> set[str]:
        """The streams of the thing with this key, and all that are tied to them."""
        found: set[str] = set()
        waiting = {stream for stream in self._streams if stream.partition("-")[2] == key}
        while waiting:
            stream = waiting.pop()
            found.add(stream)
            for request in self._streams[stream]:
                waiting |= self._requests[request] - found
        return found


def ranges(positions: Iterable[int]) -> list[tuple[int, int]]:
    """Positions in order, neighbours together: [(1, 5), (9, 9)]."""
    found: list[tuple[int, int]] = []
    for position in positions:
        if found and found[-1][1] == position - 1:
            found[-1] = (found[-1][0], position)
        else:
            found.append((position, position))
    return found


class Expected:
    """Positions as they should come."""

    def __init__(self, told: Sequence[Sequence[int]]) -> None:
        self._coming = (each for first, last in told for each in range(first, last + 1))
        self.next: int | None = next(self._coming, None)

    def pass_by(self) -> None:
        """It came, or it is missing."""
        self.next = next(self._coming, None)
