"""Who helps and with what: coalitions and their volunteers, the catalogue, the venues."""

import asyncio
from typing import Any

from services.kernel.values import State
from services.town.demo.client import Client, Who, person
from services.town.demo.data import Street, at

JOINED = "2024-09-01"


class Volunteer(State):
    """Somebody who helps, and who that is when they act."""

    key: str
    name: str
    coalition: str
    org: str

    @property
    def who(self) -> Who:
        return Who(name=self.name, role="volunteer", org=self.org)


async def gather(client: Client, street: Street) -> dict[str, list[Volunteer]]:
    told = street.raw["activities"]["coalitions"]
    for each in told:
        body = {
            "coalition_id": each["code"],
            "name": each["name"],
            "audience": each["audience"],
            "org_id": street.code,
        }
        await client.ask(street.officer(), "coalitions", body, key=each["code"])
    everyone = await asyncio.gather(
        *(_volunteer(client, street, each, n) for each in told for n in range(each["volunteers"]))
    )
    return {
        each["audience"]: [one for one in everyone if one.coalition == each["code"]]
        for each in told
    }


async def _volunteer(client: Client, street: Street, coalition: Any, n: int) -> Volunteer:
    name = f"volunteer {coalition['code']} {n}"
    community = street.communities[n % len(street.communities)]
    body = {
        "person": person(name),
        "org_id": community.code,
        "age_band": "SENIOR" if coalition["audience"] == "SENIOR" else "ADULT",
        "coalition_ids": [coalition["code"]],
        "party_member": n < coalition["party_members"],
        "name": f"志愿者{coalition['name']}{n + 1:03d}",
    }
    done = await client.ask(community.officer, "volunteers", body, at(JOINED), key=name)
    if coalition["audience"] == "CHILD":  # who serves children is checked every year
        check = {"passed": True, "checked_on": JOINED, "valid_to": "2025-08-31"}
        path = f"volunteers/{done.key}/record-background-check"
        await client.ask(community.officer, path, check, at(JOINED))
    return Volunteer(key=done.key, name=name, coalition=coalition["code"], org=community.code)


async def stock(client: Client, street: Street) -> None:
    told = street.raw["activities"]["catalogue"]
    for kind, items in told.items():
        for code, title, audiences in items:
            body = {
                "item_id": code,
                "org_id": street.code,
                "title": title,
                "kind": kind,
                "audiences": audiences,
            }
            await client.ask(street.officer(), "catalogue-items", body, key=code)
    functions = [{"code": code, "capacity": 30} for code, *_ in told["PROGRAMME"]]
    functions.append({"code": "READING", "capacity": 20, "exclusive": False})
    for estate in street.stations:
        venue = {
            "venue_id": f"V{estate}",
            "station_id": f"S{estate}",
            "name": f"小区{estate[1:]}文体活动室",
            "functions": functions,
        }
        await client.ask(street.officer(), "venues", venue, key=estate)
        await client.ask(street.officer(), f"venues/V{estate}/open-venue")
