"""What people tell is found nowhere in clear; who may reads it, and after erasure nobody (X10)."""

import asyncio
from typing import Any

from services.kernel.values import State
from tests.walk import petitioning, serving
from tests.walk.client import Client
from tests.walk.hiding import exports, files, found, listening, streams, tables
from tests.walk.logs import opened
from tests.walk.mediating import Mediation, triaged
from tests.walk.patience import eventually
from tests.walk.people import CLERK, COMMUNITY, OFFICER, Who, resident
from tests.walk.street import Street, at
from tests.walk.town import Town

TOLD = {
    what: f"MARKED{n}ZQX {text}"
    for n, (what, text) in enumerate(
        {
            "petitioner_name": "赵某某",
            "petitioner_phone": "138-0000-4711",
            "location": "三号楼一单元九〇九",
            "narrative": "对门夜里总有人争吵，我不敢说",
            "summary": "楼上渗水，两家已经吵了三次",
            "party_name": "钱某某",
            "record": "甲方当场落泪，说出家里的难处",
            "meeting_place": "乙方家中，五号楼四〇二",
            "facts": "乙方装修打穿了甲方的水管",
            "act": "向甲方当面道歉",
            "address": "九号楼二单元一〇一",
            "risk_notes": "独居，心脏不好",
            "comment": "志愿者小王特别耐心",
        }.items()
    )
}
PERSON = resident("wants to be forgotten")
OTHER = resident("the other side")
FORGOTTEN = {"erased": True}


class Told(State):
    """Where it was told."""

    petition: str
    dispute: str
    case: str
    order: str


async def test_what_people_tell_is_sealed_everywhere_and_after_erasure_nobody_reads_it(
    town: Town, client: Client, street: Street
) -> None:
    async with listening(town) as passed:
        told = await _tell_everywhere(client, street)
        await eventually(lambda: _reads_whole(client, street, told))
        await _nowhere_in_clear(town, client, passed)

        await _everything_ends(client, street, told)
        await client.ask(PERSON, f"persons/{PERSON.person}/request-erasure")
        await eventually(lambda: _erased(client))
        await eventually(lambda: _key_is_gone(town))

        read = await _read_back(client, street, told)
        of_the_other = {"party_name": TOLD["party_name"]}
        assert read == dict.fromkeys(TOLD, FORGOTTEN) | of_the_other
        history = await client.see(OFFICER, f"petitions/{told.petition}/history")
        assert history["items"][0]["event"]["narrative"] == FORGOTTEN
        await _nowhere_in_clear(town, client, passed)


async def test_a_forgotten_person_cannot_be_told_about_again(
    client: Client, street: Street
) -> None:
    gone = resident("was never here")
    await client.ask(gone, f"persons/{gone.person}/request-erasure")
    await eventually(lambda: _erased(client, gone))

    async def refused() -> bool:
        body = petitioning.demand(gone, matter="AGAIN")
        answer = await client.post(CLERK, "petitions", body)
        return answer.status_code == 409 and answer.json()["type"].endswith("/person-is-erased")

    await eventually(refused)


async def _tell_everywhere(client: Client, street: Street) -> Told:
    fields = ("petitioner_name", "petitioner_phone", "location", "narrative")
    petition = await petitioning.filed(client, PERSON, **{name: TOLD[name] for name in fields})
    await petitioning.taken_up(client, petition.key)
    parties = [
        {"party": PERSON.person, "side": "A", "capacity": "OWNER", "name": TOLD["petitioner_name"]},
        {"party": OTHER.person, "side": "B", "capacity": "OWNER", "name": TOLD["party_name"]},
    ]
    report = {
        "source": "RESIDENT",
        "local_kind": "LIFE",
        "estate_id": "E01",
        "parties": parties,
        "reporter": PERSON.person,
        "summary": TOLD["summary"],
    }
    dispute = (await client.ask(CLERK, "disputes", report, at(5))).key
    await triaged(client, dispute, at(5))
    opening = {"dispute_ids": [dispute], "started_by": "COMMITTEE", "level": 2}
    case = (await client.ask(COMMUNITY, "cases", opening, at(6))).key
    mediation = _mediation(client, street, case)
    await mediation.consents()
    await mediation.gets_a_team()
    place = {"mode": "ON_SITE", "address": TOLD["meeting_place"]}
    await mediation.sits(record=TOLD["record"], **place)
    await mediation.agrees(act=TOLD["act"], obligor=PERSON, facts=TOLD["facts"])
    wish = {"address": TOLD["address"], "risk_notes": TOLD["risk_notes"], "location": "HOME"}
    order = (await serving.wished(client, PERSON, **wish)).key
    await serving.served(client, street, order)
    await serving.rated(client, PERSON, order, comment=TOLD["comment"])
    return Told(petition=petition.key, dispute=dispute, case=case, order=order)


def _mediation(client: Client, street: Street, case: str) -> Mediation:
    return Mediation(client, street, case, (PERSON, OTHER), at(6))


async def _reads_whole(client: Client, street: Street, told: Told) -> bool:
    read = await _read_back(client, street, told)
    assert read == TOLD
    return True


async def _read_back(client: Client, street: Street, told: Told) -> dict[str, Any]:
    """The same texts, each as somebody reads it who may."""
    petition = await client.see(CLERK, f"petitions/{told.petition}")
    dispute = await client.see(COMMUNITY, f"disputes/{told.dispute}")
    case = await client.see(street.lead, f"cases/{told.case}")
    order = await client.see(CLERK, f"orders/{told.order}")
    rating = await client.see(COMMUNITY, f"orders/{told.order}/history")
    names = {each["party"]: each["name"] for each in dispute["parties"]}
    texts = [each.get("event", {}).get("comment") for each in rating["items"]]
    return {
        **{name: petition[name] for name in list(TOLD)[:4]},
        "summary": dispute["summary"],
        "party_name": names[OTHER.person],
        "record": _deep(case, "record"),
        "meeting_place": _deep(case, "address"),
        "facts": _deep(case, "facts"),
        "act": _deep(case, "act"),
        "address": order["address"],
        "risk_notes": order["risk_notes"],
        "comment": next(text for text in texts if text is not None),
    }


def _deep(value: Any, name: str) -> Any:
    """The first field of this name, however deep in a card."""
    if isinstance(value, dict) and name in value:
        return value[name]
    inner = value.values() if isinstance(value, dict) else value
    if not isinstance(value, dict | list):
        return None
    return next((got for each in inner if (got := _deep(each, name)) is not None), None)


async def _nowhere_in_clear(town: Town, client: Client, passed: list[tuple[str, bytes]]) -> None:
    words = [text.split()[0] for text in TOLD.values()] + [
        text.split()[1] for text in TOLD.values()
    ]
    places = [*await tables(town), *await streams(town), *await exports(client), *passed]
    assert len({place for place, _ in places}) > 30
    assert found(await asyncio.to_thread(files, town), words) == set()
    assert await asyncio.to_thread(found, places, words) == set()


async def _everything_ends(client: Client, street: Street, told: Told) -> None:
    """Nothing holds the data back any more: all closed, the file archived."""
    await petitioning.replied(client, told.petition)
    await petitioning.closed(client, told.petition)
    mediation = _mediation(client, street, told.case)
    await mediation.performs()
    await mediation.ends()
    await serving.closed(client, told.order)


async def _erased(client: Client, who: Who = PERSON) -> bool:
    answer = await client.get(who, f"persons/{who.person}")
    return bool(answer.status_code == 200 and answer.json()["status"] == "erased")


async def _key_is_gone(town: Town) -> bool:
    async with opened(town, "vault") as connection:
        keys = await connection.fetchval(
            "SELECT count(*) FROM person_key WHERE person = $1 AND wrapped IS NOT NULL",
            PERSON.person,
        )
    return bool(keys == 0)
