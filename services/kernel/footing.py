"""What a decision stands on: states remembered, completed by one look, or not even written yet.

A command need not wait until the one before it on the same stream is on the disk: it is decided
upon what that one will have made of it, and its append says which attempt it leans on. Should that
one not be written, neither is this one, and it is decided again.
"""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from services.kernel.ask import Ask
from services.kernel.cache import Cache, Known
from services.kernel.decider import Around, Decider
from services.kernel.record import Stored
from services.kernel.store import Answer, Append, EventStore, Wanted
from services.kernel.values import Event, State
from services.kernel.vocabulary import Vocabulary

type _Decider = Decider[Any, Any, Any, Any]


class Unwritten(State):
    """How a stream will stand. Those that lean on one another share a `line`, and fall together."""

    known: Known[Any]
    attempt: int
    line: object
    written: asyncio.Future[bool]


class Footing[X](State):
    """The states of the streams a decision is about, and the surroundings."""

    known: Mapping[str, Known[Any]]
    around: X
    leaning: Mapping[str, Unwritten]
    """Those whose state is not written yet."""
    later: bool
    """Some state is later than the look, so `answered` may be out of date."""
    answered: tuple[Answer, bytes] | None

    @property
    def guards(self) -> dict[str, int]:
        return {stream: each.version for stream, each in self.known.items()}

    @property
    def leans_on(self) -> dict[str, int]:
        return {stream: each.attempt for stream, each in self.leaning.items()}

    async def holds(self) -> bool:
        """Everything this leans on was written."""
        written = [each.written for each in self.leaning.values()]
        if written:
            await asyncio.wait(written)  # not `await each`: who is cancelled would cancel it
        return all(each.result() for each in written)


class Ground[X]:
    """What one process remembers of the logs it writes."""

    def __init__(self, store: EventStore, vocabulary: Vocabulary[Event], around: Around[X]) -> None:
        self._store, self._vocabulary, self._around = store, vocabulary, around
        self._states: Cache[Any] = Cache()
        self._surroundings: Cache[X] = Cache()
        self._unwritten: dict[tuple[str, str], Unwritten] = {}

    async def footing(self, ask: Ask, decider: _Decider, streams: Sequence[str]) -> Footing[X]:
        """One look, folded onto what is remembered."""
        log = ask.street
        known = {stream: self._states.get(log, stream, decider.initial) for stream in streams}
        surroundings = self._surroundings.get(log, "", self._around.initial)
        seen = {stream: each.version for stream, each in known.items()}
        found = await self._store.look(
            Wanted(
                log=log,
                command_id=ask.command_id,
                streams=seen,
                categories=self._around.categories,
                after=surroundings.version,
            )
        )
        states = self._folded(log, decider, known, found.streams)
        around = self._seen(log, surroundings, found.around, found.head)
        leaning: dict[str, Unwritten] = {}
        for stream, each in states.items():
            unwritten = self._unwritten.get((log, stream))
            if unwritten is not None and unwritten.known.version > each.version:
                leaning[stream] = unwritten
        states |= {stream: unwritten.known for stream, unwritten in leaning.items()}
        if found.streams:
            seen = seen | {stored.stream: stored.version for stored in found.streams}
        return Footing(
            known=states,
            around=around.state,
            leaning=leaning,
            later=around.version > found.head
            or any(each.version > seen[stream] for stream, each in states.items()),
            answered=found.answered,
        )

    async def answered(self, ask: Ask) -> tuple[Answer, bytes] | None:
        """What this command was told before, if it was."""
        wanted = Wanted(log=ask.street, command_id=ask.command_id, streams={})
        return (await self._store.look(wanted)).answered

    def expect(
        self, decider: _Decider, footing: Footing[X], append: Append, events: Sequence[Event]
    ) -> "Expectation":
        """From now on decisions lean on these events; until the expectation is settled."""
        written = asyncio.get_running_loop().create_future()
        known = dict(footing.known)
        unwritten: dict[tuple[str, str], Unwritten] = {}
        for new, event in zip(append.events, events, strict=True):
            state = decider.evolve(known[new.stream].state, event)
            known[new.stream] = Known(version=new.version, state=state)
            below = footing.leaning.get(new.stream)
            unwritten[(append.log, new.stream)] = Unwritten(
                known=known[new.stream],
                attempt=append.attempt,
                line=below.line if below is not None else written,
                written=written,
            )
        self._unwritten |= unwritten
        return Expectation(self._unwritten, self._states, unwritten, written)

    def wrote(self, append: Append, events: Sequence[Event], position: int) -> None:
        """Our own events up to here are in the log: they need not be read where nothing is missing
        before them."""
        held = self._surroundings.get(append.log, "", self._around.initial)
        if held.version != position - len(events):
            return
        state = held.state
        for event in events:
            if event.category in self._around.categories:
                state = self._around.evolve(state, event)
        self._surroundings.put(append.log, "", Known(version=position, state=state))

    def _folded(
        self,
        log: str,
        decider: _Decider,
        known: Mapping[str, Known[Any]],
        events: Sequence[Stored],
    ) -> dict[str, Known[Any]]:
        """The latest we know: others may have folded these events, and more, while we looked."""
        states = {stream: self._states.latest(log, stream, each) for stream, each in known.items()}
        for stored in events:
            held = states[stored.stream]
            if stored.version > held.version:
                state = decider.evolve(held.state, self._read(stored))
                states[stored.stream] = Known(version=stored.version, state=state)
        for stream, each in states.items():
            self._states.put(log, stream, each)
        return states

    def _seen(self, log: str, known: Known[X], events: Sequence[Stored], head: int) -> Known[X]:
        """The surroundings as they were when the log stood at `head`, or later."""
        held = self._surroundings.latest(log, "", known)
        if held.version >= head:
            return held
        state = held.state
        for stored in events:
            if stored.position > held.version:
                state = self._around.evolve(state, self._read(stored))
        held = Known(version=head, state=state)
        self._surroundings.put(log, "", held)
        return held

    def _read(self, stored: Stored) -> Event:
        return self._vocabulary.decode(stored.type, stored.schema_version, stored.body)


class Expectation:
    """Events on their way to the log."""

    def __init__(
        self,
        all_unwritten: dict[tuple[str, str], Unwritten],
        states: Cache[Any],
        own: Mapping[tuple[str, str], Unwritten],
        written: asyncio.Future[bool],
    ) -> None:
        self._all, self._states, self._own, self._written = all_unwritten, states, own, written

    def settle(self, written: bool) -> None:
        """They are in the log, or it is not known that they are: then nothing may lean on them."""
        for (log, stream), each in self._own.items():
            current = self._all.get((log, stream))
            if written:
                self._states.put(log, stream, each.known)
            if current is each or (not written and current and current.line is each.line):
                del self._all[(log, stream)]
        self._written.set_result(written)
