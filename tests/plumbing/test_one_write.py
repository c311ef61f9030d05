"""A small answer leaves in one write; a stream leaves piece by piece, as it comes."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import httpx2
import pytest
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from services.plumbing.one_write import OneWrite
from services.plumbing.ops import serving

ASKED = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


def app_of(door: Callable[[Request], Awaitable[Response]]) -> ASGIApp:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        response = await door(Request(scope, receive))
        await response(scope, receive, send)

    return app


async def constant(_: Request) -> Response:
    return Response(b"something")


@pytest.fixture
def writes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many pieces each write to a connection had."""
    counted: list[int] = []
    made = OneWrite.connection_made

    class Counting:
        def __init__(self, transport: asyncio.Transport) -> None:
            self._transport = transport

        def write(self, piece: bytes) -> None:
            counted.append(1)
            self._transport.write(piece)

        def writelines(self, pieces: tuple[bytes, ...]) -> None:
            counted.append(len(pieces))
            self._transport.writelines(pieces)

        def __getattr__(self, name: str) -> object:
            return getattr(self._transport, name)

    def counting(self: OneWrite, transport: asyncio.Transport) -> None:
        made(self, Counting(transport))  # type: ignore[arg-type]  # a transport for all it needs

    monkeypatch.setattr(OneWrite, "connection_made", counting)
    return counted


async def test_an_answers_head_and_body_leave_as_one(writes: list[int]) -> None:
    async with (
        serving(app_of(constant), "127.0.0.1", 0) as url,
        httpx2.AsyncClient(base_url=url) as client,
    ):
        answers = [await client.get("/") for _ in range(3)]

    assert [answer.content for answer in answers] == [b"something"] * 3
    assert writes == [2, 2, 2]


async def test_what_has_no_body_leaves_at_once(writes: list[int]) -> None:
    async def nothing(_: Request) -> Response:
        return Response(status_code=304)

    async with (
        serving(app_of(nothing), "127.0.0.1", 0) as url,
        httpx2.AsyncClient(base_url=url) as client,
    ):
        assert (await client.get("/", timeout=2)).status_code == 304
    assert writes == [1]


async def test_a_stream_arrives_as_it_is_sent() -> None:
    go_on = asyncio.Event()

    async def pieces() -> AsyncIterator[bytes]:
        yield b"one"
        await go_on.wait()
        yield b"two"

    async def streaming(_: Request) -> Response:
        return StreamingResponse(pieces())

    async with (
        serving(app_of(streaming), "127.0.0.1", 0) as url,
        httpx2.AsyncClient(base_url=url) as client,
        client.stream("GET", "/", timeout=2) as answer,
    ):
        coming = answer.aiter_bytes()
        first = await anext(coming)
        go_on.set()
        assert [first, await anext(coming)] == [b"one", b"two"]


async def test_answers_to_requests_sent_together_come_in_order_and_whole() -> None:
    async def large(_: Request) -> Response:
        return Response(b"x" * 3_000_000)

    async with serving(app_of(large), "127.0.0.1", 0) as url:
        reader, writer = await asyncio.open_connection("127.0.0.1", httpx2.URL(url).port)
        writer.write(ASKED * 2)
        for _ in range(2):
            head = await reader.readuntil(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 200")
            assert await reader.readexactly(3_000_000) == b"x" * 3_000_000
        writer.close()


async def test_an_answer_that_closes_the_connection_leaves_before_it() -> None:
    async with serving(app_of(constant), "127.0.0.1", 0) as url:
        reader, writer = await asyncio.open_connection("127.0.0.1", httpx2.URL(url).port)
        writer.write(ASKED.replace(b"Host: x", b"Connection: close"))
        assert (await reader.read()).endswith(b"something")
        writer.close()
