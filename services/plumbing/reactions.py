"""A room listening: for each event it hears, its own commands, asked by the room itself.

Hearing twice is asking once, since a command's id comes from the event. So the checkpoint may lag:
events that ask for nothing, nearly all of them, move it once a second and not one by one. And after
a mend an operator may set it back to have events heard again.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from time import monotonic

import structlog

from services.kernel.ask import Ask
from services.kernel.reaction import asks
from services.kernel.record import Recorded, Stored
from services.kernel.refusal import Refusal
from services.kernel.replies import Accepted
from services.kernel.room import Hearing
from services.kernel.store import EventStore
from services.kernel.vocabulary import UnknownEvent
from services.plumbing.checkpoints import Checkpoint
from services.plumbing.follow import After, Apply, Rest, at_rest
from services.plumbing.trouble import passes

log = structlog.get_logger()

POLL = 0.2
AT_ONCE = 200
GATHERS = 0.02
"""Seconds in which what a room reacts to comes together: no person waits for it."""

SETTLES_EVERY = 1.0
"""Seconds for which the checkpoint may lag while nothing is asked."""

_ATTEMPTS = 3
_PAUSE = 0.2


class Listener:
    """What a room does with one log it hears."""

    def __init__(
        self,
        room: str,
        heard: str,
        hearing: Hearing,
        execute: Callable[[Ask], Awaitable[Accepted]],
        checkpoint: Checkpoint,
    ) -> None:
        self._room, self._heard, self._hearing = room, heard, hearing
        self._execute, self._checkpoint = execute, checkpoint
        self._failing: tuple[int, int] = (0, 0)
        self._heard_to, self._kept, self._settled_at = 0, 0, monotonic()

    @property
    def way(self) -> tuple[After, Apply, Rest]:
        """What a follower of the log is given."""
        return self.after, self.apply, self.settle

    async def after(self) -> int:
        """The position up to which everything heard has been acted on."""
        self._stand(await self._checkpoint.read())
        return self._kept

    async def apply(self, events: Sequence[Stored]) -> None:
        """Act on each in order. What was acted on before a failure stays done."""
        if (old := events[0].position - 1) != self._heard_to:
            self._stand(old)
        acted = False
        try:
            for stored in events:
                if stored.type in self._hearing.words.types:
                    await self.settle()  # whoever was overtaken learns it before acting
                    await self.act(stored)
                    acted = True
                self._heard_to = stored.position
        except Exception:
            await self.settle()
            raise
        if acted or monotonic() - self._settled_at >= SETTLES_EVERY:
            await self.settle()

    async def act(self, stored: Stored) -> None:
        """Act on one event. Whoever calls comes again where it raises; it is left behind then."""
        try:
            for ask in self._asks(stored):
                await self._ask(ask)
        except Exception as error:
            if passes(error) or isinstance(error, Refusal):
                raise
            await self._bear_with(stored, error)

    async def reach(self, position: int) -> None:
        """Everything up to here has been acted on. Raises CheckpointMoved like `settle`."""
        self._heard_to = position
        await self.settle()

    async def settle(self) -> None:
        """Keep how far everything was heard. Raises CheckpointMoved where somebody else did."""
        if self._heard_to > self._kept:
            await self._checkpoint.move(self._kept, self._heard_to)
            self._stand(self._heard_to)

    def _stand(self, position: int) -> None:
        self._heard_to = self._kept = position
        self._settled_at = monotonic()

    def _asks(self, stored: Stored) -> list[Ask]:
        words = self._hearing.words
        try:
            event = words.decode(stored.type, stored.schema_version, stored.body)
        except UnknownEvent:
            return []  # a room need not know every word of another
        heard = Recorded(stored=stored, event=event)
        return asks(self._room, heard, self._hearing.react(heard))

    async def _ask(self, ask: Ask) -> None:
        try:
            await self._execute(ask)
        except Refusal as refusal:
            if refusal.kind == "busy":
                raise
            log.info(
                "own command refused",
                room=self._room,
                source=self._heard,
                command=type(ask.command).__name__,
                slug=refusal.slug,
                command_id=ask.command_id,
            )

    async def _bear_with(self, stored: Stored, error: Exception) -> None:
        """A bug of ours or a broken event: tried again, then left behind while others go on."""
        position, attempts = self._failing
        attempts = attempts + 1 if position == stored.position else 1
        self._failing = (stored.position, attempts)
        log.error(
            "event left behind" if attempts >= _ATTEMPTS else "event not heard",
            room=self._room,
            source=self._heard,
            street=stored.log,
            position=stored.position,
            type=stored.type,
            attempt=attempts,
            exc_info=error,
        )
        if attempts < _ATTEMPTS:
            raise error


async def follow_own(
    store: EventStore,
    street: str,
    woken: asyncio.Event,
    after: After,
    apply: Apply,
    rest: Rest = at_rest,
) -> None:
    """Hand on every event of the room's own log, straight from the log; until cancelled.

    `rest` is called whenever there is nothing more to hand on.
    """
    position, pause = None, _PAUSE
    while True:
        try:
            if position is None:
                position = await after()
            woken.clear()
            events = store.newest(street, position, AT_ONCE)
            if not events:
                events = await store.read(street, position, AT_ONCE)
            if events:
                await apply(events)
                position, pause = events[-1].position, _PAUSE
            if len(events) == AT_ONCE:
                continue
            try:
                await asyncio.wait_for(woken.wait(), POLL)
                await asyncio.sleep(GATHERS)
            except TimeoutError:
                await rest()
        except Exception as error:
            log.warning("events not applied", street=street, exc_info=error)
            position = None
            await asyncio.sleep(pause)
            pause = min(pause * 2, 5.0)
