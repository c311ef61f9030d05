"""The one loop: look, fold, decide, append; again if someone was faster."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from services.kernel import writing
from services.kernel.actor import Actor
from services.kernel.ask import Ask
from services.kernel.decider import Around, Decider, Setting, Standing
from services.kernel.footing import Footing
from services.kernel.ground import Ground
from services.kernel.outcome import told, told_before
from services.kernel.refusal import Refusal, StaleVersion, TooManyRaces
from services.kernel.replies import Accepted
from services.kernel.store import (
    Answer,
    Append,
    Appended,
    EventStore,
    Outcome,
    Raced,
)
from services.kernel.values import Event
from services.kernel.vocabulary import Vocabulary

type Permit[X] = Callable[[Ask, Standing, X], Actor]
"""As whom this may be done; raises `Forbidden` where it may not."""

type AnyDecider[X] = Decider[Any, Any, Any, X]
"""A decider of whatever aggregate: `Execution` hands each its own commands and states."""


def wall_clock() -> datetime:
    return datetime.now(UTC)


def _uncounted() -> None:
    """Nobody counts lost races."""


class Execution[X]:
    """Answers the commands of one room: the only way an event comes to be."""

    def __init__(
        self,
        store: EventStore,
        vocabulary: Vocabulary[Event],
        deciders: Sequence[AnyDecider[X]],
        around: Around[X],
        permit: Permit[X],
        clock: Callable[[], datetime] = wall_clock,
        attempts: int = 12,
        raced: Callable[[], None] = _uncounted,
    ) -> None:
        self._store = store
        self._vocabulary = vocabulary
        self._deciders = {each.category: each for each in deciders}
        self._permit = permit
        self._clock = clock
        self._attempts = attempts
        self._raced = raced
        self._ground = Ground(store, vocabulary, around)

    async def __call__(self, ask: Ask) -> Accepted:
        """What became of it.

        Raises a Refusal: what the aggregate, the permission table or the asked version says against
        it, `CommandIdReused`, or `TooManyRaces` when every attempt lost its race.
        """
        for attempt in range(self._attempts):
            answer = await self._attempt(ask, first=attempt == 0)
            if answer is not None:
                return Accepted(
                    room=self._vocabulary.room,
                    stream=answer.stream,
                    version=answer.version,
                    position=answer.position,
                )
            self._raced()
        raise TooManyRaces(attempts=self._attempts)

    async def open(self, log: str) -> None:
        """Read this log's surroundings at leisure: else the first command waits for it.

        Raises LogUnreadable where they hold an event this program does not understand.
        """
        await self._ground.open(log)

    async def _attempt(self, ask: Ask, *, first: bool) -> Answer | None:
        """One try: the answer, or None when the race was lost."""
        decider, others = self._asked(ask)
        ready = self._at_hand(ask, decider, others) if first else None
        if ready is not None:
            outcome = await self._append(decider, *ready)
            if isinstance(outcome, Raced):
                self._ground.look_first(ask.street)
            return told(outcome, decider, ready[-1])
        footing = await self._ground.footing(ask, decider, (ask.stream, *others.values()))
        if footing.answered is not None:
            return told_before(ask, *footing.answered)
        try:
            append, events = self._decide(ask, decider, others, footing)
        except Refusal:
            # What is not yet or only just written must not refuse the very command that wrote it.
            if not await footing.holds():
                return None
            before = await self._ground.answered(ask) if footing.later else None
            if before is not None:
                return told_before(ask, *before)
            raise
        return told(await self._append(decider, footing, append, events), decider, events)

    def _asked(self, ask: Ask) -> tuple[AnyDecider[X], Mapping[str, str]]:
        """Who decides, and the other streams the command names, by key."""
        decider = self._deciders[ask.command.category]
        others = decider.others(ask.command)
        return decider, {key: f"{decider.category}-{key}" for key in others}

    def _at_hand(
        self, ask: Ask, decider: AnyDecider[X], others: Mapping[str, str]
    ) -> tuple[Footing[X], Append, Sequence[Event]] | None:
        """What is decided upon what is remembered alone; None where a look must come first.

        A refusal is not given without a look: what is remembered may be out of date.
        """
        footing = self._ground.at_hand(ask, decider, (ask.stream, *others.values()))
        if footing is None:
            return None
        try:
            append, events = self._decide(ask, decider, others, footing)
        except Refusal:
            return None
        return footing, append, events

    def _decide(
        self, ask: Ask, decider: AnyDecider[X], others: Mapping[str, str], footing: Footing[X]
    ) -> tuple[Append, Sequence[Event]]:
        main = footing.known[ask.stream]
        if ask.expected_version not in (None, main.version):
            raise StaleVersion(version=main.version)
        standing = decider.standing(ask.command, main.state, footing.around)
        actor = self._permit(ask, standing, footing.around)
        now = self._clock()
        setting = Setting(
            now=now,
            occurred_at=ask.occurred_at or now,
            asker=ask.principal,
            around=footing.around,
            others={key: footing.known[stream].state for key, stream in others.items()},
        )
        events = decider.decide(ask.command, main.state, setting)
        append = writing.request(ask, actor, setting, decider, self._vocabulary, footing, events)
        return append, events

    async def _append(
        self,
        decider: AnyDecider[X],
        footing: Footing[X],
        append: Append,
        events: Sequence[Event],
    ) -> Outcome:
        """Nothing is awaited before the store has it: appends stand in the order of decisions."""
        expectation = self._ground.expect(decider, footing, append, events)
        outcome: Outcome | None = None
        try:
            outcome = await self._store.append(append)
        finally:
            expectation.settle(isinstance(outcome, Appended) and not outcome.again)
            if outcome is None:  # it may be in the log, and what is remembered lacks it
                self._ground.look_first(append.log)
        if isinstance(outcome, Appended) and not outcome.again:
            self._ground.wrote(append, events, outcome.answer.position)
        return outcome
