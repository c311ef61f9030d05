"""A steady load of commands from several clients, every acknowledged answer written down.

A client whose request fails asks the same again under the same key until it is answered, as the
API tells its clients to: so at the end everything was acknowledged, and must be there once.
"""

import asyncio
import itertools
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID, uuid5

import httpx2

from services.gateway.http.caller import KEYS
from services.kernel.values import State
from tests.walk.client import Client
from tests.walk.patience import eventually
from tests.walk.people import CLERK, COMMUNITY, Who, resident
from tests.walk.petitioning import demand
from tests.walk.town import STREET

CLIENTS = 5
GIVE_UP_AFTER = 90.0
_PAUSE, _AGAIN = 0.02, 0.1
_COME_AGAIN = frozenset({429, 503})


class Acknowledged(State):
    """One command as it was answered."""

    room: str
    command_id: UUID
    key: str
    version: int
    position: int


class Load:
    """What the clients asked so far."""

    def __init__(self, client: Client, name: str) -> None:
        self._client, self._name = client, name
        self._numbers: Iterator[int] = itertools.count()
        self._over = False
        self.acknowledged: list[Acknowledged] = []
        self.troubles: Counter[str] = Counter()

    async def more(self, many: int, within: float = 60) -> None:
        """Wait until so many more commands are acknowledged."""
        goal = len(self.acknowledged) + many

        async def there() -> bool:
            return len(self.acknowledged) >= goal

        await eventually(there, within)

    async def one_client(self, number: int) -> None:
        """Matters of all three rooms in turn, each in two steps, until told to stop."""
        who = resident(f"{self._name} {number}")
        while not self._over:
            for step in (self._petition, self._dispute, self._order):
                if not self._over:
                    await step(who, f"{self._name}-{next(self._numbers)}")
                await asyncio.sleep(_PAUSE)

    def end(self) -> None:
        self._over = True

    async def _petition(self, who: Who, name: str) -> None:
        body = demand(who, matter=name)
        one = await self._ask(CLERK, "petitions", body, name)
        kind = {"topic_class": "DIFFICULT", "category_code": "NOISE", "demand_type": "HELP"}
        path = f"petitions/{one.key}/classify-petition"
        await self._ask(COMMUNITY, path, kind, f"{name} classified")

    async def _dispute(self, who: Who, name: str) -> None:
        body = {
            "source": "RESIDENT",
            "local_kind": "LIFE",
            "estate_id": "E01",
            "reporter": who.person,
            "summary": f"两家不和：{name}",
        }
        one = await self._ask(CLERK, "disputes", body, name)
        kind = {"local_kind": "LIFE", "severity": "MINOR", "risk": "GREEN"}
        path = f"disputes/{one.key}/triage-dispute"
        await self._ask(COMMUNITY, path, kind, f"{name} triaged")

    async def _order(self, who: Who, name: str) -> None:
        body = {
            "resident": who.person,
            "estate_id": "E01",
            "free_text": f"想要：{name}",
            "audience": "SENIOR",
            "location": "STATION",
        }
        one = await self._ask(CLERK, "orders", body, name)
        reviewed = {"order_category": "CULTURE", "risk_level": "LOW"}
        path = f"orders/{one.key}/approve-order"
        await self._ask(COMMUNITY, path, reviewed, f"{name} approved")

    async def _ask(self, who: Who, path: str, body: dict[str, Any], key: str) -> Acknowledged:
        async with asyncio.timeout(GIVE_UP_AFTER):
            told = await self._until_told(who, path, body, key)
        room, _, position = told["position"].partition("/")
        done = Acknowledged(
            room=room,
            command_id=uuid5(KEYS, f"{STREET}\n{who.person}\n{key}"),
            key=told["id"],
            version=told["version"],
            position=int(position),
        )
        self.acknowledged.append(done)
        return done

    async def _until_told(self, who: Who, path: str, body: dict[str, Any], key: str) -> Any:
        while True:
            try:
                answer = await self._client.post(who, path, body, key=key)
            except httpx2.TransportError as error:
                self.troubles[type(error).__name__] += 1
            else:
                if answer.is_success:
                    return answer.json()
                self.troubles[answer.json()["type"].rpartition("/")[2]] += 1
                assert answer.status_code in _COME_AGAIN, f"{path}: {answer.text}"
            await asyncio.sleep(_AGAIN)


@asynccontextmanager
async def under_load(client: Client, name: str) -> AsyncIterator[Load]:
    """Clients at work while the block runs; at its end each finishes what it has begun."""
    load = Load(client, name)
    async with asyncio.TaskGroup() as clients:
        for number in range(CLIENTS):
            clients.create_task(load.one_client(number))
        try:
            yield load
        finally:
            load.end()
