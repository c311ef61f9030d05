"""A room that opens on a long log reads its surroundings in pages, and decides in the whole."""

import pytest

from services.kernel.execution import Execution
from services.kernel.store import Wanted
from services.plumbing.postgres import looking, open_store
from tests.conftest import MakeDatabase
from tests.kernel import library
from tests.kernel.appends import LOG, an_append, an_id
from tests.kernel.test_execution import accepted, ask
from tests.plumbing.rooms import a_room_database


async def test_the_last_shelf_counts_as_much_as_the_first(
    database: MakeDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "PAGE", 2)
    where = await a_room_database(database)
    async with open_store(where.service_url, [LOG]) as store:
        for n in range(3):
            await store.append(an_append(n, f"card-{n}"))
        before = Execution(store, library.events, [library.decider], library.around, library.permit)
        for n in range(5):
            await before(ask(library.BuildShelf(shelf=f"s{n}", name=f"n{n}")))

        seen: list[tuple[str, ...]] = []

        def permit(asked: object, standing: object, around: library.Library) -> object:
            seen.append(around.names)
            return library.permit(asked, standing, around)  # type: ignore[arg-type]

        opened = Execution(store, library.events, [library.decider], library.around, permit)  # type: ignore[arg-type]
        put = library.PutBook(shelf="s4", book="emma")
        assert await opened(ask(put)) == accepted(2, 9, "shelf-s4")
        assert seen == [("n0", "n1", "n2", "n3", "n4")]


async def test_of_two_categories_no_more_is_told_than_is_complete_in_both(
    database: MakeDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "PAGE", 2)
    where = await a_room_database(database)
    async with open_store(where.service_url, [LOG]) as store:
        for n, stream in enumerate(["shelf-a", "shelf-b", "card-a", "shelf-c", "card-b"]):
            await store.append(an_append(n, stream))
        first, second = [
            await store.look(
                Wanted(
                    log=LOG,
                    command_id=an_id("?"),
                    streams={},
                    categories=("shelf", "card"),
                    after=after,
                )
            )
            for after in (0, 2)
        ]
    assert [each.position for each in first.around] == [1, 2]
    assert (first.around_to, first.head) == (2, 5)
    assert [each.position for each in second.around] == [3, 4, 5]
    assert second.around_to == 5
