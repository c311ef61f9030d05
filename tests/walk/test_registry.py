"""The street's map and what it adds up to: stations, Party organisations, coverage."""

from tests.walk.client import Client
from tests.walk.people import OFFICER, Who, resident
from tests.walk.street import Street, build_station

ANYBODY = resident("looks at the map")


async def test_a_station_counts_once_its_three_rooms_are_open_and_it_is_accepted(
    client: Client, street: Street
) -> None:
    before = await client.see(ANYBODY, "statistics/coverage")
    assert before["party_organisations"] == 1

    built = await build_station(client, "E02")
    now = await client.see(ANYBODY, "statistics/coverage", after=built)
    assert (now["built"], now["planned"]) == (before["built"] + 1, before["planned"])

    station = await client.see(ANYBODY, "stations/SE02")
    assert (station["status"], station["estate_id"]) == ("built", "E02")
    assert "authorisation_ref" not in station


async def test_a_station_without_its_rooms_is_not_accepted(client: Client, street: Street) -> None:
    estate = {"estate_id": "E03", "name": "小区E03", "community_id": "C1", "household_count": 10}
    await client.ask(OFFICER, "estates", estate)
    plan = {"station_id": "SE03", "estate_id": "E03", "name": "小区E03驿站"}
    await client.ask(OFFICER, "stations", plan)
    built = {"built_on": "2024-03-01", "acceptance_ref": "验收-E03"}
    answer = await client.post(OFFICER, "stations/SE03/accept-station", built)
    assert (answer.status_code, answer.headers["Content-Type"]) == (409, "application/problem+json")


async def test_an_estate_has_one_station(client: Client, street: Street) -> None:
    plan = {"station_id": "SE01B", "estate_id": "E01", "name": "又一个驿站"}
    answer = await client.post(OFFICER, "stations", plan)
    assert answer.status_code == 409
    assert answer.json()["type"].endswith("/estate-has-station")


async def test_mediators_are_counted_by_their_certificates(client: Client, street: Street) -> None:
    told = await client.see(OFFICER, "statistics/mediators")
    assert (told["gold"], told["regular"], told["total"], told["studios"]) == (1, 0, 1, 0)
    listed = await client.see(Who(name="reader", role="auditor"), "mediators", grade="GOLD")
    assert [each["mediator_id"] for each in listed["items"]] == [street.mediator]
