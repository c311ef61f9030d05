"""Owners vote twice: one assembly passes, one fails its quorum and is noticed again; a third estate
has a group that prepares its first.

Both votes are upon a roll of three hundred flats of 100 m²: 270 owners of one, one owner of ten,
twenty that the developer has not sold. So area is 30,000 m² and there are 272 heads.
"""

import asyncio
import json
from datetime import datetime
from typing import Any

from services.contracts.petitions.owners_assembly_values import Mark
from services.contracts.petitions.owners_words import Choice
from services.petitions.owners.commitments import commitment
from services.town.demo.client import Client, Done, Who, person
from services.town.demo.data import Street, at, later

SINGLES, OF_ONE, UNSOLD = 270, 10, 20


async def vote(client: Client, street: Street) -> None:
    told = street.raw["owners"]
    passed, failed = told["passed"], told["failed"]
    await asyncio.gather(
        _passed(client, street, passed), _failed(client, street, failed), _prepared(client, street)
    )


async def _passed(client: Client, street: Street, told: dict[str, Any]) -> None:
    assembly = await _voted(client, street, told)
    officer = street.community(told["estate"]).officer
    path = f"owners-assemblies/{assembly.key}/publish-decision"
    await client.ask(officer, path, {}, later(at(told["opens"]), days=8))


async def _failed(client: Client, street: Street, told: dict[str, Any]) -> None:
    """Too few took part: noticed again, and no ballot is carried over."""
    assembly = await _voted(client, street, told)
    officer = street.community(told["estate"]).officer
    again = _notice(told, told["again_on"], told["again_opens"])
    path = f"owners-assemblies/{assembly.key}/notice-assembly"
    await client.ask(officer, path, again, at(told["again_on"]), key="again")


async def _voted(client: Client, street: Street, told: dict[str, Any]) -> Done:
    estate = str(told["estate"])
    officer = street.community(estate).officer
    roll = await _roll(client, officer, estate, at(told["drafted"]))
    proposal = {"roll_id": roll.key, "proposed_by": "STREET"}
    noticed = at(told["noticed"])
    assembly = await client.ask(officer, "owners-assemblies", proposal, noticed, key=estate)
    path = f"owners-assemblies/{assembly.key}"
    notice = _notice(told, told["noticed"], told["opens"])
    await client.ask(officer, f"{path}/notice-assembly", notice, noticed)
    voters = [*(f"{n}" for n in range(told["singles"])), "developer"]
    opens = at(told["opens"])
    ballots = [
        _ballot(told, voter, "FOR" if voter == "developer" or n < told["agree"] else "AGAINST")
        for n, voter in enumerate(voters)
    ]
    await asyncio.gather(
        *(
            client.ask(
                officer, f"{path}/cast-ballot", each["cast"], later(opens, days=1), each["serial"]
            )
            for each in ballots
        )
    )
    end = later(opens, days=7)
    await client.ask(officer, f"{path}/close-voting", {}, end)
    tellers = [Who(name=f"{estate} teller {n}", role="teller", org=estate) for n in (1, 2)]
    count = {
        "tellers": [each.person for each in tellers],
        "opened": [each["opened"] for each in ballots],
    }
    await client.ask(tellers[0], f"{path}/count-ballots", count, later(end, hours=2))
    return assembly


def _notice(told: dict[str, Any], noticed: str, opens: str) -> dict[str, Any]:
    item = {"item_id": "1", "matter": told["matter"], "text": told["text"]}
    return {
        "voting_opens_at": at(opens).isoformat(),
        "voting_closes_at": later(at(opens), days=7).isoformat(),
        "items": [item],
        "residents_committee_informed_at": at(noticed).isoformat(),
    }


def _ballot(told: dict[str, Any], voter: str, choice: str) -> dict[str, Any]:
    """Sealed as any voter's app would: the marks in a text, and what commits to them beside it."""
    serial, key = f"{told['estate']}-{voter}", _owner(told["estate"], voter)
    nonce = person(f"nonce {serial}").replace("-", "") * 2
    marks = [{"item_id": "1", "choice": choice}]
    sealed = {"nonce": nonce, "marks": marks}
    cast = {
        "serial": serial,
        "voter_key": key,
        "medium": "PAPER",
        "marks": json.dumps(sealed),
        "commitment": commitment(nonce, [Mark(item_id="1", choice=Choice(choice))]),
    }
    return {"serial": serial, "cast": cast, "opened": {"serial": serial, **sealed}}


def _owner(estate: str, name: str) -> str:
    return person(f"owner {estate} {name}")


async def _roll(client: Client, officer: Who, estate: str, begun: datetime) -> Done:
    """Drafted, posted for fifteen days, frozen."""
    developer = _owner(estate, "developer")
    body = {"estate_ids": [estate], "developer": developer}
    roll = await client.ask(officer, "owners-rolls", body, begun, key=estate)
    owners = [
        *(_owner(estate, str(n)) for n in range(SINGLES)),
        *[_owner(estate, "of ten")] * OF_ONE,
        *[developer] * UNSOLD,
    ]
    units = [
        {
            "unit_id": f"{estate}-{n:03}",
            "area_centi_m2": 10_000,
            "area_source": "REGISTER",
            "owner_key": owner,
            "status": "UNSOLD" if owner == developer else "SOLD",
        }
        for n, owner in enumerate(owners)
    ]
    path = f"owners-rolls/{roll.key}"
    await client.ask(officer, f"{path}/record-units", {"units": units}, later(begun, hours=1))
    ends = {"ends_on": later(begun, days=16).date().isoformat()}
    await client.ask(officer, f"{path}/post-roll", ends, later(begun, days=1))
    await client.ask(officer, f"{path}/freeze-roll", {}, later(begun, days=17))
    return roll


async def _prepared(client: Client, street: Street) -> None:
    """P30's: formed of three owners, the street and the community, and at work."""
    told = street.raw["owners"]["prepared"]
    estate, officer = str(told["estate"]), street.officer()
    here = street.community(estate)
    body = {
        "estate_ids": [estate],
        "applicants": [_owner(estate, str(n)) for n in range(30)],
        "delivered_area_centi_m2": 5_400_000,
        "total_area_centi_m2": 6_000_000,
    }
    group = await client.ask(here.clerk, "prep-groups", body, at(told["applied"]), key=estate)
    path = f"prep-groups/{group.key}"
    await client.ask(officer, f"{path}/approve-group", {}, at(told["approved"]))
    owners = [{"person": _owner(estate, str(n)), "kind": "OWNER"} for n in range(3)]
    others = [
        {"person": officer.person, "kind": "STREET"},
        {"person": here.officer.person, "kind": "COMMUNITY"},
    ]
    formed = {"members": [*owners, *others], "leader": officer.person}
    await client.ask(officer, f"{path}/form-group", formed, at(told["formed"]))
    await client.ask(here.officer, f"{path}/post-group-members", {}, at(told["posted"]))
