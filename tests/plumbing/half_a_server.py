"""Half a NATS server: it greets, lets in or turns away, and says what a test wants it to say."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

_INFO = (
    b'INFO {"server_id":"H","server_name":"half","version":"2.15.1","headers":true,'
    b'"max_payload":1048576,"auth_required":true,"proto":1}\r\n'
)


class HalfServer:
    """What it does with the next to connect, and who has been let in."""

    def __init__(self) -> None:
        self.turn_away = 0
        self.let_in = 0
        self.turned_away = 0
        self._inside: list[asyncio.StreamWriter] = []
        self.url = ""

    def say(self, line: str) -> None:
        """To everybody inside."""
        for writer in self._inside:
            writer.write(f"{line}\r\n".encode())

    def hang_up(self) -> None:
        for writer in self._inside:
            writer.close()
        self._inside.clear()

    async def meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(_INFO)
        while line := await reader.readline():
            if line.startswith(b"CONNECT") and self.turn_away > 0:
                self.turn_away -= 1
                self.turned_away += 1
                writer.write(b"-ERR 'Authorization Violation'\r\n")
                writer.close()
                return
            if line.startswith(b"CONNECT"):
                self.let_in += 1
                self._inside.append(writer)
            if line.startswith(b"PING"):
                writer.write(b"PONG\r\n")


@asynccontextmanager
async def half_a_server() -> AsyncIterator[HalfServer]:
    half = HalfServer()
    server = await asyncio.start_server(half.meet, "127.0.0.1", 0)
    half.url = f"nats://user:secret@127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield half
    finally:
        half.hang_up()
        server.close()
