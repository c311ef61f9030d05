"""The street's map: communities, grids, departments, estates, Party organisations, stations."""

import asyncio
import json
import time
from pathlib import Path
from typing import Any

from services import petitions
from services.town.demo.client import Client, DemoRefused
from services.town.demo.data import Community, Street, at

CALENDARS = Path(petitions.__file__).parent / "calendars" / "years"
WAIT_FOR_OTHER_ROOMS = 60.0
BEGAN, OPENED, BUILT, UNFINISHED = "2023-12-01", "2024-01-01", "2024-03-01", "2024-11-01"


async def register(client: Client, street: Street) -> None:
    """The whole map, from the street down; stations are built where they stand."""
    await _street(client, street)
    await _calendars(client, street)
    await asyncio.gather(*(_community(client, street, each) for each in street.communities))
    kinds = _premises(street)
    await asyncio.gather(*(_station(client, street, each, kinds) for each in street.stations))
    await _unfinished(client, street)
    await _known_everywhere(client, street)


async def _known_everywhere(client: Client, street: Street) -> None:
    """The other rooms have noted every unit, estate and station: nothing else is in their logs."""
    told, communities = street.raw["street"], len(street.communities)
    units = 1 + len(told["departments"]) + communities * (1 + told["grids_per_community"])
    places = units + len(street.estates) + len(street.stations) + 1
    deadline = time.monotonic() + WAIT_FOR_OTHER_ROOMS
    while time.monotonic() < deadline:
        logs = (await client.see(street.officer(), "audit/logs"))["logs"]
        heads = {each["room"]: each["head"] for each in logs}
        if min(heads["mediation"], heads["activities"]) >= places:
            return
        await asyncio.sleep(0.1)
    raise DemoRefused("the other rooms did not hear of the street in time")


async def _unit(client: Client, street: Street, code: str, kind: str, name: str, up: str) -> None:
    body = {"unit_id": code, "kind": kind, "name": name, "parent_id": up or None}
    await client.ask(street.officer(), "units", body, at(BEGAN), key=code)


async def _street(client: Client, street: Street) -> None:
    told = street.raw["street"]
    await _unit(client, street, street.code, "STREET", told["name"], "")
    for code, name in told["departments"].items():
        await _unit(client, street, code, "DEPARTMENT", name, street.code)
    for each in street.communities:
        await _unit(client, street, each.code, "COMMUNITY", each.name, street.code)


async def _calendars(client: Client, street: Street) -> None:
    """Every file is the very body of `POST /v1/work-calendars`."""
    for file in sorted(CALENDARS.glob("*.json")):
        body = json.loads(file.read_text())
        await client.ask(street.officer(), "work-calendars", body, at(BEGAN), key=file.stem)


async def _community(client: Client, street: Street, here: Community) -> None:
    officer = street.officer()
    for number in range(1, street.raw["street"]["grids_per_community"] + 1):
        name = f"{here.name}第{number}网格"
        await _unit(client, street, f"{here.code}G{number}", "GRID", name, here.code)
    party = {"level": 1, "name": f"{here.name}党组织", "place_id": here.code}
    founded = {"founded_on": "2010-07-01"}
    body = {"party_org_id": f"P{here.code}", **party, **founded}
    await client.ask(officer, "party-orgs", body, at(BEGAN), key=here.code)
    for estate in here.estates:
        body = {
            "estate_id": estate,
            "name": f"小区{estate[1:]}",
            "community_id": here.code,
            "household_count": 600,
            "buildings": [f"{estate}B{n}" for n in range(1, 5)],
        }
        await client.ask(officer, "estates", body, at(BEGAN), key=estate)
    for estate in here.party:
        body = {
            "party_org_id": f"P{estate}",
            "level": 2,
            "name": f"小区{estate[1:]}特设党组织",
            "place_id": estate,
            "parent_id": f"P{here.code}",
            "founded_on": "2023-06-01",
        }
        await client.ask(officer, "party-orgs", body, at(BEGAN), key=estate)


def _premises(street: Street) -> dict[str, str]:
    told = street.raw["stations"]
    kinds = (
        ["OPEN_FLOOR"] * told["open_floor"]
        + ["PROPERTY_PREMISES"] * told["property_premises"]
        + ["COMMUNITY_PREMISES"] * told["community_premises"]
    )
    return dict(zip(street.stations, kinds, strict=True))


async def _station(client: Client, street: Street, estate: str, kinds: dict[str, str]) -> None:
    officer, which = street.officer(), f"S{estate}"
    plan = {"station_id": which, "estate_id": estate, "name": f"小区{estate[1:]}驿站"}
    await client.ask(officer, "stations", plan, at(BEGAN), key=estate)
    await _ask(client, officer, which, "secure-premises", _secured(kinds[estate]), BEGAN)
    for room in ("HALL", "MEDIATION", "ACTIVITY"):
        body = {"room_kind": room, "opened_on": OPENED}
        await _ask(client, officer, which, "open-room", body, OPENED, room)
    built = {"built_on": BUILT, "acceptance_ref": f"验收-{estate}"}
    await _ask(client, officer, which, "accept-station", built, BUILT)


def _secured(kind: str) -> dict[str, Any]:
    consent = kind != "COMMUNITY_PREMISES"
    return {
        "premises_kind": kind,
        "area_centi_m2": 12_000,
        "authorisation_kind": "业主共同决定" if consent else None,
        "authorisation_ref": "公示-2023-09" if consent else None,
    }


async def _ask(
    client: Client,
    officer: Any,
    which: str,
    command: str,
    body: dict[str, Any],
    day: str,
    key: str = "",
) -> None:
    await client.ask(officer, f"stations/{which}/{command}", body, at(day), key=key)


async def _unfinished(client: Client, street: Street) -> None:
    """The trap: two rooms open do not make a station."""
    estate, officer = street.raw["stations"]["unfinished"], street.officer()
    which = f"S{estate}"
    plan = {"station_id": which, "estate_id": estate, "name": f"小区{estate[1:]}驿站"}
    await client.ask(officer, "stations", plan, at(UNFINISHED), key=estate)
    for room in ("HALL", "ACTIVITY"):
        body = {"room_kind": room, "opened_on": UNFINISHED}
        await _ask(client, officer, which, "open-room", body, UNFINISHED, room)
