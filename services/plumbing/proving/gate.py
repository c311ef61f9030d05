"""Nothing is appended to a log that does not continue what was signed of it."""

from collections.abc import Iterable

import structlog

from services.kernel.refusal import Refusal
from services.kernel.store import Append, EventStore, Outcome

log = structlog.get_logger()


class HistoryBroken(Refusal):
    """日志与其已签署的历史不符，停止登记，等待管理员处理。

    This log does not continue what was signed of it: nothing is written until an operator has
    opened a new epoch.
    """

    kind = "busy"


class HistoryUnread(Refusal):
    """日志正在核对，请稍后再试。

    The log is being compared with what was signed of it: try again shortly.
    """

    kind = "busy"


class Gate:
    """Which of the logs may be written: none before it was looked at, none that somebody faults."""

    def __init__(self, streets: Iterable[str]) -> None:
        self._unread = set(streets)
        self._faults: dict[str, dict[str, str]] = {street: {} for street in streets}

    def check(self, street: str) -> None:
        """Raises HistoryBroken or HistoryUnread."""
        if self._faults.get(street):
            raise HistoryBroken(log=street)
        if street in self._unread:
            raise HistoryUnread(log=street)

    def opened(self, street: str) -> bool:
        """It was looked at and is whole."""
        return not self._faults.get(street) and street not in self._unread

    def broken(self, street: str) -> str | None:
        """Why, for the operator; None while nobody faults it."""
        return "; ".join(self._faults[street].values()) or None

    def looked(self, street: str, by: str) -> None:
        """It was looked at, and this one finds no fault with it any more."""
        self._unread.discard(street)
        if self._faults[street].pop(by, None) is not None:
            log.info("log whole again", street=street, component=by)

    def close(self, street: str, by: str, why: str) -> None:
        """This one finds that it does not continue what was signed."""
        if by not in self._faults[street]:
            log.error(f"log broken, nothing is appended or signed: {why}", street=street)
        self._faults[street][by] = why

    @property
    def whole(self) -> bool:
        return all(self.opened(street) for street in self._faults)


class Guarded:
    """`EventStore` behind the gate; whoever reads goes straight through."""

    def __init__(self, inner: EventStore, gate: Gate) -> None:
        self._append, self._gate = inner.append, gate
        self.look, self.head = inner.look, inner.head
        self.read, self.read_types = inner.read, inner.read_types
        self.newest, self.due, self.fired = inner.newest, inner.due, inner.fired

    async def append(self, request: Append) -> Outcome:
        self._gate.check(request.log)
        return await self._append(request)
