"""What goes back to whoever asked: the answers to one bag that are ready in one turn, together."""

import asyncio
from typing import NamedTuple

import structlog
from nats.aio.client import Client
from nats.errors import Error

from services.kernel.replies import Reply
from services.plumbing.bags import answered, together

log = structlog.get_logger()


class Back(NamedTuple):
    """Where an answer goes: `number` in a bag; None: the letter came alone, or it is the bag's."""

    subject: str
    number: int | None = None


class Answers:
    """One room's, on its connection."""

    def __init__(self, room: str, bus: Client) -> None:
        self._room, self._bus = room, bus
        self._ready: dict[str, list[bytes]] = {}
        self._sending: set[asyncio.Task[None]] = set()

    def tell(self, back: Back, reply: Reply) -> None:
        """It is sent soon; whoever did not ask to be answered is not."""
        said = reply.__pydantic_serializer__.to_json(reply)
        if not back.subject:
            return
        if back.number is None:
            self._send(back.subject, said)
            return
        if not self._ready:
            asyncio.get_running_loop().call_soon(self._leave)
        self._ready.setdefault(back.subject, []).append(answered(back.number, said))

    async def sent(self, within: float) -> None:
        """All that was told has left."""
        self._leave()
        if self._sending:
            await asyncio.wait(self._sending, timeout=within)

    def _leave(self) -> None:
        ready, self._ready = self._ready, {}
        for subject, lines in ready.items():
            for some in together(lines, len):
                self._send(subject, b"\n".join(some))

    def _send(self, subject: str, body: bytes) -> None:
        loop = asyncio.get_running_loop()
        task = asyncio.Task(self._publish(subject, body), loop=loop, eager_start=True)
        if not task.done():
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)

    async def _publish(self, subject: str, body: bytes) -> None:
        try:
            await self._bus.publish(subject, body)
        except Error as error:  # whoever asked will ask again under the same id
            log.info("answer not sent", room=self._room, kind=type(error))
