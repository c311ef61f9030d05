"""The demonstration street, loaded by `yizhan up` itself: every published figure reads exactly."""

import time
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from services.town.ports import free_port
from tests.servers import a_folder
from tests.walk import petitioning
from tests.walk.client import Client, client_of
from tests.walk.patience import eventually
from tests.walk.people import OFFICER, resident
from tests.walk.town import Town

FIGURES: dict[str, dict[str, Any]] = {
    "headline": {"received": 36, "resolved": 27, "resolved_percent": "75.00"},
    "coverage": {"built": 26, "planned": 30, "percent": "86.67", "party_organisations": 27},
    "mediators": {"gold": 57, "regular": 201, "total": 258, "studios": 12},
    "dispute-trend": {
        "items": [
            {"kind": "PROPERTY", "base": 101, "current": 78, "drop_percent": "22.77"},
            {"kind": "LIFE", "base": 65, "current": 51, "drop_percent": "21.54"},
            {"kind": "RENOVATION", "base": 157, "current": 125, "drop_percent": "20.38"},
        ]
    },
    "three-rates": {
        "response_percent": "96.30",
        "resolution_percent": "92.59",
        "satisfaction_percent": "87.41",
        "composite": "90.89",
    },
    "ratings": {"mean": "4.55", "count": 44},
    "volunteer-hours": {"credited": "187 h 30 min", "credited_minutes": 11_250},
    "demand-and-supply": {
        "placed": 60,
        "approved": 57,
        "rejected": 3,
        "unfilled": 3,
        "cancelled": 2,
        "delivered": 52,
        "rated": 44,
    },
    "problem-list": {"count": 7},
    "satisfied-list": {"count": 24, "conversion_percent": "66.67"},
}


@pytest.fixture(scope="module")
async def full(record_testsuite_property: Callable[[str, object], None]) -> AsyncIterator[Client]:
    """A client of a street with its demonstration; how long `up` took stands in the report."""
    with a_folder() as folder:
        town = Town(data=folder / "data", port=free_port(), more={"DEMO": "yes"})
        began = time.monotonic()
        said = await town.up()
        record_testsuite_property("demonstration_seconds", round(time.monotonic() - began, 1))
        assert "│            36 │            27 │             75.00 │" in said
        try:
            async with client_of(town) as client:
                yield client
        finally:
            await town.down()


@pytest.mark.parametrize("name", FIGURES)
async def test_every_figure_of_the_demonstration_reads_exactly(full: Client, name: str) -> None:
    told = await full.see(OFFICER, f"statistics/{name}")
    assert {field: told[field] for field in FIGURES[name]} == FIGURES[name]


@pytest.mark.parametrize("day", ["2024-11-30", "2024-12-18"])
async def test_both_days_read_right_after_more_has_come(full: Client, day: str) -> None:
    estate = {
        "estate_id": f"N{day[5:7]}",
        "name": "新小区",
        "community_id": "C1",
        "household_count": 600,
        "buildings": [],
    }
    come = await full.ask(OFFICER, "estates", estate)
    now = await full.see(OFFICER, "statistics/coverage", after=come)
    assert now["planned"] > 30
    for name in ("headline", "coverage", "mediators", "dispute-trend", "three-rates"):
        told = await full.see(OFFICER, f"statistics/{name}", as_of=day)
        assert {field: told[field] for field in FIGURES[name]} == FIGURES[name]
        assert told["as_of"] == f"{day}T15:59:59.999999Z"


async def test_four_weeks_of_outreach_and_the_rounds_of_november(full: Client) -> None:
    """26 stations × 4 weeks; a week counts by its last day, which is 1 December for the fourth."""
    asked: dict[str, Any] = {"from": "2024-11-04", "to": "2024-12-01"}
    told = await full.see(OFFICER, "statistics/outreach", **asked)
    sessions = {name: told[name] for name in ("expected", "held", "missed", "scheduled")}
    assert sessions == {"expected": 104, "held": 103, "missed": 1, "scheduled": 0}
    rounds = {name: told[name] for name in ("rounds", "closed", "zero_reports")}
    assert rounds == {"rounds": 26, "closed": 26, "zero_reports": 4}
    missed = await full.see(OFFICER, "outreach-sessions/SE14-2024-W47")
    assert (missed["status"], missed["reason"]) == ("missed", "强降雪，全员参加除雪保通")


async def test_one_topic_is_deliberated_and_one_is_the_owners(full: Client) -> None:
    async def scheduled() -> dict[str, Any]:
        (topic,) = (await full.see(OFFICER, "topics", estate="E27"))["items"]
        assert topic["status"] == "scheduled"
        return dict(topic)

    parking = await eventually(scheduled)  # the meeting tells the topic
    petition = await full.see(OFFICER, f"petitions/{parking['petitions'][0]}")
    assert petition["topics"] == [parking["id"]]
    (meeting,) = (await full.see(OFFICER, "meetings", estate="E27"))["items"]
    assert meeting["status"] == "notified"
    (owners,) = (await full.see(OFFICER, "topics", estate="E04"))["items"]
    assert (owners["status"], owners["item_code"]) == ("advised", 4)


async def test_one_assembly_passed_and_one_failed_its_quorum_and_is_noticed_again(
    full: Client,
) -> None:
    """B1: 190 owners of one flat and the developer take part, 96 and the developer agree. B3: 180
    and the developer are exactly two thirds of the area, and 181 heads of the 182 it takes."""
    (passed,) = (await full.see(OFFICER, "owners-assemblies", estate="E01"))["items"]
    (tally,) = passed["tallies"]
    counted = ("area_total", "heads_total", "area_part", "heads_part", "area_for", "heads_for")
    assert [tally[name] for name in counted] == [3_000_000, 272, 2_100_000, 191, 1_160_000, 97]
    assert (passed["status"], tally["quorum_met"], tally["passed"]) == ("published", True, True)
    (again,) = (await full.see(OFFICER, "owners-assemblies", estate="E23"))["items"]
    assert (again["status"], again["round"], again["ballots_in_force"]) == ("noticed", 2, 0)
    steps = await full.every(OFFICER, f"owners-assemblies/{again['id']}/history")
    told = [step["type"] for step in steps if step["type"] != "BallotCast"]
    assert told == [
        *("AssemblyProposed", "AssemblyNoticed", "VotingClosed"),
        *("TallyCounted", "AssemblyQuorumFailed", "AssemblyNoticed"),
    ]
    assert len(steps) - len(told) == 181


async def test_a_group_prepares_an_estates_first_assembly(full: Client) -> None:
    (group,) = (await full.see(OFFICER, "prep-groups", estate="E20"))["items"]
    kinds = sorted(member["kind"] for member in group["members"])
    assert kinds == ["COMMUNITY", "OWNER", "OWNER", "OWNER", "STREET"]
    assert (group["status"], group["members_posted"]) == ("formed", True)


async def test_one_more_petition_moves_the_headline(full: Client) -> None:
    teller = resident("comes after the demonstration")
    filed = await petitioning.filed(full, teller)
    told = await full.see(OFFICER, "statistics/headline", after=filed)
    assert told == {"received": 37, "resolved": 27, "resolved_percent": "72.97"}
