"""Putting a log's events on its stream so that the stream's sequence is the log's position.

A few are published one behind the other, many as one atomic batch (for which the bus opens files of
its own); either takes one round trip. The server refuses whatever does not follow the stream's last
sequence, so that two relays cannot spoil anything.
"""

import json
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from nats.aio.client import Client
from nats.errors import NoRespondersError
from nats.js.errors import APIError, NoStreamResponseError

from services.kernel.record import Stored
from services.plumbing.addresses import event_subject, stream_name
from services.plumbing.envelope import MESSAGE_ID, headers
from services.plumbing.tracing import Tracing

MANY = 16
"""From so many on, one atomic batch is cheaper than single publishes."""

AT_ONCE = 500

_EXPECTED = "Nats-Expected-Last-Sequence"
_STREAM = "Nats-Expected-Stream"
_DUPLICATE_IN_BATCH = 10201
_PATIENCE = 2.0


class OutOfStep(Exception):
    """The stream stands elsewhere than was thought: look again where it stands."""


class Publisher:
    """The way from one log to its stream."""

    def __init__(self, client: Client, room: str, log: str, tracing: Tracing | None = None) -> None:
        self._client, self._room, self._log = client, room, log
        self._stream = stream_name(room, log)
        self._bus, self._tracing = client.jetstream(timeout=_PATIENCE), tracing

    async def last(self) -> tuple[int, str | None]:
        """The stream's last sequence, and the id of the event there if it is still kept.

        Raises NotFoundError while there is no stream.
        """
        state = (await self._bus.stream_info(self._stream)).state
        if state.messages == 0:
            return state.last_seq, None
        message = await self._bus.get_msg(self._stream, state.last_seq)
        return state.last_seq, (message.headers or {}).get(MESSAGE_ID, "")

    async def publish(self, events: Sequence[Stored], epoch: str) -> int:
        """Publish events that follow each other; returns the last position that stands.

        Raises OutOfStep when the stream's last sequence is not the position before the first.
        """
        if len(events) >= MANY:
            try:
                return await self._batch(events, epoch)
            except APIError as error:
                if error.err_code != _DUPLICATE_IN_BATCH:
                    raise _told(error) from error
        return await self._one_by_one(events, epoch)

    async def _one_by_one(self, events: Sequence[Stored], epoch: str) -> int:
        """All are sent in order; each stands only where the one before it does, so that what the
        bus says of the last holds for all."""
        *before, last = events
        for stored in before:
            told = self._single(stored, epoch)
            await self._client.publish(self._subject(stored), stored.body, headers=told)
        try:
            told = self._single(last, epoch)
            acknowledged = await self._request(self._subject(last), last.body, told)
        except APIError as error:
            raise _told(error) from error
        if acknowledged.get("seq") != last.position:
            raise OutOfStep
        return last.position

    def _single(self, stored: Stored, epoch: str) -> dict[str, str]:
        mine = {_EXPECTED: str(stored.position - 1), _STREAM: self._stream}
        return self._headers(stored, epoch) | mine

    async def _batch(self, events: Sequence[Stored], epoch: str) -> int:
        """All or nothing: the last message commits it, and is told what was wrong with any."""
        batch = uuid4().hex
        told: dict[str, str] = {}
        for number, stored in enumerate(events, start=1):
            told = self._headers(stored, epoch) | {
                "Nats-Batch-Id": batch,
                "Nats-Batch-Sequence": str(number),
                _STREAM: self._stream,
            }
            subject = self._subject(stored)
            if number == 1:
                told[_EXPECTED] = str(stored.position - 1)
            if number < len(events):
                await self._client.publish(subject, stored.body, headers=told)
        told["Nats-Batch-Commit"] = "1"
        answer = await self._request(subject, stored.body, told)
        if answer.get("seq") != stored.position:
            raise OutOfStep
        return stored.position

    async def _request(self, subject: str, body: bytes, told: dict[str, str]) -> dict[str, Any]:
        try:
            reply = await self._client.request(subject, body, timeout=_PATIENCE, headers=told)
        except NoRespondersError as nobody:
            raise NoStreamResponseError from nobody
        answer: dict[str, Any] = json.loads(reply.data) if reply.data else {}
        if "error" in answer:
            APIError.from_error(answer["error"])
        return answer

    def _headers(self, stored: Stored, epoch: str) -> dict[str, str]:
        traced = self._tracing is not None and self._tracing.chosen(stored.correlation_id)
        return headers(stored, epoch, sampled=traced)

    def _subject(self, stored: Stored) -> str:
        return event_subject(self._room, self._log, stored.category, stored.type)


def _told(error: APIError) -> Exception:
    """10071 is a wrong last sequence, 10158 a publish of the same event still under way."""
    return OutOfStep() if error.err_code in (10071, 10158, 10164) else error
