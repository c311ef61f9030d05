"""A small client of the gateway, as an integrator would write one."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2

from services.kernel.values import State
from tests.walk.people import Tokens, Who
from tests.walk.town import Town


class Done(State):
    """What a command was answered."""

    key: str
    version: int
    position: str

    @property
    def place(self) -> int:
        return int(self.position.partition("/")[2])


class Client:
    """Asks in anybody's name. `repeats`: every command is sent twice under one key."""

    def __init__(self, http: httpx2.AsyncClient, tokens: Tokens, *, repeats: bool = False) -> None:
        self.http, self.tokens, self.repeats = http, tokens, repeats

    async def ask(
        self,
        who: Who,
        path: str,
        body: Mapping[str, Any] | None = None,
        at: datetime | None = None,
        key: str | None = None,
    ) -> Done:
        """One command that is to succeed."""
        key = key or str(uuid4())
        done = _done(await self.post(who, path, body, at=at, key=key))
        if self.repeats:
            again = _done(await self.post(who, path, body, at=at, key=key))
            assert again == done, f"{path}: asked twice, told {done}, then {again}"
        return done

    async def post(
        self,
        who: Who | None,
        path: str,
        body: Mapping[str, Any] | bytes | None = None,
        *,
        at: datetime | None = None,
        key: str | None = None,
        **headers: str,
    ) -> httpx2.Response:
        """One command, whatever the answer. `headers` with underscores for hyphens."""
        sent = {name.replace("_", "-"): text for name, text in headers.items()}
        if who is not None:
            sent.setdefault("Authorization", f"Bearer {self.tokens.of(who)}")
        if key is not None:
            sent["Idempotency-Key"] = key
        if at is not None:
            sent["Occurred-At"] = at.isoformat()
        sent.setdefault("Content-Type", "application/json")
        if isinstance(body, bytes):
            return await self.http.post(f"/v1/{path}", content=body, headers=sent)
        return await self.http.post(f"/v1/{path}", json=dict(body or {}), headers=sent)

    async def get(self, who: Who | None, path: str, **asked: str | int) -> httpx2.Response:
        """One read, whatever the answer."""
        headers = {} if who is None else {"Authorization": f"Bearer {self.tokens.of(who)}"}
        return await self.http.get(f"/v1/{path}", params=asked, headers=headers)

    async def see(
        self, who: Who, path: str, after: Done | int | None = None, **asked: str | int
    ) -> Any:
        """What a read that is to succeed answers, after one's own change if one is named."""
        if after is not None:
            asked["after"] = after if isinstance(after, int) else after.position
        answer = await self.get(who, path, **asked)
        assert answer.status_code == 200, f"{path}: {answer.status_code} {answer.text}"
        return answer.json()

    async def every(self, who: Who, path: str, **asked: Any) -> list[Any]:
        """A whole list, page by page."""
        found: list[Any] = []
        page = await self.see(who, path, limit=200, **asked)
        found += page["items"]
        while page["next"]:
            page = await self.see(who, path, limit=200, cursor=page["next"], **asked)
            found += page["items"]
        return found


def _done(answer: httpx2.Response) -> Done:
    said = f"{answer.request.method} {answer.request.url.path}: {answer.status_code} {answer.text}"
    assert answer.status_code in (200, 201), said
    told = answer.json()
    assert answer.headers["Position"] == told["position"]
    assert answer.headers["ETag"] == f'"{told["version"]}"'
    return Done(key=told["id"], version=told["version"], position=told["position"])


@asynccontextmanager
async def client_of(town: Town, *, repeats: bool = False) -> AsyncIterator[Client]:
    """A client for as long as the block lasts."""
    async with client_at(town.url, town.folder.secrets, repeats=repeats) as client:
        yield client


@asynccontextmanager
async def client_at(url: str, secrets: Path, *, repeats: bool = False) -> AsyncIterator[Client]:
    """The same for a gateway anywhere, whose issuer's key is in that folder."""
    async with httpx2.AsyncClient(base_url=url, timeout=30, trust_env=False) as http:
        yield Client(http, Tokens(secrets), repeats=repeats)
