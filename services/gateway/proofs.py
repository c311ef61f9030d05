"""The rooms' own proofs of their logs, passed on as they are: the gateway signs nothing."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import httpx2
import structlog

from services.kernel import State

log = structlog.get_logger()

_PATIENCE = 8.0


class Told(State):
    """What a room answered."""

    status: int
    kind: str
    body: bytes


_AWAY = Told(status=503, kind="", body=b"")


class Proofs:
    """The rooms' doors for programs of the house."""

    def __init__(self, urls: Mapping[str, str], client: httpx2.AsyncClient) -> None:
        self._urls, self._client = urls, client

    async def get(self, room: str, path: str) -> Told:
        """503 where the room does not answer."""
        url = self._urls.get(room)
        if url is None:
            return _AWAY
        try:
            answer = await self._client.get(f"{url}{path}")
        except httpx2.HTTPError as away:
            log.info("no proof from a room", room=room, kind=type(away))
            return _AWAY
        kind = answer.headers.get("content-type", "application/octet-stream")
        return Told(status=answer.status_code, kind=kind, body=answer.content)


@asynccontextmanager
async def proofs_of(urls: Mapping[str, str], token: str | None) -> AsyncIterator[Proofs]:
    """Open while the gateway is."""
    headers = {} if token is None else {"authorization": f"Bearer {token}"}
    async with httpx2.AsyncClient(headers=headers, timeout=_PATIENCE, trust_env=False) as client:
        yield Proofs(urls, client)
