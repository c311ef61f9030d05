"""A room's log on paper, for what the gateway makes of it: events by hand, cards and sums back."""

from collections import defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from services.contracts.activities.events import activities_events
from services.contracts.mediation.events import mediation_events
from services.contracts.petitions.events import petitions_events
from services.gateway.folding import Changes, Folding
from services.gateway.hearing import read
from services.kernel import Event, ReadModel, Sealed, Vocabulary
from services.kernel.actor import Actor
from services.kernel.record import Stored
from tests.scenario import NOON, STREET

WORDS: dict[str, Vocabulary[Any]] = {
    "petitions": petitions_events,
    "mediation": mediation_events,
    "activities": activities_events,
}
CLERK = Actor(person="00000000-0000-7000-8000-000000000001", role="street_officer", org=STREET)


def sealed(person: object = UUID(int=1)) -> Sealed:
    """Some sealed text; what it says matters to nobody here."""
    return Sealed(person=str(person), under=str(UUID(int=2)), nonce="bm9uY2U", box="Ym94")


class Paper:
    """One street's log of one room. Positions from 1, stream versions from 1."""

    def __init__(self, room: str = "petitions", log: str = STREET) -> None:
        self.room, self.log = room, log
        self.events: list[Stored] = []
        self._versions: dict[str, int] = defaultdict(int)

    def tell(
        self, *events: Event, at: datetime = NOON, recorded: datetime | None = None
    ) -> "Paper":
        """These were recorded next, and happened at this moment in the world."""
        for event in events:
            body = WORDS[self.room].encode(event)
            self.write(event.stream, type(event).__name__, body, at, recorded)
        return self

    def write(
        self,
        stream: str,
        kind: str,
        body: bytes,
        at: datetime = NOON,
        recorded: datetime | None = None,
    ) -> "Paper":
        """Any bytes as an event, good or bad."""
        self._versions[stream] += 1
        position = len(self.events) + 1
        command = uuid5(UUID(int=3), f"{self.room}/{self.log}/{position}")
        self.events.append(
            Stored(
                log=self.log,
                position=position,
                stream=stream,
                version=self._versions[stream],
                event_id=uuid5(command, "0"),
                type=kind,
                schema_version=1,
                occurred_at=at,
                recorded_at=recorded or at,
                actor=CLERK,
                command_id=command,
                correlation_id=command,
                causation_id=None,
                body=body,
            )
        )
        return self

    def folded(self, model: ReadModel[Any]) -> Changes:
        """Every card and cell that a read model makes of it; nothing may be parked."""
        folding = Folding(model, {}, {})
        for stored in self.events:
            assert folding.tell(read(WORDS[self.room], stored)), (model.name, stored.type)
        return folding.changes()

    def cards(self, model: ReadModel[Any]) -> dict[str, Any]:
        """The cards, as they come back from where they are kept."""
        changes = self.folded(model)
        return {
            key: model.card.model_validate_json(kept.card)
            for key, kept in changes.cards.items()
            if kept is not None
        }

    def card(self, model: ReadModel[Any]) -> Any:
        """The one card."""
        [card] = self.cards(model).values()
        return card
