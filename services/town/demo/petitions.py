"""Thirty-six demands of residents, twenty-seven of them resolved; five duplicates and a slip."""

import asyncio

from services.town.demo.client import Client, person
from services.town.demo.data import Street, later
from services.town.demo.petition import Petition, Row, ask, handled, register, row_of


async def hear(client: Client, street: Street) -> dict[str, Petition]:
    """All of them, each in its own order; returns them by the number they have in the data."""
    told = street.raw["petitions"]
    for number in told["duplicates_of"]:  # while their leads are open
        await _duplicate(client, street, number)
    heard = await asyncio.gather(
        *(_resolved(client, street, row_of(each)) for each in told["resolved"]),
        *(_otherwise(client, street, row_of(each)) for each in told["closed_otherwise"]),
        *(handled(client, street, row_of(each)) for each in told["open"]),
        _referred(client, street, row_of(told["referred"])),
    )
    for n in range(told["voided"]):
        await _voided(client, street, n)
    return {one.row.number: one for one in heard}


async def _replied(client: Client, street: Street, row: Row, outcome: str) -> Petition:
    one = await handled(client, street, row)
    reply = {
        "proposed_outcome": outcome,
        "reply": "已处理完毕，感谢您的反映。",
        "evidence_refs": [f"照片-{row.number}"],
    }
    when = later(one.registered_at, days=4)
    await ask(client, one.handler, one, "reply-petition", reply, when)
    return one


async def _called_back(
    client: Client, one: Petition, solved: bool, contacted: bool, satisfaction: str
) -> None:
    heard = {
        "effective": True,
        "contacted": contacted,
        "solved": solved,
        "satisfaction": satisfaction,
    }
    when = later(one.registered_at, days=6)
    await ask(client, one.caller, one, "complete-callback", heard, when)
    if not solved or satisfaction == "DISSATISFIED":
        reason = {"reason": "已依法依规处理到位，街道研究不再重办"}
        officer = one.street.officer(3)
        await ask(client, officer, one, "decide-not-to-reopen", reason, later(when, days=1))


async def _close(client: Client, one: Petition, outcome: str, confirmed_by: str) -> None:
    body = {
        "outcome": outcome,
        "confirmed_by": confirmed_by,
        "evidence_refs": [f"照片-{one.row.number}"],
    }
    when = later(one.registered_at, days=8)
    await ask(client, one.caller, one, "close-petition", body, when)


async def _resolved(client: Client, street: Street, row: Row) -> Petition:
    one = await _replied(client, street, row, "RESOLVED")
    if row.word == "ANONYMOUS":
        await _close(client, one, "RESOLVED", "EVIDENCE")
    else:
        await _called_back(client, one, solved=True, contacted=True, satisfaction=row.word)
        await _close(client, one, "RESOLVED", "CALLBACK")
    return one


async def _otherwise(client: Client, street: Street, row: Row) -> Petition:
    one = await _replied(client, street, row, row.word)
    contacted = row.number != street.raw["petitions"]["not_contacted"]
    await _called_back(client, one, False, contacted, "DISSATISFIED")
    await _close(client, one, row.word, "CALLBACK")
    return one


async def _referred(client: Client, street: Street, row: Row) -> Petition:
    one = await handled(client, street, row)
    body = {"referral_id": person("referral P36"), "kind_hint": row.word, "consent": True}
    when = later(one.registered_at, days=3)
    await ask(client, one.officer, one, "refer-to-mediation", body, when)
    return one


async def _duplicate(client: Client, street: Street, number: str) -> None:
    """Another neighbour says the same; two people agree that it is one matter."""
    told = street.raw["petitions"]
    rows = [*told["resolved"], *told["closed_otherwise"], *told["open"]]
    row = next(row_of(each) for each in rows if each[0] == number)
    lead = await register(client, street, row, f"petitioner {number}")
    same = await register(client, street, row, f"neighbour {number}", at_hour=16)
    named = {"lead_id": lead.key, "basis": "SAME_MATTER"}
    clerk, when = street.community(row.estate).clerk, later(same.registered_at, hours=1)
    await ask(client, clerk, same, "merge-duplicate", named, when)
    confirmed = {"lead_id": lead.key}
    await ask(client, same.officer, same, "confirm-merge", confirmed, later(when, hours=1))


async def _voided(client: Client, street: Street, n: int) -> None:
    row = row_of([f"T{n}", "STREET_LIGHT", "PRACTICAL", "E01", "QR", "2024-06-03", "TEST"])
    one = await register(client, street, row, f"test {n}")
    reason = {"reason": "测试数据"}
    await ask(client, street.officer(), one, "void-petition", reason, later(one.registered_at))
