"""Rebuilding from a long log: a part of it in memory, killed and gone on, hard on what is bad."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from time import monotonic
from typing import Any

import pytest

from services.gateway import generations, windows
from services.gateway.pace import Pace
from services.gateway.raising import Raising, WouldNotFold
from services.gateway.readmodels.every import every
from services.gateway.rebuilding import RebuildFailed
from services.gateway.tables import Build
from services.gateway.windows import Log
from services.kernel import ReadModel, replace
from services.kernel.vocabulary import Vocabulary
from tests.conftest import FreshDatabase, MakeDatabase
from tests.gateway import petition_story as story
from tests.gateway.house import Gateway, a_gateway, migrated
from tests.gateway.paper import WORDS, Paper
from tests.scenario import NOON, STREET

HALL = Log(room="petitions", log=STREET)
NAMES = [model.name for model in every if model.room == "petitions"]


@pytest.fixture
async def where(database: MakeDatabase) -> FreshDatabase:
    return await migrated(database)


def a_long_log(matters: int) -> Paper:
    """Petitions all open at once, half of them closed again: six events each, on the average."""
    paper = Paper()
    for step in (story.registered, story.classified, story.accepted, story.dispatched):
        for n in range(matters):
            paper.tell(step(n), at=NOON + timedelta(minutes=n))
    for n in range(0, matters, 2):
        paper.tell(story.signed(n), story.replied(n), story.called_back(n), story.closed(n))
    return paper


async def heard(gateway: Gateway, paper: Paper) -> list[str]:
    await gateway.hear(paper)
    return await gateway.dump()


async def anew(gateway: Gateway) -> list[str]:
    """All the hall's read models rebuilt and shown instead of what was there."""
    found = await gateway.rebuilding.rebuild_together(NAMES)
    assert all(each.same for each in found.values())
    for name in NAMES:
        assert await gateway.rebuilding.switch(name)
        await gateway.rebuilding.forget(name, 1)
    return await gateway.dump()


async def test_thousands_of_events_are_rebuilt_in_many_windows_with_few_cards_in_memory(
    where: FreshDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generations, "KEPT_IN_MEMORY", 50)
    monkeypatch.setattr(windows, "DIRTY_AT_MOST", 120)
    async with a_gateway(where) as gateway:
        before = await heard(gateway, a_long_log(400))
        assert await anew(gateway) == before


async def test_a_rebuild_that_was_killed_goes_on_from_its_last_window(
    where: FreshDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(windows, "DIRTY_AT_MOST", 100)
    seen: list[int] = []

    def killed(_: str, __: str, position: int, ___: int) -> None:
        seen.append(position)
        if len(seen) == 3:
            raise asyncio.CancelledError

    async with a_gateway(where) as gateway:
        before = await heard(gateway, a_long_log(400))
        task = asyncio.ensure_future(gateway.rebuilding.rebuild("petitions", killed))
        await asyncio.wait([task])
        assert task.cancelled()
        last = await gateway.pool.fetchval(
            "SELECT position FROM checkpoint WHERE projection = 'petitions' AND version = 2"
        )
        assert 0 < last < 2400
        again: list[int] = []
        compared = await gateway.rebuilding.rebuild(
            "petitions", lambda _, __, position, ___: again.append(position)
        )
        assert (compared.version, compared.same) == (2, True)
        assert min(again) > last
        await gateway.rebuilding.forget("petitions", 1)
        assert await gateway.dump() == before


async def test_it_fails_hard_at_the_first_bad_event_and_names_it_without_its_words(
    where: FreshDatabase,
) -> None:
    paper = a_long_log(20)
    bad = "petition-bad"
    paper.write(bad, "PetitionClassified", '{"topic_class": "李青"}'.encode())
    paper.tell(story.registered("after"))
    async with a_gateway(where) as gateway:
        before = await heard(gateway, paper)
        with pytest.raises(RebuildFailed) as failed:
            await gateway.rebuilding.rebuild_together(NAMES)
        assert str(failed.value).startswith("petitions: petitions/121 (PetitionClassified): ")
        assert "李青" not in str(failed.value)
        assert await gateway.dump() == before
        builds = await gateway.pool.fetch("SELECT version FROM build WHERE NOT ready")
        assert builds == []


async def test_a_replay_parks_what_the_live_one_parked(where: FreshDatabase) -> None:
    paper = a_long_log(20)
    paper.write("petition-bad", "PetitionClassified", b"{}")
    async with a_gateway(where) as gateway:
        before = await heard(gateway, paper)
        found = await gateway.rebuilding.diff(NAMES)
        assert all(each.same for each in found.values())
        assert (found["petitions"].parked, found["units"].parked) == (1, 0)
        assert found["petitions"].at == ["shengquan petitions/121"]
        assert await gateway.dump() == before


async def test_an_event_whose_card_has_no_place_is_the_one_that_is_parked(
    where: FreshDatabase,
) -> None:
    def placeless(card: Any) -> frozenset[str]:
        return frozenset({"\0"} if card.dispatched_at else ())

    models: list[ReadModel[Any]] = [
        replace(each, tags=placeless) if each.name == "petitions" else each for each in every
    ]
    async with a_gateway(where, models) as gateway:
        before = await heard(gateway, a_long_log(6))
        found = await gateway.rebuilding.diff(["petitions"])
        assert (found["petitions"].same, found["petitions"].parked) == (True, 6)
        with pytest.raises(RebuildFailed, match="ValueError in face"):
            await gateway.rebuilding.rebuild("petitions")
        assert await gateway.dump() == before


async def test_it_goes_no_faster_than_it_may(where: FreshDatabase) -> None:
    async with a_gateway(where) as gateway:
        await gateway.hear(a_long_log(50))
        await gateway.pool.execute("INSERT INTO build VALUES ('petitions', 9, 1, false)")
        models = {model.name: model for model in every}
        began = monotonic()
        raising = Raising(gateway.pool, models, WORDS, Pace(1_000), page=100)
        await raising.raised(HALL, [Build(projection="petitions", version=9)], 300)
        assert monotonic() - began >= 0.3


async def test_no_read_fails_and_no_event_is_missed_while_a_busy_street_is_rebuilt(
    where: FreshDatabase,
) -> None:
    paper = a_long_log(300)
    reads: list[int] = []
    async with a_gateway(where) as gateway:
        await gateway.hear(paper)
        paper.tell(*(story.registered(f"meanwhile-{n}") for n in range(200)))

        async def reading() -> None:
            while True:
                reads.append((await gateway.queries.list("petitions", STREET)).items[0].version)

        async def hearing() -> None:
            for event in paper.events[1_800:]:
                await gateway.projector.apply("petitions", STREET, [event])

        reader, hearer = asyncio.ensure_future(reading()), asyncio.ensure_future(hearing())
        compared = await gateway.rebuilding.rebuild("petitions")
        await hearer
        assert not reader.done()
        reader.cancel()
        assert compared.same
        assert len(reads) > 10
        assert await gateway.queries.count("petitions", STREET) == 500
        [again] = (await gateway.rebuilding.diff(["petitions"])).values()
        assert (again.before, again.same, again.cards) == (2, True, 500)


async def test_only_what_a_model_hears_is_decoded(where: FreshDatabase) -> None:
    class Counting(Vocabulary[Any]):
        decoded = 0

        def decode(self, name: str, version: int, body: bytes) -> Any:
            Counting.decoded += 1
            return super().decode(name, version, body)

    async with a_gateway(where) as gateway:
        await gateway.hear(a_long_log(50))
        hall = Counting("petitions", WORDS["petitions"].types.values())
        models = {model.name: model for model in every}
        await gateway.pool.executemany(
            "INSERT INTO build VALUES ($1, 9, 1, false)", [(name,) for name in NAMES]
        )

        async def raised(names: Sequence[str]) -> int:
            Counting.decoded = 0
            raising = Raising(gateway.pool, models, {"petitions": hall})
            await raising.raised(HALL, [Build(projection=name, version=9) for name in names], 300)
            return Counting.decoded

        assert await raised(["units", "estates"]) == 0
        assert await raised([name for name in NAMES if name not in ("units", "estates")]) == 300


async def test_a_strict_raising_stops_before_it_writes_the_bad_window(
    where: FreshDatabase,
) -> None:
    paper = a_long_log(5)
    paper.write("petition-bad", "PetitionClassified", b"{}")
    async with a_gateway(where) as gateway:
        await gateway.hear(paper)
        await gateway.pool.execute("INSERT INTO build VALUES ('petitions', 9, 1, false)")
        raising = Raising(gateway.pool, {model.name: model for model in every}, WORDS)
        with pytest.raises(WouldNotFold):
            await raising.raised(HALL, [Build(projection="petitions", version=9)], 33)
        assert not await gateway.pool.fetchval("SELECT count(*) FROM card WHERE version = 9")
