"""The activity room alive in memory: it is asked, it hears itself, its clock goes on and rings."""

from datetime import datetime
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from services.activities.room import room
from services.contracts.petitions.events.registry import (
    EstateRegistered,
    StationPlanned,
    UnitRegistered,
)
from services.contracts.places import UnitKind
from services.kernel import Command, Event, Recorded, Refusal
from services.kernel.actor import Principal, system
from services.kernel.ask import Ask
from services.kernel.execution import Execution
from services.kernel.memory import MemoryStore
from services.kernel.reaction import asks
from services.kernel.record import Stored
from services.kernel.replies import Accepted
from tests.activities.cast import heard
from tests.scenario import STREET


class Living:
    """One replica of the room over a memory store."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.store = MemoryStore(lambda: self.now)
        self.execution: Execution[Any] = Execution(
            self.store,
            room.events,
            room.deciders,
            room.around,
            room.permit,
            clock=lambda: self.now,
        )
        self._heard = 0

    async def ask(
        self,
        command: Command,
        by: Principal,
        at: datetime | None = None,
        command_id: UUID | None = None,
    ) -> Accepted:
        """Ask, as a client does, for what happened at this time; then hear what follows."""
        answer = await self.execution(
            Ask(command=command, command_id=command_id or uuid7(), principal=by, occurred_at=at)
        )
        await self.hear()
        return answer

    async def hear(self, again: bool = False) -> None:
        """Hear everything not yet heard; with `again`, everything, as after a crash."""
        at = 0 if again else self._heard
        while told := await self.store.read(STREET, at, 100):
            for stored in told:
                await self._react(self._told(stored))
                at = stored.position
        self._heard = max(at, self._heard)

    async def _react(self, told: Recorded[Event]) -> None:
        for ask in asks(room.name, told, room.hears[room.name].react(told)):
            await self.execution(ask)

    async def hear_the_hall(self, *events: Event) -> None:
        """The hall has told these."""
        for event in events:
            told = heard(event)
            for ask in asks(room.name, told, room.hears["petitions"].react(told)):
                await self.execution(ask)

    async def ring(self, now: datetime) -> list[str]:
        """The clock is this late now: whatever is due is asked. Names what was asked, in order."""
        self.now, rung = now, []
        commands = {command.__name__: command for command in room.commands}
        for timer in await self.store.due(now, 100):
            command = commands[timer.type].model_validate_json(timer.body)
            rung.append(timer.type)
            by = system(room.name, STREET)
            try:
                await self.execution(Ask(command=command, command_id=timer.timer_id, principal=by))
            except Refusal as no:
                rung.append(no.slug)
            await self.store.fired(STREET, timer.timer_id)
        await self.hear()
        return rung

    async def told(self) -> list[Event]:
        """Every event of the log."""
        return [self._told(each).event for each in await self.store.read(STREET, 0, 1_000_000)]

    def _told(self, stored: Stored) -> Recorded[Event]:
        event = room.events.decode(stored.type, stored.schema_version, stored.body)
        return Recorded(stored=stored, event=event)


the_street = (
    UnitRegistered(unit_id=STREET, kind=UnitKind.STREET, name="圣泉街道", parent_id=None),
    UnitRegistered(unit_id="C1", kind=UnitKind.COMMUNITY, name="一社区", parent_id=STREET),
    EstateRegistered(
        estate_id="E01", name="小区01", community_id="C1", household_count=600, buildings=()
    ),
    StationPlanned(station_id="S01", estate_id="E01", name="小区01驿站"),
)
