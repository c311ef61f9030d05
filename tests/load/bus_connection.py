"""As little of a NATS client as a load needs, so that it takes little from what is measured."""

import asyncio
import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

_ANSWER = re.compile(rb"MSG _INBOX_gateway\.load\.(\d+) 1 \d+\r\n\{[^\r]*\"position\":(\d+)")
_LONGEST = 1024
"""Bytes of an answer that may still be incomplete."""


def message(headers: Mapping[str, str], body: bytes) -> bytes:
    """Headers and body as `HPUB` has them, their lengths in front."""
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    head = f"NATS/1.0\r\n{lines}\r\n".encode()
    return b"%d %d\r\n%s%s\r\n" % (len(head), len(head) + len(body), head, body)


class BusConnection(asyncio.Protocol):
    """Asks, and notes the position in each answer by the number of its question."""

    def __init__(self) -> None:
        self.positions: dict[int, int] = {}
        self._rest = b""
        self._transport: Any = None  # uvloop's is no asyncio.WriteTransport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def say(self, text: bytes) -> None:
        self._transport.write(text)

    def ask(self, subject: str, told: bytes, number: int) -> None:
        """`told` as `message` makes it."""
        self.say(b"HPUB %s _INBOX_gateway.load.%d %s" % (subject.encode(), number, told))

    def data_received(self, data: bytes) -> None:
        if b"PING\r\n" in data:
            self.say(b"PONG\r\n")
        text, end = self._rest + data, 0
        for found in _ANSWER.finditer(text):
            self.positions[int(found[1])] = int(found[2])
            end = found.end()
        self._rest = text[end:][-_LONGEST:]

    async def answered(self, many: int, within: float) -> None:
        """Wait for as many answers that tell a position, and no longer than that."""
        clock = asyncio.get_running_loop().time
        until = clock() + within
        while len(self.positions) < many and clock() < until:
            await asyncio.sleep(0.02)

    def close(self) -> None:
        self._transport.close()


async def open_bus(url: str) -> BusConnection:
    """On the bus as the gateway, hearing its answers."""
    parts = urlsplit(url)
    loop = asyncio.get_running_loop()
    _, bus = await loop.create_connection(BusConnection, parts.hostname or "", parts.port or 0)
    who = {"user": parts.username, "pass": parts.password}
    how = {**who, "verbose": False, "headers": True, "no_responders": True, "protocol": 1}
    bus.say(b"CONNECT %s\r\nSUB _INBOX_gateway.load.* 1\r\n" % json.dumps(how).encode())
    return bus
