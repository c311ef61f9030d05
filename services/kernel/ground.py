"""What decisions stand on: states remembered, completed by one look, or not even written yet.

A command need not wait until the one before it on the same stream is on the disk: it is decided
upon what that one will have made of it, and its append says which attempt it leans on. Should that
one not be written, neither is this one, and it is decided again.

Nor need it look where everything is remembered: its append guards the versions it was decided upon
and says up to where its surroundings were known. Where somebody else has written since, it is
decided again after a look; so is a refusal, which no append would check.
"""

import asyncio
from collections.abc import Mapping, Sequence
from secrets import token_hex
from typing import Any
from uuid import UUID

from services.kernel.ask import Ask
from services.kernel.cache import Cache, Known
from services.kernel.decider import Around, Decider
from services.kernel.footing import Footing
from services.kernel.outlook import Outlook
from services.kernel.record import Stored
from services.kernel.refusal import LogUnreadable
from services.kernel.store import Answer, Append, EventStore, Found, Wanted
from services.kernel.unwritten import Expectation, Unwritten
from services.kernel.values import Event
from services.kernel.vocabulary import UNREADABLE, Vocabulary

type _Decider = Decider[Any, Any, Any, Any]

_NOBODYS = UUID(int=0)
"""The command id of a look that no command asks for."""


class Ground[X]:
    """What one process remembers of the logs it writes."""

    def __init__(self, store: EventStore, vocabulary: Vocabulary[Event], around: Around[X]) -> None:
        self._store, self._vocabulary = store, vocabulary
        self._writer = token_hex(4)
        self._outlook = Outlook(around, self._read)
        self._states: Cache[Any] = Cache()
        self._unwritten: dict[tuple[str, str], Unwritten] = {}

    def at_hand(self, ask: Ask, decider: _Decider, streams: Sequence[str]) -> Footing[X] | None:
        """What is remembered, if that is everything and nobody else seems to write this log."""
        log = ask.street
        around = self._outlook.complete(log)
        if around is None:
            return None
        known: dict[str, Known[Any]] = {}
        for stream in streams:
            held = self._states.held(log, stream)
            if held is None and ask.command.creates and stream == ask.stream:
                held = Known(version=0, state=decider.initial)
            if held is None:
                return None
            known[stream] = held
        leaning = self._leaning(log, known)
        known |= {stream: unwritten.known for stream, unwritten in leaning.items()}
        return Footing(
            known=known,
            around=around.state,
            leaning=leaning,
            writer=self._writer,
            knew=around.version,
        )

    async def footing(self, ask: Ask, decider: _Decider, streams: Sequence[str]) -> Footing[X]:
        """One look, folded onto what is remembered."""
        log = ask.street
        known = {stream: self._states.get(log, stream, decider.initial) for stream in streams}
        seen = {stream: each.version for stream, each in known.items()}
        found, around = await self._look(log, ask.command_id, seen)
        states = self._folded(log, decider, known, found.streams)
        leaning = self._leaning(log, states)
        states |= {stream: unwritten.known for stream, unwritten in leaning.items()}
        if found.streams:
            seen = seen | {stored.stream: stored.version for stored in found.streams}
        return Footing(
            known=states,
            around=around.state,
            leaning=leaning,
            writer=self._writer,
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
        return Expectation(self._unwritten, self._states, unwritten, written)

    def wrote(self, append: Append, events: Sequence[Event], position: int) -> None:
        """These events are in the log, the last of them at this position."""
        self._outlook.wrote(append.log, events, position)

    def look_first(self, log: str) -> None:
        """What is remembered of this log may lack something."""
        self._outlook.look_first(log)

    async def open(self, log: str) -> None:
        """Read the surroundings, before anybody waits for them."""
        await self._look(log, _NOBODYS, {})

    async def _look(
        self, log: str, command_id: UUID, seen: Mapping[str, int]
    ) -> tuple[Found, Known[X]]:
        """What is new of these streams and of the surroundings: in pages, if that is much."""
        while True:
            known = self._outlook.known(log)
            wanted = Wanted(
                log=log,
                command_id=command_id,
                streams=seen,
                categories=self._outlook.categories,
                after=known.version,
            )
            found = await self._store.look(wanted)
            around = self._outlook.read(log, known, found.around, found.around_to)
            if around.version >= found.head:
                return found, around

    def _leaning(self, log: str, known: Mapping[str, Known[Any]]) -> dict[str, Unwritten]:
        """Those of these streams that will soon stand at a later version."""
        leaning: dict[str, Unwritten] = {}
        for stream, each in known.items():
            unwritten = self._unwritten.get((log, stream))
            if unwritten is not None and unwritten.known.version > each.version:
                leaning[stream] = unwritten
        return leaning

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

    def _read(self, stored: Stored) -> Event:
        try:
            return self._vocabulary.decode(stored.type, stored.schema_version, stored.body)
        except UNREADABLE as trouble:
            raise LogUnreadable(position=stored.position, type=stored.type) from trouble
