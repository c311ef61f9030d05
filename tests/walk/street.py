"""A small street to walk in: one community, two estates, one station, and who works there."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from services.kernel.values import State
from tests.walk.client import Client, Done
from tests.walk.patience import eventually
from tests.walk.people import AUDITOR, CHAIR, OFFICER, Who, person

HERE = ZoneInfo("Asia/Shanghai")


def at(day: int, hour: int = 10, minute: int = 0) -> datetime:
    """A moment of November 2024 in Shengquan."""
    return datetime(2024, 11, day, hour, minute, tzinfo=HERE)


class Street(State):
    """What stands: the mediator and the volunteers by id."""

    mediator: str
    lead: Who
    helpers: tuple[str, ...]
    helping: tuple[Who, ...]


async def lay_out(client: Client) -> Street:
    """Register it all; waits until the other rooms know the map."""
    await _map(client)
    await eventually(lambda: _known_everywhere(client))
    lead = Who(name="mediator", role="mediator", org="C1")
    mediator = await _mediator(client, lead)
    helping = tuple(Who(name=f"volunteer {n}", role="volunteer", org="C1") for n in range(2))
    helpers = [await _volunteer(client, each) for each in helping]
    await client.ask(OFFICER, "catalogue-items", _CHOIR)
    return Street(mediator=mediator, lead=lead, helpers=tuple(helpers), helping=helping)


_CHOIR = {
    "item_id": "CHOIR",
    "org_id": "shengquan",
    "title": "合唱排练",
    "kind": "PROGRAMME",
    "audiences": ["SENIOR"],
}


async def _map(client: Client) -> None:
    for code, kind, name, parent in (
        ("shengquan", "STREET", "圣泉街道", None),
        ("HOUSING", "DEPARTMENT", "住房建设办", "shengquan"),
        ("ENFORCE", "DEPARTMENT", "综合执法大队", "shengquan"),
        ("C1", "COMMUNITY", "一社区", "shengquan"),
        ("C1G1", "GRID", "一社区第一网格", "C1"),
    ):
        unit = {"unit_id": code, "kind": kind, "name": name, "parent_id": parent}
        await client.ask(OFFICER, "units", unit)
    for estate in ("E01", "E02"):
        body: dict[str, Any] = {"estate_id": estate, "name": f"小区{estate}", "community_id": "C1"}
        await client.ask(OFFICER, "estates", {**body, "household_count": 600})
    party = {"founded_on": "2023-06-01", "level": 1, "name": "一社区党组织", "place_id": "C1"}
    await client.ask(OFFICER, "party-orgs", {"party_org_id": "PC1", **party})
    party |= {"level": 2, "name": "小区特设党组织", "place_id": "E01", "parent_id": "PC1"}
    await client.ask(OFFICER, "party-orgs", {"party_org_id": "PE01", **party})
    await build_station(client, "E01")


async def _known_everywhere(client: Client) -> bool:
    """The other rooms have noted five units, two estates and a station."""
    logs = (await client.see(AUDITOR, "audit/logs"))["logs"]
    return all(each["head"] >= 8 for each in logs)


async def build_station(client: Client, estate: str) -> Done:
    """Planned, premises found, its three rooms open, accepted."""
    which = f"S{estate}"
    plan = {"station_id": which, "estate_id": estate, "name": f"小区{estate}驿站"}
    await client.ask(OFFICER, "stations", plan)
    secured = {"premises_kind": "COMMUNITY_PREMISES", "area_centi_m2": 12_000}
    await client.ask(OFFICER, f"stations/{which}/secure-premises", secured)
    for room in ("HALL", "MEDIATION", "ACTIVITY"):
        opened = {"room_kind": room, "opened_on": "2024-01-01"}
        await client.ask(OFFICER, f"stations/{which}/open-room", opened)
    built = {"built_on": "2024-03-01", "acceptance_ref": f"验收-{estate}"}
    return await client.ask(OFFICER, f"stations/{which}/accept-station", built)


async def _mediator(client: Client, who: Who) -> str:
    body = {"person": who.person, "name": "调解员甲", "committee_id": "C1", "level": 2}
    done = await client.ask(OFFICER, "mediators", body)
    certificate = {
        "grade": "GOLD",
        "specialities": ["LIFE"],
        "cert_no": "G2-C1-001",
        "valid_from": "2024-01-01",
        "valid_to": "2034-12-31",
    }
    await client.ask(CHAIR, f"mediators/{done.key}/certify-mediator", certificate)
    return done.key


async def _volunteer(client: Client, who: Who) -> str:
    body = {
        "person": who.person,
        "org_id": "C1",
        "age_band": "ADULT",
        "name": f"志愿者{person(who.name)[:4]}",
    }
    return (await client.ask(OFFICER, "volunteers", body)).key
