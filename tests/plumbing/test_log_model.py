"""Whatever is asked, alone or together, Postgres and memory answer alike and keep the same log."""

import asyncio
from collections import Counter
from collections.abc import Iterable
from contextlib import AsyncExitStack
from copy import replace
from datetime import datetime
from itertools import count
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from services.kernel.claim import Claim, Release, Take
from services.kernel.memory import MemoryStore
from services.kernel.record import Stored
from services.kernel.store import Append, EventStore, Wanted
from services.plumbing.postgres import PostgresStore, open_store
from tests.conftest import MakeDatabase
from tests.kernel.appends import FAR_AHEAD, LONG_AGO, a_timer, an_append, an_id
from tests.plumbing.rooms import a_room_database

STREAMS = ("shelf-a", "shelf-b", "card-c")
LOGS = count(1)

streams = st.sampled_from(STREAMS)
names = st.sampled_from(("urge", "close"))
claims = st.one_of(
    st.builds(
        Take,
        scope=st.just("book"),
        key=st.sampled_from(("emma", "persuasion")),
        until=st.sampled_from((None, LONG_AGO, FAR_AHEAD)),
    ),
    st.builds(Release, scope=st.just("book"), key=st.sampled_from(("emma", "persuasion"))),
)


class Request:
    """What to ask, but for the versions it must see: most of the time those that are."""

    def __init__(
        self,
        stream: str,
        beside: str | None,
        behind: int,
        claimed: list[tuple[str, Claim]],
        timer: tuple[str, bool] | None,
        repeated: int | None,
        empty: bool,
        unlooked: int | None,
    ) -> None:
        self.stream, self.beside, self.behind = stream, beside, behind
        self.unlooked = unlooked
        self.claims, self.timer, self.repeated, self.empty = claimed, timer, repeated, empty


requests = st.builds(
    Request,
    stream=streams,
    beside=st.none() | streams,
    behind=st.sampled_from((0, 0, 0, 0, 1)),
    claimed=st.lists(st.tuples(streams, claims), max_size=3),
    timer=st.none() | st.tuples(names, st.booleans()),
    repeated=st.none() | st.integers(0, 20),
    empty=st.sampled_from((False, False, False, True)),
    unlooked=st.none() | st.integers(0, 8),
)
writers = st.sampled_from(("one", "other"))


class SameLog(RuleBasedStateMachine):
    """Each example is a log of its own, in a database that all examples share."""

    loop: asyncio.Runner
    postgres: PostgresStore

    def __init__(self) -> None:
        super().__init__()
        self.log = f"log{next(LOGS)}"
        self.memory = MemoryStore()
        self.asked = 0
        self.loop.run(self.postgres.begin(self.log))

    @rule(several=st.lists(requests, min_size=1, max_size=5), writer=writers)
    def ask(self, several: list[Request], writer: str) -> None:
        """All at once, each decided upon what the ones before it will have made."""
        versions = Counter(each.stream for each in self.events(self.memory))
        appends = [self.append(each, versions, writer) for each in several]

        async def together(store: EventStore) -> list[object]:
            return list(await asyncio.gather(*(store.append(each) for each in appends)))

        assert self.loop.run(together(self.postgres)) == self.loop.run(together(self.memory))

    @rule()
    def fire(self) -> None:
        for timer in self.due(self.memory)[:1]:
            for store in (self.postgres, self.memory):
                self.loop.run(store.fired(self.log, timer))

    @rule(after=st.integers(0, 12), seen=st.dictionaries(streams, st.integers(0, 5)))
    def look(self, after: int, seen: dict[str, int]) -> None:
        wanted = Wanted(
            log=self.log,
            command_id=an_id(after),
            streams=seen,
            categories=("shelf",),
            after=after,
        )
        ours, model = (self.loop.run(store.look(wanted)) for store in (self.postgres, self.memory))
        assert undated(ours.around) == undated(model.around)
        assert (ours.head, ours.answered) == (model.head, model.answered)
        assert ours.around_to == model.around_to == ours.head
        for stream in seen:
            assert undated(e for e in ours.streams if e.stream == stream) == undated(
                e for e in model.streams if e.stream == stream
            )

    @invariant()
    def the_same_is_kept(self) -> None:
        events = self.events(self.postgres)
        assert undated(events) == undated(self.events(self.memory))
        assert [each.position for each in events] == list(range(1, len(events) + 1))
        assert self.due(self.postgres) == self.due(self.memory)

    def append(self, asked: Request, versions: Counter[str], writer: str) -> Append:
        """`unlooked`: how far behind the head its surroundings were, of one decided without a
        look."""
        self.asked += 1
        head = len(self.events(self.memory))
        command = self.asked if asked.repeated is None else min(asked.repeated, self.asked)
        beside = {asked.beside: versions[asked.beside]} if asked.beside else {}
        beside.pop(asked.stream, None)
        timers = [a_timer((self.log, self.asked), asked.timer[0])] if asked.timer else []
        sets = asked.timer is not None and asked.timer[1]
        request = an_append(
            (self.log, command),
            asked.stream,
            max(0, versions[asked.stream] - asked.behind),
            beside=beside,
            claims=asked.claims,
            say=None if asked.empty else "{}",
            timers=timers if sets else [],
            cancelled=[] if sets else [(each.stream, each.name) for each in timers],
            log=self.log,
            writer=writer,
            knew=None if asked.unlooked is None else max(0, head - asked.unlooked),
        )
        for event in request.events:
            versions[event.stream] = event.version
        return request

    def events(self, store: EventStore) -> list[Stored]:
        return list(self.loop.run(store.read(self.log, 0, 1000)))

    def due(self, store: EventStore) -> list[UUID]:
        due = self.loop.run(store.due(datetime.max.replace(tzinfo=LONG_AGO.tzinfo), 1000))
        return sorted(each.timer_id for each in due if each.log == self.log)


def undated(events: Iterable[Stored]) -> list[Stored]:
    return [replace(each, recorded_at=LONG_AGO) for each in events]


@pytest.fixture
async def url(database: MakeDatabase) -> str:
    return (await a_room_database(database)).service_url


def test_postgres_keeps_what_memory_keeps(url: str) -> None:
    with asyncio.Runner() as loop:
        stack = AsyncExitStack()
        SameLog.loop = loop
        SameLog.postgres = loop.run(stack.enter_async_context(open_store(url)))
        try:
            run_state_machine_as_test(
                SameLog,
                settings=settings(
                    max_examples=80,
                    stateful_step_count=15,
                    deadline=None,
                    derandomize=True,
                    database=None,
                    suppress_health_check=list(HealthCheck),
                ),
            )
        finally:
            loop.run(stack.aclose())
