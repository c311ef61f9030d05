"""What the tests of the wire share: people who ask, a log to carry, a follower, and patience."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from uuid import UUID, uuid4

from pydantic import SecretStr

from services.contracts.petitions.commands.registry import RegisterUnit
from services.contracts.places import UnitKind
from services.kernel import Command
from services.kernel.actor import Actor
from services.kernel.ask import Ask
from services.kernel.memory import MemoryStore
from services.kernel.record import Stored, event_id
from services.kernel.store import Append, NewEvent
from services.plumbing.settings import RoomSettings
from services.plumbing.source import Stretch
from tests.conftest import FreshDatabase
from tests.scenario import NOON, SOMEBODY, STREET

ROOM = "petitions"
TOKEN = "a-shared-secret-of-the-house"


async def until(so: Callable[[], bool | Awaitable[bool]], *, within: float = 10.0) -> None:
    """Wait for something to become so; it must within the time."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + within
    while True:
        found = so()
        if found if isinstance(found, bool) else await found:
            return
        assert loop.time() < deadline, f"not so within {within} s"
        await asyncio.sleep(0.02)


@asynccontextmanager
async def beside(work: Awaitable[None]) -> AsyncIterator["asyncio.Task[None]"]:
    """Work that runs while what is inside runs, and is then cancelled."""
    task = asyncio.ensure_future(work)
    assert isinstance(task, asyncio.Task)
    try:
        yield task
        if task.done() and not task.cancelled():
            task.result()
    finally:
        task.cancel()
        await asyncio.wait([task])


def settings(database: FreshDatabase, nats_url: str) -> RoomSettings:
    """What a room of this street is told."""
    return RoomSettings(
        database_url=SecretStr(database.service_url),
        migration_url=SecretStr(database.owner_url),
        nats_url=SecretStr(nats_url),
        streets=(STREET,),
        feed_token=SecretStr(TOKEN),
    )


def asking(command: Command, command_id: UUID | None = None) -> Ask:
    """A street officer asks."""
    return Ask(command=command, command_id=command_id or uuid4(), principal=SOMEBODY)


def register(name: str) -> RegisterUnit:
    """A community of the street, under a name that is its code."""
    return RegisterUnit(unit_id=name, kind=UnitKind.COMMUNITY, name=name, parent_id=STREET)


the_street = RegisterUnit(unit_id=STREET, kind=UnitKind.STREET, name="圣泉街道")


class LogOnPaper(MemoryStore):
    """A log in memory that a test writes itself; read as a feed, too."""

    async def write(self, how_many: int, log: str = STREET, kind: str = "UnitRegistered") -> None:
        """Events as they would stand in a room's log, a command each."""
        for _ in range(how_many):
            position = await self.head(log) + 1
            command = UUID(int=position)
            new = NewEvent(
                stream=f"unit-U{position}",
                version=1,
                event_id=event_id(command, 0),
                type=kind,
                schema_version=1,
                body=f'{{"unit_id":"U{position}","name":"楼{position}"}}'.encode(),
            )
            await self.append(
                Append(
                    log=log,
                    command_id=command,
                    attempt=position,
                    fingerprint=b"",
                    stream=new.stream,
                    guards={new.stream: 0},
                    events=[new],
                    occurred_at=NOON,
                    actor=Actor(person="p", role="street_officer", org=STREET),
                    correlation_id=command,
                    causation_id=None,
                )
            )

    async def events(self, log: str, after: int, limit: int) -> Sequence[Stored]:
        return await self.read(log, after, limit)

    async def some(self, log: str, after: int, types: Collection[str]) -> Stretch:
        head = await self.head(log)
        to = min(after + 10, head)
        found = await self.read_types(log, after, to, types)
        return Stretch(events=found, to=max(to, after), head=head)


class Follower:
    """Somebody who follows a log and keeps what they were given, in the order given."""

    def __init__(self) -> None:
        self.heard: list[Stored] = []

    @property
    def positions(self) -> list[int]:
        return [each.position for each in self.heard]

    def has(self, how_many: int) -> bool:
        return len(self.heard) == how_many

    async def after(self) -> int:
        return self.heard[-1].position if self.heard else 0

    async def apply(self, events: Sequence[Stored]) -> None:
        self.heard += events


async def an_epoch(_: str) -> str:
    return "one"
