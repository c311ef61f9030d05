"""Serving a room's commands: each message is answered once, whatever becomes of it.

FastStream holds the subscription (one queue group a room, so that replicas share the work) and
hands over each message; it is validated once, and answered beside the others up to a limit. Beyond
it the answer is "busy" at once, which is kinder than a queue that nobody sees.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress
from functools import cache

import structlog
from faststream import AckPolicy
from faststream.nats import NatsMessage
from faststream.nats.subscriber.usecases import CoreSubscriber
from nats.aio.msg import Msg
from nats.errors import Error

from services.kernel.ask import Ask
from services.kernel.refusal import Refusal
from services.kernel.replies import Accepted, Refused, Reply, refused
from services.kernel.room import Room
from services.plumbing import wire
from services.plumbing.addresses import command_subject, command_subjects
from services.plumbing.answers import Answers, Back
from services.plumbing.bags import SEVERAL, unpacked
from services.plumbing.broker import Broker
from services.plumbing.logs import about
from services.plumbing.metrics import Metrics
from services.plumbing.postgres.looking import StreetUnknown
from services.plumbing.tracing import Tracing, words
from services.plumbing.trouble import InternalError, LogUnreachable, RoomBusy, passes

log = structlog.get_logger()


class Counter:
    """Where a room's commands come in. `answer` is its `Execution`."""

    def __init__(
        self,
        room: Room,
        answer: Callable[[Ask], Awaitable[Accepted]],
        streets: Collection[str],
        metrics: Metrics,
        *,
        limit: int = 256,
        patience: float = 4.0,
        tracing: Tracing | None = None,
    ) -> None:
        self._room, self._answer = room, answer
        self._streets = frozenset(streets)
        self._kinds = {kind.__name__: kind for kind in room.commands}
        self._limit, self._patience = limit, patience
        self._counted = cache(metrics.commands.labels)  # finding a series by its labels is slow
        self._at_work: set[asyncio.Task[None]] = set()
        self._tracing = tracing
        metrics.commands_under_way.labels(room.name).set_function(self._at_work.__len__)
        metrics.commands_limit.labels(room.name).set(limit)
        self._subscriber: CoreSubscriber | None = None
        self._answers: Answers  # from `open` on

    async def open(self, broker: Broker) -> None:
        """Begin to take commands."""
        subscriber = broker.subscriber(
            command_subjects(self._room.name),
            queue=self._room.name,
            parser=_as_it_came,
            decoder=_undecoded,
            no_reply=True,  # each is answered when its work is done, not when it was taken
            ack_policy=AckPolicy.MANUAL,  # request and reply has nothing to acknowledge
        )
        subscriber(self._take)
        self._answers = Answers(self._room.name, broker.connection)
        await subscriber.start()
        self._subscriber = subscriber

    async def close(self, within: float) -> None:
        """Take no more, and finish what was taken; what had only arrived is taken, too."""
        subscriber, self._subscriber = self._subscriber, None
        if subscriber is None:
            return
        if subscriber.subscription is not None:
            with suppress(Error, TimeoutError, OSError):
                async with asyncio.timeout(within / 2):
                    await subscriber.subscription.drain()  # type: ignore[no-untyped-call]  # nats-py
        subscriber.subscription = None
        await subscriber.stop()
        if self._at_work:
            await asyncio.wait(self._at_work, timeout=within)
        await self._answers.sent(within)

    async def _take(self, message: NatsMessage) -> None:
        raw = message.raw_message
        # What came by another way than to be asked keeps its whole subject: no known command.
        name = raw.subject.removeprefix(command_subject(self._room.name, ""))
        if name != SEVERAL:
            self._begin(wire.Letter(name, raw.headers or {}, raw.data), Back(raw.reply))
            return
        try:
            letters = unpacked(raw.data)
        except wire.NotUnderstood as error:
            self._tell("unknown", Back(raw.reply), self._failed(SEVERAL, error))
            return
        for number, letter in enumerate(letters):
            self._begin(letter, Back(raw.reply, number))

    def _begin(self, letter: wire.Letter, back: Back) -> None:
        if len(self._at_work) >= self._limit:
            self._tell("any", back, refused(RoomBusy()))  # nobody looks which it was
            return
        # It begins at once: what came together is asked of the log in the same turn of the loop.
        loop = asyncio.get_running_loop()
        task = asyncio.Task(self._work(letter, back), loop=loop, eager_start=True)
        if not task.done():
            self._at_work.add(task)
            task.add_done_callback(self._at_work.discard)

    async def _work(self, letter: wire.Letter, back: Back) -> None:
        trace = letter.headers.get("traceparent", "")
        work = None if self._tracing is None else self._tracing.answering(trace)
        with about(trace_id=trace[3:35] or None):
            reply = await self._reply(letter)
            known = letter.command if letter.command in self._kinds else "unknown"
            outcome = self._tell(known, back, reply)
            if work is not None:
                said = words.answered(self._room.name, known, outcome)
                work.over(f"answer {known}", said, failed=outcome == "failed")

    async def _reply(self, letter: wire.Letter) -> Reply:
        name = letter.command
        try:
            ask = wire.read(self._kinds, letter)
        except Exception as error:
            return self._failed(name, error)
        with about(command_id=str(ask.command_id)):
            try:
                if ask.street not in self._streets:
                    raise StreetUnknown(street=ask.street)
                async with asyncio.timeout(self._patience):
                    return await self._answer(ask)
            except Exception as error:
                return self._failed(name, error)

    def _failed(self, name: str, error: Exception) -> Refused:
        match error:
            case wire.NotUnderstood():
                log.warning("not understood", room=self._room.name, command=name)
                return refused(error)
            case Refusal():
                return refused(error)
            case _ if passes(error):
                log.warning("log out of reach", room=self._room.name, command=name, exc_info=error)
                return refused(LogUnreachable())
            case _:
                log.error("command failed", room=self._room.name, command=name, exc_info=error)
                return refused(InternalError())

    def _tell(self, known: str, back: Back, reply: Reply) -> str:
        outcome = wire.outcome(reply)
        self._counted(self._room.name, known, outcome).inc()
        self._answers.tell(back, reply)
        return outcome


async def _as_it_came(letter: Msg) -> NatsMessage:
    """FastStream's own would look for ids that nothing here has, and make two for each message."""
    return NatsMessage(raw_message=letter, body=b"", message_id="-", correlation_id="-")


async def _undecoded(message: NatsMessage) -> NatsMessage:
    """The whole message: `wire` reads it, by its subject and its headers."""
    return message
