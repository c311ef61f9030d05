"""The whole hall without a wire: commands in, its own events heard, timers fired."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4, uuid5

from services.contracts.petitions.events import petitions_events
from services.kernel import Command, Event, Recorded
from services.kernel.actor import Actor, Principal, system
from services.kernel.ask import Ask
from services.kernel.execution import Execution
from services.kernel.memory import MemoryStore
from services.kernel.reaction import asks
from services.kernel.record import Stored
from services.kernel.replies import Accepted
from services.kernel.store import EventStore
from services.petitions.room import room
from tests.scenario import NOON, STREET


class HallInMemory:
    """One street's hall. `heard` is how far it has listened to itself."""

    def __init__(self, store: EventStore | None = None, now: datetime = NOON) -> None:
        self.now = now
        self.store = store or MemoryStore(clock=lambda: self.now)
        self.execute = Execution(
            self.store, room.events, room.deciders, room.around, room.permit, lambda: self.now
        )
        self.heard = 0

    async def ask(
        self, command: Command, by: Principal, occurred_at: datetime | None = None
    ) -> Accepted:
        """Answered, and everything that follows in the hall has followed."""
        ask = Ask(command=command, command_id=uuid4(), principal=by, occurred_at=occurred_at)
        answer = await self.execute(ask)
        await self.listen()
        return answer

    async def listen(self) -> None:
        """Hear everything in the own log, its echoes included, each event twice."""
        while fresh := await self.store.read(STREET, self.heard, 100):
            for stored in fresh:
                event = petitions_events.decode(stored.type, stored.schema_version, stored.body)
                await self.react("petitions", Recorded(stored=stored, event=event))
                self.heard = stored.position

    async def hear(self, sender: str, event: Event) -> None:
        """Something another room tells."""
        words = room.hears[sender].words
        stored = Stored(
            log=STREET,
            position=1,
            stream=event.stream,
            version=1,
            event_id=uuid5(UUID(int=9), f"{sender}/{self.now}/{words.encode(event)!r}"),
            type=type(event).__name__,
            schema_version=event.schema_version,
            occurred_at=self.now,
            recorded_at=self.now,
            actor=Actor(person="somebody", role="mediator", org=STREET),
            command_id=uuid4(),
            correlation_id=uuid4(),
            causation_id=None,
            body=words.encode(event),
        )
        await self.react(sender, Recorded(stored=stored, event=event))
        await self.listen()

    async def react(self, sender: str, heard: Recorded[Event]) -> None:
        commands = room.hears[sender].react(heard)
        for _ in range(2):
            for ask in asks("petitions", heard, commands):
                await self.execute(ask)

    async def wait_until(self, moment: datetime) -> None:
        """Time passes, and every promise that falls due is kept."""
        self.now = moment
        for timer in await self.store.due(moment, 100):
            kinds = {command.__name__: command for command in room.commands}
            command = kinds[timer.type].model_validate_json(timer.body)
            ask = Ask(
                command=command,
                command_id=timer.timer_id,
                principal=system("petitions", timer.log),
            )
            await self.execute(ask)
            await self.store.fired(timer.log, timer.timer_id)
        await self.listen()

    async def told(self, about: Event | Command | str = "") -> list[str]:
        """The names of the events of one stream (of all), in order."""
        stream = about if isinstance(about, str) else about.stream
        events: Sequence[Stored] = await self.store.read(STREET, 0, 10_000)
        return [each.type for each in events if stream in ("", each.stream)]
