"""The whole room in memory: it is asked, hears itself, and what the hall is scripted to say."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count
from uuid import UUID, uuid5

from services.contracts.mediation.events import mediation_events
from services.kernel import Command, Event, Forbidden, Recorded, Refusal
from services.kernel.actor import Actor, Principal
from services.kernel.ask import Ask
from services.kernel.execution import Execution
from services.kernel.memory import MemoryStore
from services.kernel.reaction import asks
from services.kernel.record import Stored
from services.kernel.replies import Accepted
from services.mediation.room import room
from tests.scenario import NOON, STREET

HALL = Actor(person="system:petitions", role="system", org=STREET)


class Living:
    """One street's mediation room, its clock in our hands."""

    def __init__(self) -> None:
        self.now = NOON
        self.store = MemoryStore(clock=lambda: self.now)
        self._execution = Execution(
            self.store, room.events, room.deciders, room.around, room.permit, lambda: self.now
        )
        self._numbers = count(1)
        self._heard = 0

    def later(self, days: int) -> None:
        self.now += timedelta(days=days)

    async def ask(
        self, command: Command, by: Principal, occurred_at: datetime | None = None
    ) -> Accepted:
        """Asked by somebody; then the room hears itself until it has nothing more to say."""
        which = uuid5(UUID(int=9), str(next(self._numbers)))
        told = await self._execution(
            Ask(command=command, command_id=which, principal=by, occurred_at=occurred_at)
        )
        await self._settle()
        return told

    async def hear(self, *events: Event) -> None:
        """The hall says this."""
        for event in events:
            await self.hear_again(self.said(event))

    async def hear_again(self, heard: Recorded[Event]) -> None:
        await self._react("petitions", heard)
        await self._settle()

    def said(self, event: Event) -> Recorded[Event]:
        """An event of the hall's log."""
        n = next(self._numbers)
        stored = Stored(
            log=STREET,
            position=n,
            stream=event.stream,
            version=1,
            event_id=uuid5(UUID(int=8), str(n)),
            type=type(event).__name__,
            schema_version=event.schema_version,
            occurred_at=self.now,
            recorded_at=self.now,
            actor=HALL,
            command_id=uuid5(UUID(int=7), str(n)),
            correlation_id=uuid5(UUID(int=7), str(n)),
            causation_id=None,
            body=event.model_dump_json().encode(),
        )
        return Recorded(stored=stored, event=event)

    async def told(self, *kinds: type[Event]) -> list[Event]:
        """Everything of these kinds the room has told so far."""
        return [each.event for each in await self._told(0) if isinstance(each.event, kinds)]

    async def names(self) -> list[str]:
        """What the room has told so far, by name."""
        return [type(each.event).__name__ for each in await self._told(0)]

    async def _told(self, after: int) -> Sequence[Recorded[Event]]:
        return [
            Recorded(
                stored=each,
                event=mediation_events.decode(each.type, each.schema_version, each.body),
            )
            for each in await self.store.read(STREET, after, 1000)
        ]

    async def _settle(self) -> None:
        while fresh := await self._told(self._heard):
            for each in fresh:
                self._heard = each.stored.position
                await self._react("mediation", each)

    async def _react(self, source: str, heard: Recorded[Event]) -> None:
        for ask in asks(room.name, heard, room.hears[source].react(heard)):
            try:
                await self._execution(ask)
            except Refusal as refusal:
                if isinstance(refusal, Forbidden):  # the room may do what it asks of itself
                    raise
