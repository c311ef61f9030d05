"""An event that will not fold stops its own stream, and nothing else; nothing is lost by it."""

import asyncpg
import pytest

from services.contracts.places import RoomKind
from services.gateway.folding import BEHIND
from services.gateway.readmodels.every import every
from services.gateway.readmodels.stations import StationCard, StationStatus, stations
from services.gateway.rebuilding import RebuildFailed
from services.kernel import Event, Line, Vocabulary, replace
from services.kernel.readmodel import Told
from tests.conftest import FreshDatabase, MakeDatabase
from tests.gateway.house import a_gateway, migrated
from tests.gateway.paper import WORDS, Paper
from tests.plumbing.test_projector import built, estate, opened, planned
from tests.scenario import STREET

BAD = b'{"station_id": "SE001", "room_kind": "HALL", "opened_on": "\xe6\x9d\x8e\xe9\x9d\x92"}'


@pytest.fixture
async def where(database: MakeDatabase) -> FreshDatabase:
    return await migrated(database)


def poisoned() -> Paper:
    """A station whose third event cannot be read, and another that is well."""
    paper = Paper().tell(estate("E001"), estate("E002"), planned("E001"), planned("E002"))
    paper.write("station-SE001", "RoomOpened", BAD)
    paper.tell(opened("E001", RoomKind.MEDIATION))
    return paper.tell(opened("E002", RoomKind.HALL))


async def test_only_the_stream_of_a_bad_event_stops(where: FreshDatabase) -> None:
    async with a_gateway(where) as gateway:
        await gateway.hear(poisoned())
        bad = await gateway.queries.get("stations", STREET, "SE001")
        good = await gateway.queries.get("stations", STREET, "SE002")
        assert bad is not None
        assert good is not None
        assert (bad.version, good.version) == (1, 2)
        assert await gateway.queries.shown_to("petitions", STREET) == 7
        listed = await gateway.parking.list()
        assert [(each.projection, each.position, each.stream) for each in listed] == [
            ("stations", 5, "station-SE001"),
            ("stations", 6, "station-SE001"),
        ]
        assert listed[1].why == BEHIND
        assert gateway.parked["stations", "petitions", STREET] == 1
        assert len(await gateway.queries.history("petitions", STREET, "station-SE001")) == 3


async def test_why_it_is_parked_repeats_nobodys_words(where: FreshDatabase) -> None:
    async with a_gateway(where) as gateway:
        await gateway.hear(poisoned())
        [first, _] = await gateway.parking.list()
        assert first.why.startswith("ValidationError: {'opened_on'")
        assert "李青" not in first.why


async def test_an_event_dropped_with_a_reason_lets_the_rest_go_on(where: FreshDatabase) -> None:
    async with a_gateway(where) as gateway:
        await gateway.hear(poisoned())
        assert await gateway.parking.retry("stations", 1, STREET, "station-SE001") == 2
        assert await gateway.parking.drop("stations", STREET, 5, "mistyped import", "auditor-1")
        assert not await gateway.parking.drop("stations", STREET, 5, "again", "auditor-1")
        assert await gateway.parking.retry("stations", 1, STREET, "station-SE001") == 0
        shown = await gateway.queries.get("stations", STREET, "SE001")
        assert shown is not None
        assert isinstance(shown.card, StationCard)
        assert [room.room_kind for room in shown.card.rooms] == [RoomKind.MEDIATION]
        assert shown.version == 3
        assert await gateway.parking.list() == []
        compared = await gateway.rebuilding.rebuild("stations")
        assert (compared.missing, compared.extra, compared.different) == (0, 0, 0)


async def test_what_an_operator_mended_is_heard_by_a_gateway_that_remembers(
    where: FreshDatabase,
) -> None:
    paper = poisoned()
    async with a_gateway(where) as hearing, a_gateway(where) as mending:
        await hearing.hear(paper)
        assert await mending.parking.drop("stations", STREET, 5, "mistyped import", "auditor-1")
        assert await mending.parking.retry("stations", 1, STREET, "station-SE001") == 0
        paper.tell(opened("E001", RoomKind.ACTIVITY))
        await hearing.projector.apply("petitions", STREET, paper.events[-1:])
        shown = await hearing.queries.get("stations", STREET, "SE001")
        assert shown is not None
        assert isinstance(shown.card, StationCard)
        rooms = [room.room_kind for room in shown.card.rooms]
        assert rooms == [RoomKind.MEDIATION, RoomKind.ACTIVITY]
        assert hearing.parked["stations", "petitions", STREET] == 0


class StationRenamed(Event, category="station", about="station_id"):
    """A word that a newer hall says, and an older gateway does not know."""

    station_id: str
    name: Line


def renamed(card: StationCard | None, told: Told[Event]) -> StationCard | None:
    match card, told.event:
        case StationCard(), StationRenamed(name=name):
            return card.but(name=name)
        case _:
            return stations.evolve(card, told)


async def test_a_new_word_waits_until_the_program_knows_it(where: FreshDatabase) -> None:
    hall = WORDS["petitions"]
    words: list[type[Event]] = [*hall.types.values(), StationRenamed]
    newer = {**WORDS, "petitions": Vocabulary("petitions", words)}
    paper = Paper().tell(estate("E001"), planned("E001"))
    paper.write(
        "station-SE001", "StationRenamed", '{"station_id":"SE001","name":"新驿站"}'.encode()
    )
    paper.tell(*(opened("E001", room) for room in RoomKind), built("E001"))
    async with a_gateway(where) as older:
        await older.hear(paper)
        [first, *_] = await older.parking.list()
        assert first.why == "UnknownEvent: petitions: StationRenamed v1"
    models = [replace(each, evolve=renamed) if each is stations else each for each in every]
    async with a_gateway(where, models, newer) as gateway:
        assert await gateway.parking.retry_all() == 0
        shown = await gateway.queries.get("stations", STREET, "SE001")
        assert shown is not None
        assert isinstance(shown.card, StationCard)
        assert (shown.card.name, shown.card.status) == ("新驿站", StationStatus.BUILT)
        answer = await gateway.statistics.ask("coverage", STREET)
        assert answer.fields["percent"] == "100.00"


async def test_an_unknown_word_of_a_category_nobody_shows_is_kept_and_parks_nothing(
    where: FreshDatabase,
) -> None:
    paper = Paper().write("weather-today", "RainFell", b"{}").tell(estate("E001"))
    async with a_gateway(where) as gateway:
        await gateway.hear(paper)
        assert await gateway.parking.list() == []
        [rain, _] = await gateway.queries.events("petitions", STREET, after=0)
        assert (rain.stored.type, rain.event) == ("RainFell", None)


async def test_a_rebuild_fails_hard_and_leaves_nothing_behind(where: FreshDatabase) -> None:
    async with a_gateway(where) as gateway:
        await gateway.hear(poisoned())
        before = await gateway.dump()
        with pytest.raises(RebuildFailed):
            await gateway.rebuilding.rebuild("stations")
        assert await gateway.dump() == before


async def test_trouble_with_the_database_parks_nothing(where: FreshDatabase) -> None:
    paper = poisoned()
    async with a_gateway(where) as gateway:
        await gateway.projector.position("petitions", STREET)
        owner = await asyncpg.connect(where.owner_url)
        await owner.execute("ALTER TABLE card RENAME TO card_away")
        with pytest.raises(asyncpg.PostgresError):
            await gateway.hear(paper)
        await owner.execute("ALTER TABLE card_away RENAME TO card")
        await owner.close()
        assert await gateway.queries.shown_to("petitions", STREET) == 0
        await gateway.hear(paper)
        assert await gateway.queries.shown_to("petitions", STREET) == 7
