"""How it stood, in both kinds of time, exactly: after later events, late entries, and years on."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from services.contracts.mediation.events.dispute import DisputeMerged
from services.gateway.past import AsOf, recorded_at, recorded_by
from services.gateway.readmodels.baselines import BaselineCard
from services.gateway.readmodels.days import end_of
from tests.conftest import FreshDatabase, MakeDatabase
from tests.gateway import petition_story as story
from tests.gateway.house import Gateway, a_gateway, migrated
from tests.gateway.paper import Paper
from tests.gateway.statistics.test_mediation_figures import (
    BASE,
    CURRENT,
    LIFE,
    PROPERTY,
    baseline,
    dispute,
    reported,
)
from tests.scenario import NOON, STREET

NOVEMBER = AsOf(occurred=end_of(date(2024, 11, 30)))
DECEMBER = AsOf(occurred=end_of(date(2024, 12, 18)))
LOADED = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


@pytest.fixture
async def where(database: MakeDatabase) -> FreshDatabase:
    return await migrated(database)


async def figure(gateway: Gateway, name: str, as_of: AsOf | None = None) -> dict[str, Any]:
    return dict((await gateway.statistics.ask(name, STREET, as_of=as_of)).fields)


def a_hall() -> Paper:
    """36 petitions of the autumn, 27 closed by the end of November, entered in one go years on."""
    paper = Paper()
    begins = datetime(2024, 9, 1, 2, 0, tzinfo=UTC)
    for n in range(36):
        paper.tell(story.registered(n), at=begins + timedelta(days=n), recorded=LOADED)
    for n in range(27):
        closes = begins + timedelta(days=40 + n)
        steps = (story.accepted(n), story.replied(n), story.called_back(n), story.closed(n))
        paper.tell(*steps, at=closes, recorded=LOADED)
    return paper


async def test_the_hall_as_of_both_days_after_later_events_have_come(where: FreshDatabase) -> None:
    paper = a_hall()
    paper.tell(
        *(story.accepted(30), story.replied(30), story.called_back(30), story.closed(30)),
        at=datetime(2024, 12, 10, 2, 0, tzinfo=UTC),
        recorded=LOADED,
    )
    paper.tell(story.registered("later"), at=LOADED, recorded=LOADED)
    async with a_gateway(where) as gateway:
        await gateway.hear(paper)
        expected = {"received": 36, "resolved": 27, "resolved_percent": "75.00"}
        assert await figure(gateway, "headline", NOVEMBER) == expected
        expected = {"received": 36, "resolved": 28, "resolved_percent": "77.78"}
        assert await figure(gateway, "headline", DECEMBER) == expected
        expected = {"received": 37, "resolved": 28, "resolved_percent": "75.68"}
        assert await figure(gateway, "headline") == expected
        which = str(story.petition(30))
        was = await gateway.queries.get("petitions", STREET, which, NOVEMBER)
        is_now = await gateway.queries.get("petitions", STREET, which)
        assert was is not None
        assert is_now is not None
        assert (was.card.model_dump()["status"], was.version) == ("registered", 1)
        assert (is_now.card.model_dump()["status"], is_now.version) == ("closed", 5)


def a_mediation_room() -> Paper:
    """What the demonstration tells: both years, duplicates, and the first of December."""
    paper = Paper("mediation")
    for kind, counts in CURRENT.items():
        for month, count in enumerate(counts, start=1):
            for n in range(count):
                at = datetime(2024, month, 9, tzinfo=UTC)
                if (kind, month, n) in ((LIFE, 11, 0), (LIFE, 11, 1), (LIFE, 11, 2)):
                    at = datetime(2024, 11, 30, 15, 30, tzinfo=UTC)  # 23:30 in the street
                paper.tell(reported(f"{kind}-{month}-{n}", kind, at), at=at, recorded=LOADED)
    twice = datetime(2024, 11, 5, tzinfo=UTC)
    paper.tell(reported("twice", PROPERTY, twice), at=twice, recorded=LOADED)
    merged = DisputeMerged(dispute_id=dispute("twice"), lead_id=dispute(1), referral_id=None)
    paper.tell(merged, at=twice, recorded=LOADED)
    december = datetime(2024, 11, 30, 16, 0, tzinfo=UTC)  # midnight in the street
    paper.tell(reported("december", PROPERTY, december), at=december, recorded=LOADED)
    for kind, counts in BASE.items():
        for month, count in enumerate(counts, start=1):
            number = baseline(kind, f"2023-{month:02}", count)
            paper.tell(*number, at=LOADED, recorded=LOADED)
    return paper


async def test_the_drops_as_of_both_days_count_a_signed_number_in_its_month(
    where: FreshDatabase,
) -> None:
    paper = a_mediation_room()
    later = LOADED + timedelta(days=1)
    paper.tell(reported("later", LIFE, later), at=later, recorded=later)
    async with a_gateway(where) as gateway:
        await gateway.hear(paper)
        for as_of in (NOVEMBER, DECEMBER):
            answer = await figure(gateway, "dispute-trend", as_of)
            assert answer["items"] == [
                {"kind": "PROPERTY", "base": 101, "current": 78, "drop_percent": "22.77"},
                {"kind": "LIFE", "base": 65, "current": 51, "drop_percent": "21.54"},
                {"kind": "RENOVATION", "base": 157, "current": 125, "drop_percent": "20.38"},
            ]
            assert (answer["from"], answer["to"]) == (date(2024, 1, 1), date(2024, 11, 30))
        # On the last day of October 2023 the number of that month was complete, November's not.
        cards = await gateway.queries.then(
            "baselines", STREET, AsOf(occurred=end_of(date(2023, 10, 31)))
        )
        months = {each.card.month for each in cards.values() if isinstance(each.card, BaselineCard)}
        assert max(months) == "2023-10"
        assert len(cards) == 30


async def test_what_was_recorded_by_a_moment_is_a_position_and_its_whole_batch(
    where: FreshDatabase,
) -> None:
    paper, first, second = Paper(), NOON, NOON + timedelta(seconds=1)
    paper.tell(story.registered(1), story.registered(2), recorded=first)
    paper.tell(story.registered(3), at=NOON - timedelta(days=9), recorded=second)
    just_before = second - timedelta(microseconds=1)
    async with a_gateway(where) as gateway:
        await gateway.hear(paper)
        of, before = (gateway.pool, "petitions", STREET), first - timedelta(microseconds=1)
        asked = (before, first, just_before, second, LOADED)
        assert [await recorded_by(*of, moment) for moment in asked] == [0, 2, 2, 3, 3]
        assert await recorded_at(*of, 1) == first
        assert await recorded_at(*of, 9) == second
        known = AsOf(recorded=just_before, position=2)
        assert (await figure(gateway, "headline", known))["received"] == 2
        days_ago = NOON - timedelta(days=8)
        assert (await figure(gateway, "headline", AsOf(occurred=days_ago)))["received"] == 1
        both = AsOf(occurred=days_ago, recorded=just_before, position=2)
        assert (await figure(gateway, "headline", both))["received"] == 0


async def test_a_figure_of_a_position_is_of_the_day_it_was_recorded(where: FreshDatabase) -> None:
    paper = Paper("mediation")
    for month in (1, 2):
        at = datetime(2024, month, 9, tzinfo=UTC)
        paper.tell(reported(month, LIFE, at), at=at, recorded=at)
    async with a_gateway(where) as gateway:
        await gateway.hear(paper)
        then = await figure(gateway, "dispute-trend", AsOf(position=2))
        assert (then["from"], then["to"]) == (date(2024, 1, 1), date(2024, 1, 31))


async def test_one_card_asked_alone_is_the_card_among_all(where: FreshDatabase) -> None:
    hall, mediation = a_hall(), a_mediation_room()
    hall.tell(story.registered("after", who=None), story.registered("last"), recorded=LOADED)
    async with a_gateway(where) as gateway:
        await gateway.hear(hall)
        await gateway.hear(mediation)
        for as_of in (NOVEMBER, AsOf(position=50), AsOf(occurred=NOVEMBER.occurred, position=90)):
            for name in ("petitions", "disputes", "baselines"):
                among = await gateway.queries.then(name, STREET, as_of)
                for key in [*among][::9]:
                    assert await gateway.queries.get(name, STREET, key, as_of) == among[key]
        last = str(story.petition("last"))
        shown = await gateway.queries.get("petitions", STREET, last, AsOf(position=10_000))
        assert shown == await gateway.queries.get("petitions", STREET, last)
        assert shown is not None
        assert shown.card.model_dump()["number"] == "SQ-2024-0038"


async def test_what_an_operator_did_without_is_not_in_the_past_either(
    where: FreshDatabase,
) -> None:
    paper = Paper().tell(story.registered(1))
    which = str(story.petition(1))
    paper.write(f"petition-{which}", "PetitionClassified", b"{}")
    paper.tell(story.accepted(1))
    async with a_gateway(where) as gateway:
        await gateway.hear(paper)
        parked = await gateway.queries.get("petitions", STREET, which, AsOf(position=3))
        assert await gateway.parking.drop("petitions", STREET, 2, "bad import", "auditor")
        dropped = await gateway.queries.get("petitions", STREET, which, AsOf(position=3))
        assert parked is not None
        assert dropped is not None
        assert (parked.version, dropped.version) == (1, 3)
