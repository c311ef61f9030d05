"""One kept-alive connection, with just enough HTTP/1.1 to be cheaper than what it measures."""

import asyncio
import re
from typing import cast

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_HOST = "127.0.0.1"

type Answer = tuple[int, bytes]
"""The status, and the whole answer as it came."""


class HttpConnection(asyncio.Protocol):
    """Ask, then wait for the answer: one at a time."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._come = b""
        self._waiting: asyncio.Future[Answer] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's own is none by class

    def connection_lost(self, exc: Exception | None) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(exc or ConnectionResetError("the server hung up"))

    def data_received(self, data: bytes) -> None:
        self._come += data
        end = self._come.find(b"\r\n\r\n")
        if end < 0:
            return
        length = _LENGTH.search(self._come, 0, end + 2)
        whole = end + 4 + (int(length[1]) if length else 0)
        if len(self._come) >= whole and self._waiting is not None:
            answer, self._come = self._come[:whole], self._come[whole:]
            waiting, self._waiting = self._waiting, None
            waiting.set_result((int(answer[9:12]), answer))

    def ask(self, request: bytes) -> asyncio.Future[Answer]:
        """Send a whole request; its answer to come."""
        assert self._transport is not None
        self._waiting = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return self._waiting

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()


async def open_connection(port: int) -> HttpConnection:
    """A connection to a port of this machine."""
    _, link = await asyncio.get_running_loop().create_connection(HttpConnection, _HOST, port)
    return link


def request(method: str, path: str, body: bytes = b"", **headers: str) -> bytes:
    """A request byte for byte; header names are written with underscores."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: {_HOST}"]
    lines += [f"{name.replace('_', '-')}: {text}" for name, text in headers.items()]
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


def header(answer: bytes, name: str) -> str:
    """One header of an answer, or of a request."""
    found = re.search(rb"\r\n" + name.encode() + rb": *([^\r]*)", answer, re.IGNORECASE)
    assert found is not None, answer[:300]
    return found[1].decode()
