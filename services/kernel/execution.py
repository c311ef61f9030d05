"""The one loop: look, fold, decide, append; again if someone was faster."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from services.kernel import writing
from services.kernel.actor import Actor
from services.kernel.ask import Ask, fingerprint
from services.kernel.cache import Cache, Known
from services.kernel.claim import Take
from services.kernel.decider import Around, Decider, Setting, Standing
from services.kernel.record import Stored
from services.kernel.refusal import CommandIdReused, Refusal, StaleVersion, TooManyRaces
from services.kernel.replies import Accepted
from services.kernel.store import Answer, Appended, EventStore, Found, Raced, Reused, Taken, Wanted
from services.kernel.values import Event
from services.kernel.vocabulary import Vocabulary

type Permit[X] = Callable[[Ask, Standing, X], Actor]
"""As whom this may be done; raises `Forbidden` where it may not."""

type AnyDecider[X] = Decider[Any, Any, Any, X]
"""A decider of whatever aggregate: `Execution` hands each its own commands and states."""


def wall_clock() -> datetime:
    return datetime.now(UTC)


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
    ) -> None:
        self._store = store
        self._vocabulary = vocabulary
        self._deciders = {each.category: each for each in deciders}
        self._around = around
        self._permit = permit
        self._clock = clock
        self._attempts = attempts
        self._states: Cache[Any] = Cache()
        self._surroundings: Cache[X] = Cache()

    async def __call__(self, ask: Ask) -> Accepted:
        """What became of it.

        Raises a Refusal: what the aggregate, the permission table or the asked version says against
        it, `CommandIdReused`, or `TooManyRaces` when every attempt lost its race.
        """
        for _ in range(self._attempts):
            answer = await self._attempt(ask)
            if answer is not None:
                return Accepted(
                    room=self._vocabulary.room,
                    stream=answer.stream,
                    version=answer.version,
                    position=answer.position,
                )
        raise TooManyRaces(attempts=self._attempts)

    async def _attempt(self, ask: Ask) -> Answer | None:
        """One try: the answer, or None when the race was lost."""
        command = ask.command
        decider = self._deciders[command.category]
        others = {key: f"{decider.category}-{key}" for key in decider.others(command)}
        known = {
            stream: self._states.get(ask.street, stream, decider.initial)
            for stream in (command.stream, *others.values())
        }
        surroundings = self._surroundings.get(ask.street, "", self._around.initial)
        found = await self._look(ask, known, surroundings)
        if found.answered is not None:
            return self._told_before(ask, *found.answered)
        known = self._folded(ask.street, decider, known, found.streams)
        around = self._seen(ask.street, surroundings, found.around)

        main = known[command.stream]
        if ask.expected_version not in (None, main.version):
            raise StaleVersion(version=main.version)
        actor = self._permit(ask, decider.standing(command, main.state, around), around)
        now = self._clock()
        setting = Setting(
            now=now,
            occurred_at=ask.occurred_at or now,
            asker=ask.principal,
            around=around,
            others={key: known[stream].state for key, stream in others.items()},
        )
        events = decider.decide(command, main.state, setting)
        guards = {stream: each.version for stream, each in known.items()}
        append = writing.request(ask, actor, setting, decider, self._vocabulary, guards, events)
        match await self._store.append(append):
            case Appended(answer=answer):
                return answer
            case Raced():
                return None
            case Reused():
                raise CommandIdReused
            case Taken() as taken:
                return _taken(taken, decider, events)

    async def _look(
        self, ask: Ask, known: Mapping[str, Known[Any]], surroundings: Known[X]
    ) -> Found:
        return await self._store.look(
            Wanted(
                log=ask.street,
                command_id=ask.command_id,
                streams={stream: each.version for stream, each in known.items()},
                categories=self._around.categories,
                after=surroundings.version,
            )
        )

    def _told_before(self, ask: Ask, answer: Answer, known_as: bytes) -> Answer:
        if known_as != fingerprint(ask):
            raise CommandIdReused
        return answer

    def _folded(
        self,
        log: str,
        decider: AnyDecider[X],
        known: Mapping[str, Known[Any]],
        events: Sequence[Stored],
    ) -> dict[str, Known[Any]]:
        folded = dict(known)
        for stored in events:
            state = decider.evolve(folded[stored.stream].state, self._read(stored))
            folded[stored.stream] = Known(version=stored.version, state=state)
        for stream, each in folded.items():
            self._states.put(log, stream, each)
        return folded

    def _seen(self, log: str, surroundings: Known[X], events: Sequence[Stored]) -> X:
        state = surroundings.state
        for stored in events:
            state = self._around.evolve(state, self._read(stored))
        if events:
            self._surroundings.put(log, "", Known(version=events[-1].position, state=state))
        return state

    def _read(self, stored: Stored) -> Event:
        return self._vocabulary.decode(stored.type, stored.schema_version, stored.body)


def _taken(taken: Taken, decider: AnyDecider[Any], events: Sequence[Event]) -> Answer:
    """What a claim held by another stream means: the refusal it was taken with, or the holder
    itself."""
    for event in events:
        for claim in decider.claims(event):
            if isinstance(claim, Take) and (claim.scope, claim.key) == (taken.scope, taken.key):
                if claim.refusal is not None:
                    raise claim.refusal(held_by=taken.holder.stream)
                return taken.holder
    raise Refusal(scope=taken.scope)
