"""Keeping promises about time: when a timer's moment comes, the room asks itself its command.

The command's id is the timer's, so a timer that fires twice asks once: replicas, restarts and
crashes in between need no other care. Whether it still matters is the decider's word.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from typing import Protocol
from uuid import UUID

import structlog

from services.kernel.actor import system
from services.kernel.ask import Ask
from services.kernel.execution import wall_clock
from services.kernel.refusal import Refusal
from services.kernel.replies import Accepted
from services.kernel.store import DueTimer, EventStore
from services.kernel.values import Command, kebab

EVERY = 0.5  # seconds between looks at what is due
AT_ONCE = 200  # timers taken in one look
FIRST_REST, LONGEST_REST = 1.0, 60.0  # seconds a timer rests whose command could not be asked
STOP_PATIENCE = 5.0  # seconds for what has begun to fire when the room stops

_log = structlog.get_logger()

type Execute = Callable[[Ask], Awaitable[Accepted]]
type Late = Callable[[float], None]
"""Told of each timer asked: how many seconds after its moment."""


class Lease(Protocol):
    """Whose turn it is among replicas: it spares double work, nothing depends on it."""

    async def held(self) -> bool: ...
    async def close(self) -> None: ...


def _unmeasured(_: float) -> None:
    """Nobody measures lateness."""


@asynccontextmanager
async def timers_running(
    store: EventStore,
    execution: Execute,
    commands: Sequence[type[Command]],
    room: str,
    clock: Callable[[], datetime] = wall_clock,
    *,
    lease: Lease | None = None,
    late: Late = _unmeasured,
    every: float = EVERY,
) -> AsyncIterator["Timers"]:
    """Timers fire while this is open; on leaving, those that began to are let finish."""
    timers = Timers(store, execution, commands, room, clock, late)
    stop = asyncio.Event()
    task = asyncio.create_task(_run(timers, lease, stop, every))
    try:
        yield timers
    finally:
        stop.set()
        timers.woken.set()
        done, _ = await asyncio.wait((task,), timeout=STOP_PATIENCE)
        task.cancel()
        if lease is not None:
            await lease.close()
        for each in done:
            each.result()


class Timers:
    """Fires what is due. `woken.set()` makes it look at once instead of at its next turn."""

    def __init__(
        self,
        store: EventStore,
        execution: Execute,
        commands: Sequence[type[Command]],
        room: str,
        clock: Callable[[], datetime],
        late: Late,
    ) -> None:
        self._store, self._execution, self._room = store, execution, room
        self._commands: Mapping[str, type[Command]] = {each.__name__: each for each in commands}
        self._clock, self._late = clock, late
        self._resting: dict[UUID, tuple[float, float]] = {}  # timer → (until, for how long)
        self.woken = asyncio.Event()

    async def fire(self) -> int:
        """One look: everything due is asked, in order within one stream. How many were ended."""
        now = asyncio.get_running_loop().time()
        due = await self._store.due(self._clock(), AT_ONCE + len(self._resting))
        lines: dict[str, list[tuple[DueTimer, Command]]] = defaultdict(list)
        for timer in due:
            until, _ = self._resting.get(timer.timer_id, (now, 0.0))
            command = self._read(timer) if until <= now else None
            if command is not None:
                lines[f"{timer.log}/{command.stream}"].append((timer, command))
        async with asyncio.TaskGroup() as group:
            ended = [group.create_task(self._in_turn(line)) for line in lines.values()]
        known = {timer.timer_id for timer in due}
        self._resting = {each: rest for each, rest in self._resting.items() if each in known}
        return sum(task.result() for task in ended)

    async def _in_turn(self, line: Sequence[tuple[DueTimer, Command]]) -> int:
        for ended, (timer, command) in enumerate(line):
            if not await self._fire(timer, command):
                return ended
        return len(line)

    async def _fire(self, timer: DueTimer, command: Command) -> bool:
        """Ask it; True when it was answered, by a refusal too. Trouble leaves it for later."""
        ask = Ask(
            command=command, command_id=timer.timer_id, principal=system(self._room, timer.log)
        )
        told = {"timer": str(timer.timer_id), "command": timer.type, "street": timer.log}
        try:
            try:
                await self._execution(ask)
            except Refusal as refusal:
                if refusal.kind == "busy":
                    raise
                _log.info("timer refused", slug=kebab(type(refusal).__name__), **told)
            await self._store.fired(timer.log, timer.timer_id)
        except Exception:
            self._rest(timer.timer_id)
            _log.warning("timer could not be asked", exc_info=True, **told)
            return False
        self._resting.pop(timer.timer_id, None)
        self._late(max(0.0, (self._clock() - timer.due_at).total_seconds()))
        return True

    def _read(self, timer: DueTimer) -> Command | None:
        """Its command; None, and a rest, for one that this program does not know."""
        kind = self._commands.get(timer.type)
        try:
            if kind is not None:
                return kind.model_validate_json(timer.body)
        except ValueError:
            _log.exception("timer unreadable", timer=str(timer.timer_id), command=timer.type)
        else:
            _log.error("timer unknown", timer=str(timer.timer_id), command=timer.type)
        self._rest(timer.timer_id)
        return None

    def _rest(self, timer_id: UUID) -> None:
        _, last = self._resting.get(timer_id, (0.0, FIRST_REST / 2))
        rest = min(last * 2, LONGEST_REST)
        self._resting[timer_id] = (asyncio.get_running_loop().time() + rest, rest)


async def _run(timers: Timers, lease: Lease | None, stop: asyncio.Event, every: float) -> None:
    """Until stopped. No trouble ends it: a room that forgets its promises looks healthy."""
    while not stop.is_set():
        timers.woken.clear()
        ended = 0
        try:
            if lease is None or await lease.held():
                ended = await timers.fire()
        except Exception:
            _log.warning("timers could not be read", exc_info=True)
        if ended < AT_ONCE:
            with suppress(TimeoutError):
                async with asyncio.timeout(every):
                    await timers.woken.wait()
