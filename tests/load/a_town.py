"""A whole town to measure: every program as it runs for people, its map laid out."""

import asyncio
import json
import signal
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from itertools import cycle

import asyncpg

from services.kernel import replace
from services.town.keys import kept_secret
from services.town.ports import free_port
from tests.load.http_connection import request
from tests.servers import a_folder
from tests.walk.client import Client, client_of
from tests.walk.mediating import Mediation, triaged
from tests.walk.people import CLERK, COMMUNITY, OFFICER, Tokens, Who, resident
from tests.walk.petitioning import demand
from tests.walk.street import Street, at, lay_out
from tests.walk.town import Town

STATIONS = 200
PREMISES = json.dumps(
    {
        "premises_kind": "COMMUNITY_PREMISES",
        "area_centi_m2": 12_000,
        "authorisation_kind": "社区居民委员会决定",
    },
    ensure_ascii=False,
).encode()
"""The body of the command that is measured: asked again it is one event again, on a card that does
not grow by it."""


async def found(client: Client) -> None:
    """The stations whose premises are secured over and over."""

    async def one(number: int) -> None:
        estate = {"estate_id": f"B{number:03}", "name": f"小区{number}", "community_id": "C1"}
        await client.ask(OFFICER, "estates", {**estate, "household_count": 600})
        plan = {"estate_id": f"B{number:03}", "name": f"小区{number}驿站"}
        await client.ask(OFFICER, "stations", {"station_id": f"SB{number:03}", **plan})

    for begin in range(0, STATIONS, 20):
        await asyncio.gather(*(one(number) for number in range(begin, begin + 20)))


def premises(tokens: Tokens, people: int = 1) -> Sequence[bytes]:
    """Commands on those stations: one event each, asked by so many officers in turn."""
    officers = [replace(OFFICER, name=f"street officer {n}") for n in range(people)]
    return [
        _posted(tokens, who, f"stations/SB{number:03}/secure-premises", PREMISES)
        for number, who in zip(range(STATIONS), cycle(officers), strict=False)
    ]


def _posted(tokens: Tokens, who: Who, path: str, body: bytes) -> bytes:
    return request("POST", f"/v1/{path}", body, Authorization=f"Bearer {tokens.of(who)}")


class MeasuredTown:
    """The town, and requests to it byte for byte."""

    def __init__(self, town: Town, client: Client, street: Street) -> None:
        self.town, self.client, self.street = town, client, street
        self._tokens = client.tokens

    @property
    def port(self) -> int:
        return self.town.port

    def servers(self, *names: str) -> dict[str, int]:
        """Whose CPU is counted: programs of the town by name."""
        pids = {name: self.town.program(name).pid for name in names}
        return {name: pid for name, pid in pids.items() if pid is not None}

    def get(self, who: Who, path: str) -> bytes:
        return request("GET", f"/v1/{path}", Authorization=f"Bearer {self._tokens.of(who)}")

    def post(self, who: Who, path: str, body: bytes) -> bytes:
        return _posted(self._tokens, who, path, body)

    def token(self, who: Who) -> str:
        return self._tokens.of(who)

    def premises(self, people: int = 1) -> Sequence[bytes]:
        """One event each, on a stream of its own, asked by so many officers in turn."""
        return premises(self._tokens, people)

    def bare_premises(self) -> Sequence[str]:
        """The same commands as a room is asked them over the bus."""
        body = json.loads(PREMISES)
        return [json.dumps({**body, "station_id": f"SB{n:03}"}) for n in range(STATIONS)]

    @property
    def bus(self) -> str:
        """As the gateway, which alone may ask."""
        return self.town.nats("gateway")

    @property
    def read_models(self) -> str:
        """The gateway's database, as its superuser."""
        return _as_superuser(self.town, "gateway")

    async def head(self) -> int:
        """How long the hall's log is."""
        connection = await asyncpg.connect(self.read_models)
        try:
            heard = "SELECT max(position) FROM heard WHERE room = 'petitions'"
            return int(await connection.fetchval(heard))
        finally:
            await connection.close()

    def petitions(self) -> Sequence[bytes]:
        """A new thing each, with a narrative to seal, a timer and a claim."""
        people = (resident(f"neighbour {number}") for number in range(STATIONS))
        bodies = (json.dumps(demand(who), ensure_ascii=False).encode() for who in people)
        return [self.post(CLERK, "petitions", body) for body in bodies]

    async def a_case(self) -> str:
        """A mediation case with its people, sessions and agreement; its id."""
        one, other = resident("one neighbour"), resident("another neighbour")
        parties = [
            {"party": each.person, "side": side, "capacity": "OWNER"}
            for each, side in ((one, "A"), (other, "B"))
        ]
        report = {"source": "RESIDENT", "local_kind": "LIFE", "estate_id": "E01"}
        report |= {"reporter": one.person, "summary": "楼上夜间噪声大，两家多次争吵。"}
        told = await self.client.ask(CLERK, "disputes", {**report, "parties": parties}, at(5))
        await triaged(self.client, told.key, at(5))
        opening = {"dispute_ids": [told.key], "started_by": "COMMITTEE", "level": 2}
        case = (await self.client.ask(COMMUNITY, "cases", opening, at(6))).key
        mediation = Mediation(self.client, self.street, case, (one, other), at(6))
        await mediation.consents()
        await mediation.gets_a_team()
        await mediation.sits()
        await mediation.agrees()
        done = await mediation.performs()
        await self.client.see(COMMUNITY, f"cases/{case}", after=done)
        return case


async def _commits_are_timed(town: Town) -> None:
    """Postgres begins again, telling of each transaction when it was committed."""
    connection = await asyncpg.connect(_as_superuser(town, "postgres"))
    await connection.execute("ALTER SYSTEM SET track_commit_timestamp = on")
    await connection.close()
    await town.back("postgres", than=town.kill("postgres", signal.SIGINT))
    await town.up()  # returns when every program is ready again


def _as_superuser(town: Town, database: str) -> str:
    password = kept_secret(town.folder, "postgres")
    port = town.program("postgres").ports["postgres"]
    return f"postgresql://postgres:{password}@127.0.0.1:{port}/{database}"


@asynccontextmanager
async def a_town() -> AsyncIterator[MeasuredTown]:
    """Up with its small street, down afterwards."""
    with a_folder() as folder:
        town = Town(data=folder / "data", port=free_port())
        await town.up()
        try:
            await _commits_are_timed(town)
            async with client_of(town) as client:
                measured = MeasuredTown(town, client, await lay_out(client))
                await found(client)
                yield measured
        finally:
            await town.down()
