"""A read model is built anew beside the live one; readers see one or the other, never a half."""

from typing import Any

import pytest

from services.gateway.builds import NotBuilt
from services.gateway.readmodels.card import tagged
from services.gateway.readmodels.every import every
from services.gateway.readmodels.stations import StationCard, StationStatus, stations
from services.kernel import Event, ReadModel, replace
from services.kernel.readmodel import Told
from tests.conftest import FreshDatabase, MakeDatabase
from tests.gateway.house import a_gateway, migrated
from tests.gateway.paper import Paper
from tests.plumbing.test_projector import a_street, built, estate, planned
from tests.scenario import STREET


@pytest.fixture
async def where(database: MakeDatabase) -> FreshDatabase:
    return await migrated(database)


def cheered(card: StationCard | None, told: Told[Event]) -> StationCard | None:
    """The fold of the next version: a station's name says when it is built."""
    after: StationCard | None = stations.evolve(card, told)
    if after is not None and after.status is StationStatus.BUILT and not after.name.endswith("★"):
        return after.but(name=f"{after.name}★")
    return after


NEXT = replace(stations, version=2, evolve=cheered, tags=lambda card: tagged(name=card.name))
NEXT_MODELS: list[ReadModel[Any]] = [NEXT if each is stations else each for each in every]


async def test_a_rebuild_equals_what_was_there_and_is_shown(where: FreshDatabase) -> None:
    seen: list[tuple[str, int, int]] = []
    async with a_gateway(where) as gateway:
        await gateway.hear(a_street(120))
        before = await gateway.dump()
        compared = await gateway.rebuilding.rebuild(
            "stations", lambda room, _, position, head: seen.append((room, position, head))
        )
        assert (compared.before, compared.version) == (1, 2)
        assert (compared.missing, compared.extra, compared.different) == (0, 0, 0)
        assert seen == [("petitions", 660, 660)]
        await gateway.rebuilding.forget("stations", 1)
        assert await gateway.dump() == before


async def test_a_damaged_card_is_found_and_mended(where: FreshDatabase) -> None:
    async with a_gateway(where) as gateway:
        await gateway.hear(a_street(2))
        await gateway.pool.execute("DELETE FROM card WHERE key = 'SE001'")
        await gateway.pool.execute(
            "UPDATE card SET card = replace(card::text, 'built', 'closed')::json"
            " WHERE key = 'SE002'"
        )
        compared = await gateway.rebuilding.rebuild("stations")
        assert (compared.missing, compared.extra, compared.different) == (1, 0, 1)
        assert compared.first["missing"] == ("card shengquan/SE001",)
        assert compared.first["different"] == ("card shengquan/SE002",)
        assert len((await gateway.queries.list("stations", STREET, {"status:built"})).items) == 1


async def test_both_builds_go_on_hearing_so_that_switching_back_loses_nothing(
    where: FreshDatabase,
) -> None:
    paper = a_street(2)
    async with a_gateway(where) as gateway:
        await gateway.hear(paper)
        await gateway.rebuilding.rebuild("stations")
        paper.tell(estate("E003"), planned("E003"), built("E003"))
        await gateway.hear(paper)
        assert await gateway.rebuilding.switch("stations", 1)
        assert not await gateway.rebuilding.switch("stations", 7)
        shown = await gateway.queries.get("stations", STREET, "SE003")
        assert shown is not None
        assert shown.version == 2


async def test_a_new_version_of_the_program_builds_first_and_shows_then(
    where: FreshDatabase,
) -> None:
    paper = a_street(4)
    async with a_gateway(where) as old:
        await old.hear(paper)
        async with a_gateway(where, NEXT_MODELS) as new:
            with pytest.raises(NotBuilt):
                await new.queries.get("stations", STREET, "SE002")
            assert await new.rebuilding.prepare() == ["stations"]
            assert await new.rebuilding.prepare() == []
            paper.tell(estate("E009"), planned("E009"), built("E009"))
            await old.hear(paper)
            await new.hear(paper)
            for key, name in (("SE002", "驿站E002★"), ("SE009", "驿站E009★")):
                shown = await new.queries.get("stations", STREET, key)
                assert shown is not None
                assert isinstance(shown.card, StationCard)
                assert shown.card.name == name
            # The old program, still running beside, goes on showing what it can read.
            was = await old.queries.get("stations", STREET, "SE009")
            assert was is not None
            assert isinstance(was.card, StationCard)
            assert was.card.name == "驿站E009"


async def test_a_read_model_added_later_knows_what_came_before(where: FreshDatabase) -> None:
    paper = a_street(3)
    async with a_gateway(where, [each for each in every if each is not stations]) as gateway:
        await gateway.hear(paper)
    async with a_gateway(where) as gateway:
        await gateway.rebuilding.prepare()
        await gateway.projector.position("petitions", STREET)
        assert len((await gateway.queries.list("stations", STREET)).items) == 3
        answer = await gateway.statistics.ask("coverage", STREET)
        assert answer.fields == {
            "built": 1,
            "planned": 3,
            "percent": "33.33",
            "party_organisations": 0,
        }


async def test_an_empty_street_has_empty_lists_and_no_percentage(where: FreshDatabase) -> None:
    async with a_gateway(where) as gateway:
        await gateway.rebuilding.prepare()
        assert (await gateway.queries.list("stations", STREET)).items == []
        answer = await gateway.statistics.ask("headline", STREET)
        assert answer.fields == {"received": 0, "resolved": 0, "resolved_percent": "n/a"}
        await gateway.hear(Paper())
        assert (await gateway.queries.positions(STREET))["petitions"] == 0
