"""Given what happened, when this is asked, then that happens: one line a promise, for every
decider."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

from services.kernel import Command, Decider, Event, Refusal, Setting, Vocabulary
from services.kernel.actor import Grant, Principal, system
from services.kernel.decider import fold

NOON = datetime(2024, 11, 4, 4, 0, tzinfo=UTC)
"""Monday 2024-11-04, twelve o'clock in Shengquan."""

STREET = "shengquan"
SOMEBODY = Principal(
    person="00000000-0000-7000-8000-000000000001",
    street=STREET,
    grants=(Grant(role="street_officer", org=STREET),),
)


def an_id[T](kind: Callable[[UUID], T], name: str = "") -> T:
    """A fixed id of this kind: the same name gives the same id."""
    return kind(uuid5(UUID(int=7), f"{getattr(kind, '__name__', kind)}/{name}"))


@dataclass(frozen=True)
class Scenario:
    """`Scenario(decider, vocabulary, around).given(...).when(...).then(...)` or `.refused(...)`."""

    decider: Decider[Any, Any, Any, Any]
    vocabulary: Vocabulary[Any]
    around: Any
    history: tuple[Event, ...] = ()
    others: dict[str, tuple[Event, ...]] = field(default_factory=dict)

    def given(self, *events: Event) -> "Scenario":
        return Scenario(self.decider, self.vocabulary, self.around, events, self.others)

    def beside(self, key: object, *events: Event) -> "Scenario":
        """What happened to another aggregate of this kind that the command names."""
        others = {**self.others, str(key): events}
        return Scenario(self.decider, self.vocabulary, self.around, self.history, others)

    def when(
        self,
        command: Command,
        at: datetime = NOON,
        by: Principal | None = None,
        occurred_at: datetime | None = None,
    ) -> "Outcome":
        """Asked by a street officer; what is internal, by the room itself."""
        by = by or (system("a-room", STREET) if command.internal else SOMEBODY)
        named = self.decider.others(command)
        setting = Setting(
            now=at,
            occurred_at=occurred_at or at,
            asker=by,
            around=self.around,
            others={key: self._state(self.others.get(key, ())) for key in named},
        )
        try:
            events = self.decider.decide(command, self._state(self.history), setting)
        except Refusal as refusal:
            return Outcome(self, (), refusal)
        return Outcome(self, tuple(events), None)

    def _state(self, events: Sequence[Event]) -> Any:
        return fold(self.decider.evolve, self.decider.initial, events)


@dataclass(frozen=True)
class Outcome:
    """What was decided."""

    scenario: Scenario
    events: tuple[Event, ...]
    refusal: Refusal | None

    def then(self, *expected: Event) -> None:
        """Exactly these events; and each of them can be stored, read back and folded."""
        assert self.refusal is None, f"refused: {self.refusal}"
        assert self.events == expected
        words = self.scenario.vocabulary
        for event in self.events:
            name, version = type(event).__name__, event.schema_version
            assert words.decode(name, version, words.encode(event)) == event

    def refused(self, reason: type[Refusal]) -> None:
        """Refused for this reason, and nothing happened."""
        assert type(self.refusal) is reason, f"events: {self.events}, refusal: {self.refusal!r}"
