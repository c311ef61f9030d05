"""uvicorn writes an answer's head and its body apart, each a call into the system: here they leave
as one, which is most of what a small answer costs there.
"""

import asyncio
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol


class OneWrite(HttpToolsProtocol):
    """uvicorn's HTTP protocol over a transport that holds back what is written first."""

    def connection_made(  # type: ignore[override]  # as uvicorn's own is
        self, transport: asyncio.Transport
    ) -> None:
        super().connection_made(cast(asyncio.Transport, _Held(transport, self.loop)))


class _Held:
    """A transport. A first piece waits for what comes right behind it, no longer than this step of
    the loop: what is written piece by piece (a stream) leaves as before."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport, self._loop = transport, loop
        self._first = b""

    def write(self, piece: bytes) -> None:
        if not piece:
            return
        if self._first:
            self._transport.writelines((self._first, piece))
            self._first = b""
        else:
            self._first = piece
            self._loop.call_soon(self._let_go)

    def close(self) -> None:
        self._let_go()
        self._transport.close()

    def _let_go(self) -> None:
        first, self._first = self._first, b""
        if first and not self._transport.is_closing():
            self._transport.write(first)

    def __getattr__(self, name: str) -> Any:
        """All else is the transport's own."""
        return getattr(self._transport, name)
