"""An ordinary client of the gateway: a token, a body, a key that makes asking again harmless."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

import httpx2

from services.kernel.actor import Grant
from services.kernel.values import State
from services.plumbing.issuer import DevelopmentIssuer

PEOPLE = UUID("5a3f6c1e-0c2b-5d4e-8f7a-9b1c2d3e4f50")
"""The namespace of the demonstration's invented people."""

AT_ONCE = 24
PATIENCE = 60


class DemoRefused(Exception):
    """The street would not take a line of the data: the data or the house is wrong."""


class Who(State):
    """Somebody of the demonstration, in one role at one org unit."""

    name: str
    role: str
    org: str

    @property
    def person(self) -> str:
        return person(self.name)


class Done(State):
    """What the gateway answered."""

    key: str
    version: int
    position: str


def person(name: str) -> str:
    """The id of an invented person: the same name is the same person."""
    return str(uuid5(PEOPLE, name))


class Client:
    """Sends commands, a bounded number at once, patient with a house that is busy."""

    def __init__(self, http: httpx2.AsyncClient, issuer: DevelopmentIssuer, street: str) -> None:
        self._http, self._issuer, self.street = http, issuer, street
        self._tokens: dict[Who, str] = {}
        self._free = asyncio.Semaphore(AT_ONCE)
        self.counted: Callable[[], None] = lambda: None
        self.reached: dict[str, int] = {}
        """How far each room's log has come by what was asked."""

    async def ask(
        self,
        who: Who,
        path: str,
        body: Mapping[str, Any] | None = None,
        at: datetime | None = None,
        key: str = "",
    ) -> Done:
        """One command. `key` tells apart what is asked of one path more than once."""
        headers = {
            "Authorization": f"Bearer {self._token(who)}",
            "Idempotency-Key": str(uuid5(PEOPLE, f"{path}\n{key}")),
        }
        if at is not None:
            headers["Occurred-At"] = at.isoformat()
        answer = await self._patiently("POST", f"/v1/{path}", headers, dict(body or {}))
        self.counted()
        told = answer.json()
        room, _, position = told["position"].partition("/")
        self.reached[room] = max(self.reached.get(room, 0), int(position))
        return Done(key=told["id"], version=told["version"], position=told["position"])

    async def see(self, who: Who, path: str) -> Any:
        """What a read answers."""
        headers = {"Authorization": f"Bearer {self._token(who)}"}
        return (await self._patiently("GET", f"/v1/{path}", headers, None)).json()

    async def _patiently(
        self, method: str, path: str, headers: dict[str, str], body: dict[str, Any] | None
    ) -> httpx2.Response:
        for wait in (0.2 * n for n in range(PATIENCE)):
            async with self._free:
                try:
                    answer = await self._http.request(method, path, headers=headers, json=body)
                except httpx2.TransportError:
                    answer = None
            if answer is not None and answer.status_code < 400:
                return answer
            if answer is not None and answer.status_code not in (429, 503):
                raise DemoRefused(f"{method} {path}: {answer.status_code} {answer.text[:400]}")
            await asyncio.sleep(wait)
        raise DemoRefused(f"{method} {path}: the town did not answer")

    def _token(self, who: Who) -> str:
        if who not in self._tokens:
            grants = (Grant(role=who.role, org=who.org),)
            self._tokens[who] = self._issuer.mint(
                who.person, self.street, grants, timedelta(hours=2)
            )
        return self._tokens[who]
