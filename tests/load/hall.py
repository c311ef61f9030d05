"""The petitions room at work on a log of its own: its own deciders, commands and permissions."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import date
from itertools import count
from uuid import UUID

from uuid_utils.compat import uuid7

from services.contracts.petitions.commands.registry import (
    AssessPartyOrg,
    FoundPartyOrg,
    RegisterUnit,
)
from services.contracts.places import UnitKind
from services.kernel import Command
from services.kernel.actor import Grant, Principal
from services.kernel.ask import Ask
from services.kernel.execution import Execution
from services.petitions.room import room
from services.plumbing.postgres import PostgresStore, open_store
from tests.load.figures import Run
from tests.load.spent import spending
from tests.scenario import STREET

MANY = 2_000
"""Streams that are written in turn."""

_OFFICER = Principal(
    person=str(UUID(int=7)), street=STREET, grants=(Grant(role="street_officer", org=STREET),)
)


class Hall:
    """An execution over a store. Each command makes one event, on a Party organisation's stream."""

    def __init__(self, store: PostgresStore, postgres: int) -> None:
        self.store, self._postgres = store, postgres
        self._execute = Execution(store, room.events, room.deciders, room.around, room.permit)

    async def found(self, many: int = MANY) -> None:
        """The street, and so many Party organisations in it."""
        await self._execute(
            _asked(RegisterUnit(unit_id=STREET, kind=UnitKind.STREET, name="圣泉街道"))
        )
        for begin in range(0, many, 200):
            group = range(begin, min(begin + 200, many))
            await asyncio.gather(*(self._execute(_asked(_founding(n))) for n in group))

    async def grow(self, events: int) -> None:
        """Assess until the log is so long."""
        missing = events - await self.store.head(STREET)
        if missing > 0:
            await self.run(writers=256, streams=MANY, seconds=3600, most=missing)

    async def run(
        self, *, writers: int, streams: int, seconds: float, most: int | None = None
    ) -> Run:
        """Commands by so many concurrent writers, each waiting for its answer, for some seconds."""
        latencies: list[float] = []
        numbers = iter(range(most)) if most is not None else count()
        until = time.perf_counter() + seconds

        async def writer() -> None:
            for number in numbers:
                begun = time.perf_counter()
                if begun >= until:
                    return
                await self._execute(_asked(_assessing(number % streams)))
                latencies.append(time.perf_counter() - begun)

        with spending({"postgres": self._postgres}) as spent:
            async with asyncio.TaskGroup() as group:
                for _ in range(writers):
                    group.create_task(writer())
        return Run(count=len(latencies), seconds=spent.seconds, latencies=latencies, cpu=spent.cpu)


@asynccontextmanager
async def open_hall(url: str, postgres: int) -> AsyncIterator[Hall]:
    """The hall over the log at `url`."""
    async with open_store(url, [STREET]) as store:
        yield Hall(store, postgres)


def _asked(command: Command) -> Ask:
    return Ask(command=command, command_id=uuid7(), principal=_OFFICER)


def _name(number: int) -> str:
    return f"P{number:05}"


def _founding(number: int) -> FoundPartyOrg:
    return FoundPartyOrg(
        party_org_id=_name(number),
        level=1,
        name=f"第{number}党组织",
        place_id=STREET,
        founded_on=date(2023, 6, 1),
    )


def _assessing(number: int) -> AssessPartyOrg:
    return AssessPartyOrg(
        party_org_id=_name(number), scheme="红岩先锋变革型组织", grade="示范，全街道通报表扬"
    )


def commands(many: int) -> Sequence[Command]:
    """Such commands as they are asked here, for whoever measures a part of the way."""
    return [_assessing(number % MANY) for number in range(many)]
