"""Asking the rooms: what is asked of one room at once travels together, and each is answered.

Core request and reply as nats-py has it, but one message for several letters (`bags`). Nothing is
kept: a lost answer is asked for again under the same command id.
"""

import asyncio
from collections.abc import Sequence
from secrets import token_hex
from typing import NamedTuple

import structlog
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error
from nats.js.api import Header

from services.kernel.ask import Ask
from services.kernel.replies import Reply
from services.plumbing import wire
from services.plumbing.addresses import command_subject
from services.plumbing.bags import SEVERAL, bag, replies, together
from services.plumbing.tracing import Tracing, words

log = structlog.get_logger()

_NOBODY_THERE = "503"
type _Waiting = asyncio.Future[bytes | None]


class _Asked(NamedTuple):
    """A letter that leaves soon, and what waits for its answer; None: it will not come."""

    letter: wire.Letter
    answer: _Waiting


class Courier:
    """Carries what one program asks, and waits `patience` seconds for the answers."""

    def __init__(self, client: Client, patience: float, tracing: Tracing | None = None) -> None:
        self._client, self._patience, self._tracing = client, patience, tracing
        self._inbox = ""
        self._leaving: dict[str, list[_Asked]] = {}
        self._away: dict[str, list[_Waiting]] = {}
        """What waits for the answers to each message, by its token; a while longer than needed."""
        self._sending: set[asyncio.Task[None]] = set()

    async def ask(self, room: str, asked: Ask) -> Reply:
        """What the room answers.

        Raises RoomUnreachable at once when nobody serves the room, and when no answer came in time:
        it may have been done then, and asking again under the same command id tells.
        """
        if not self._client.is_connected:
            raise wire.RoomUnreachable(room=room)
        work = None if self._tracing is None else self._tracing.asking(asked.command_id)
        letter = wire.written(asked, sampled=work is not None)
        became = "unreachable"
        try:
            answer = await self._put(room, letter)
            if answer is None:
                raise wire.RoomUnreachable(room=room)
            reply = wire.answered(answer)
            became = wire.outcome(reply)
        finally:
            if work is not None:
                failed = became in ("failed", "unreachable")
                said = words.asked(room, letter.command, became)
                work.over(f"ask {letter.command}", said, failed=failed)
        return reply

    def _put(self, room: str, letter: wire.Letter) -> _Waiting:
        """It leaves when all have spoken whose turn it is."""
        loop = asyncio.get_running_loop()
        if room not in self._leaving:
            self._leaving[room] = []
            loop.call_soon(self._leave, room)
        answer: _Waiting = loop.create_future()
        self._leaving[room].append(_Asked(letter, answer))
        return answer

    def _leave(self, room: str) -> None:
        loop = asyncio.get_running_loop()
        for some in together(self._leaving.pop(room), _weight):
            token = token_hex(8)  # nobody else can tell where an answer is waited for
            self._away[token] = [asked.answer for asked in some]
            loop.call_later(self._patience, self._give_up, token)
            letters = [asked.letter for asked in some]
            task = asyncio.Task(self._send(room, letters, token), loop=loop, eager_start=True)
            if not task.done():
                self._sending.add(task)
                task.add_done_callback(self._sending.discard)

    async def _send(self, room: str, letters: Sequence[wire.Letter], token: str) -> None:
        try:
            if not self._inbox:
                self._inbox = await self._listening()
            back = f"{self._inbox}.{token}"
            if len(letters) > 1:
                await self._client.publish(command_subject(room, SEVERAL), bag(letters), back)
            else:
                command, headers, body = letters[0]
                await self._client.publish(command_subject(room, command), body, back, headers)
        except Error as lost:
            log.info("not asked", room=room, kind=type(lost))
            self._give_up(token)

    async def _listening(self) -> str:
        """Where answers are waited for; once there is a connection to say so."""
        inbox = self._client.new_inbox()
        await self._client.subscribe(f"{inbox}.*", cb=self._heard)
        return inbox

    async def _heard(self, message: Msg) -> None:
        token = message.subject.rpartition(".")[2]
        waiting = self._away.get(token, [])
        if message.headers and message.headers.get(Header.STATUS) == _NOBODY_THERE:
            self._give_up(token)
        elif message.data.startswith(b"{"):  # to a letter alone, or about the bag itself
            for answer in waiting:
                _settle(answer, message.data)
        else:
            for number, reply in replies(message.data):
                if 0 <= number < len(waiting):
                    _settle(waiting[number], reply)

    def _give_up(self, token: str) -> None:
        for answer in self._away.pop(token, []):
            _settle(answer, None)


def _settle(waiting: _Waiting, answer: bytes | None) -> None:
    if not waiting.done():
        waiting.set_result(answer)


def _weight(asked: _Asked) -> int:
    return len(asked.letter.body) + sum(map(len, asked.letter.headers.values()))
