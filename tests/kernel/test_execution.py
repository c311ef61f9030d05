"""Answering a command: once, upon what is so, and again when somebody was faster."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from services.kernel import Command, Event, Forbidden, Vocabulary, replace
from services.kernel.actor import Principal
from services.kernel.ask import Ask
from services.kernel.execution import Execution
from services.kernel.memory import MemoryStore
from services.kernel.outlook import WARY
from services.kernel.refusal import CommandIdReused, LogUnreadable, StaleVersion, TooManyRaces
from services.kernel.replies import Accepted
from services.kernel.store import Append, Found, Outcome, Wanted
from tests.kernel import library
from tests.kernel.appends import LOG, an_id

ADA = Principal(person="ada", street=LOG)
NOON = datetime(2024, 11, 4, 4, 0, tzinfo=UTC)
NOVELS = library.BuildShelf(shelf="s1", name="novels")
EMMA = library.PutBook(shelf="s1", book="emma")


class Overtaken(MemoryStore):
    """A store where somebody else is faster as often as told."""

    def __init__(self) -> None:
        super().__init__()
        self.before: list[Callable[[], Awaitable[object]]] = []

    async def append(self, request: Append) -> Outcome:
        if self.before:
            await self.before.pop(0)()
        return await super().append(request)


def a_library(store: MemoryStore, **rest: Any) -> Execution[library.Library]:
    return Execution(
        store, library.events, [library.decider], library.around, library.permit, **rest
    )


def ask(command: Command, name: object = None, **rest: Any) -> Ask:
    return Ask(
        command=command,
        command_id=an_id(name or command),
        principal=rest.pop("principal", ADA),
        **rest,
    )


def accepted(version: int, position: int, stream: str = "shelf-s1") -> Accepted:
    return Accepted(room="library", stream=stream, version=version, position=position)


async def said(store: MemoryStore) -> list[str]:
    return [each.type for each in await store.read(LOG, 0, 99)]


async def test_a_command_becomes_its_events() -> None:
    store = MemoryStore(lambda: NOON)
    execution = a_library(store, clock=lambda: NOON)
    assert await execution(ask(NOVELS)) == accepted(1, 1)
    assert await execution(ask(EMMA, occurred_at=NOON - timedelta(days=2))) == accepted(2, 2)
    built, put = await store.read(LOG, 0, 9)
    assert (built.type, built.body) == ("ShelfBuilt", b'{"shelf":"s1","name":"novels"}')
    assert (built.occurred_at, put.occurred_at) == (NOON, NOON - timedelta(days=2))
    assert (built.actor.person, built.actor.role, built.actor.org) == ("ada", "reader", LOG)
    assert built.correlation_id == built.command_id == an_id(NOVELS)


async def test_a_lost_race_is_decided_again_on_what_is_so_then() -> None:
    store, races = Overtaken(), list[int]()
    execution = a_library(store, raced=lambda: races.append(1))
    await execution(ask(NOVELS))
    elsewhere = a_library(store)
    store.before.append(lambda: elsewhere(ask(EMMA, "by another")))
    assert await execution(ask(EMMA)) == accepted(2, 2), "the book is there already"
    assert await said(store) == ["ShelfBuilt", "BookPut"]
    assert len(races) == 1


async def test_whoever_loses_every_race_is_asked_to_come_again() -> None:
    store = Overtaken()
    execution, elsewhere = a_library(store, attempts=3), a_library(store)
    await execution(ask(NOVELS))
    for n in range(3):
        other = ask(library.PutBook(shelf="s1", book=f"b{n}"))
        store.before.append(lambda other=other: elsewhere(other))  # type: ignore[misc]
        store.before.append(nothing)
    with pytest.raises(TooManyRaces):
        await execution(ask(EMMA))
    assert await said(store) == ["ShelfBuilt", "BookPut", "BookPut", "BookPut"]


async def test_asking_twice_is_told_the_same_whatever_happened_since() -> None:
    execution = a_library(MemoryStore())
    await execution(ask(NOVELS))
    await execution(ask(EMMA))
    await execution(ask(library.TakeBook(shelf="s1", book="emma")))
    assert await execution(ask(EMMA)) == accepted(2, 2)


async def test_a_command_that_changes_nothing_is_remembered_too() -> None:
    store = MemoryStore()
    execution = a_library(store)
    await execution(ask(NOVELS))
    await execution(ask(EMMA))
    assert await execution(ask(EMMA, "again")) == accepted(2, 2)
    await execution(ask(library.PutBook(shelf="s1", book="other")))
    assert await execution(ask(EMMA, "again")) == accepted(2, 2)


async def test_one_id_for_two_requests_is_refused() -> None:
    execution = a_library(MemoryStore())
    await execution(ask(NOVELS, "id"))
    with pytest.raises(CommandIdReused):
        await execution(ask(EMMA, "id"))
    by_bob = Principal(person="bob", street=LOG)
    with pytest.raises(CommandIdReused):
        await execution(ask(NOVELS, "id", principal=by_bob))


async def test_a_condition_on_the_version_is_kept() -> None:
    execution = a_library(MemoryStore())
    await execution(ask(NOVELS, expected_version=0))
    assert await execution(ask(EMMA, expected_version=1)) == accepted(2, 2)
    with pytest.raises(StaleVersion) as stale:
        await execution(ask(library.TakeBook(shelf="s1", book="emma"), expected_version=1))
    assert stale.value.detail == {"version": 2}


async def test_a_claim_held_by_another_is_refused_with_its_reason() -> None:
    store = MemoryStore()
    execution = a_library(store)
    await execution(ask(NOVELS))
    with pytest.raises(library.NameIsTaken) as taken:
        await execution(ask(library.BuildShelf(shelf="s2", name="novels")))
    assert taken.value.detail == {"held_by": "shelf-s1"}
    assert await said(store) == ["ShelfBuilt"]


async def test_a_claim_without_a_reason_is_answered_with_its_holder() -> None:
    store = MemoryStore()
    execution = a_library(store)
    await execution(ask(NOVELS))
    await execution(ask(EMMA))
    await execution(ask(library.BuildShelf(shelf="s2", name="poems")))
    elsewhere = library.PutBook(shelf="s2", book="emma")
    assert await execution(ask(elsewhere)) == accepted(2, 2, "shelf-s1")
    assert await said(store) == ["ShelfBuilt", "BookPut", "ShelfBuilt"]


async def test_what_is_forbidden_leaves_no_trace() -> None:
    store = MemoryStore()
    with pytest.raises(Forbidden):
        await a_library(store)(ask(NOVELS, principal=library.THIEF))
    assert await store.head(LOG) == 0


async def test_a_command_about_two_streams_is_guarded_on_both() -> None:
    store = Overtaken()
    execution, elsewhere = a_library(store), a_library(store)
    for command in (NOVELS, library.BuildShelf(shelf="s2", name="poems"), EMMA):
        await execution(ask(command))
    other = ask(library.PutBook(shelf="s2", book="persuasion"))
    store.before.append(lambda: elsewhere(other))
    move = library.MoveBook(shelf="s1", book="emma", to="s2")
    assert await execution(ask(move)) == accepted(3, 6)
    events = await store.read(LOG, 3, 9)
    assert [(each.type, each.stream, each.version) for each in events] == [
        ("BookPut", "shelf-s2", 2),
        ("BookTaken", "shelf-s1", 3),
        ("BookPut", "shelf-s2", 3),
    ]


async def test_the_surroundings_are_fresh_at_every_decision() -> None:
    store, seen = MemoryStore(), list[tuple[str, ...]]()

    def permit(asked: Ask, standing: Any, around: library.Library) -> Any:
        seen.append(around.names)
        return library.permit(asked, standing, around)

    execution = Execution(store, library.events, [library.decider], library.around, permit)
    await execution(ask(NOVELS))
    await a_library(store)(ask(library.BuildShelf(shelf="s2", name="poems")))
    await execution(ask(EMMA))
    assert (seen[0], seen[-1]) == ((), ("novels", "poems"))
    assert [each.type for each in await store.read(LOG, 2, 9)] == ["BookPut"]


class Looked(MemoryStore):
    """A store that counts how often it was looked at, and shows so much of the surroundings."""

    looks, page = 0, 1_000

    async def look(self, wanted: Wanted) -> Found:
        self.looks += 1
        found = await super().look(wanted)
        if len(found.around) <= self.page:
            return found
        around = found.around[: self.page]
        return replace(found, around=around, around_to=around[-1].position)


async def test_what_is_remembered_need_not_be_read() -> None:
    store = Looked()
    execution = a_library(store)
    await execution(ask(NOVELS))
    assert store.looks == 1, "nothing was known of the log"
    await execution(ask(EMMA))
    assert await execution(ask(library.BuildShelf(shelf="s2", name="poems"))) == accepted(
        1, 3, "shelf-s2"
    )
    assert await execution(ask(EMMA)) == accepted(2, 2), "asked again, told the same"
    assert store.looks == 1


async def test_nothing_is_refused_without_a_look() -> None:
    store = Looked()
    execution, elsewhere = a_library(store), a_library(store)
    await execution(ask(NOVELS))
    await elsewhere(ask(EMMA))
    take = library.TakeBook(shelf="s1", book="emma")
    assert await execution(ask(take)) == accepted(3, 3), "it did not know of the book"


async def test_where_others_write_too_it_is_looked_first_for_a_while() -> None:
    store, races = Looked(), list[int]()
    execution, elsewhere = a_library(store, raced=lambda: races.append(1)), a_library(store)
    await execution(ask(NOVELS))
    for n in range(WARY):
        await elsewhere(ask(library.BuildShelf(shelf=f"e{n}", name=f"elsewhere {n}")))
        await execution(ask(library.BuildShelf(shelf=f"h{n}", name=f"here {n}")))
    assert len(races) == 1


async def test_after_an_answer_that_was_lost_it_looks_first() -> None:
    class Losing(Looked):
        lost = False

        async def append(self, request: Append) -> Outcome:
            outcome = await super().append(request)
            if self.lost:
                raise ConnectionError
            return outcome

    store = Losing()
    execution = a_library(store)
    await execution(ask(NOVELS))
    store.lost = True
    with pytest.raises(ConnectionError):
        await execution(ask(library.BuildShelf(shelf="s2", name="poems")))
    store.lost, looked = False, store.looks
    await execution(ask(EMMA))
    assert store.looks == looked + 1


async def test_surroundings_too_many_for_one_look_are_read_in_pages() -> None:
    store, seen = Looked(), list[tuple[str, ...]]()
    for n in range(5):
        await a_library(store)(ask(library.BuildShelf(shelf=f"s{n}", name=f"n{n}")))
    store.page, store.looks = 2, 0

    def permit(asked: Ask, standing: Any, around: library.Library) -> Any:
        seen.append(around.names)
        return library.permit(asked, standing, around)

    execution = Execution(store, library.events, [library.decider], library.around, permit)
    await execution.open(LOG)
    assert store.looks == 3
    await execution(ask(library.BuildShelf(shelf="s5", name="n5")))
    assert (seen, store.looks) == ([("n0", "n1", "n2", "n3", "n4")], 3), "it need not look again"


async def test_upon_what_it_cannot_read_it_decides_nothing() -> None:
    store = MemoryStore()
    await a_library(store)(ask(NOVELS))
    known: list[type[Event]] = [library.BookPut, library.BookTaken]
    older = Vocabulary[Event]("library", known)
    execution = Execution(store, older, [library.decider], library.around, library.permit)
    with pytest.raises(LogUnreadable) as unreadable:
        await execution(ask(EMMA))
    assert unreadable.value.detail == {"position": 1, "type": "ShelfBuilt"}
    assert (unreadable.value.kind, await said(store)) == ("busy", ["ShelfBuilt"])


async def nothing() -> None:
    """Nobody is faster this time."""
