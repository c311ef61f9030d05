"""Owners' assemblies through the doors: who is shown what, and nobody a ballot before the count."""

import json
from datetime import timedelta
from typing import Any

from services.contracts.petitions.owners_assembly_values import Mark
from services.contracts.petitions.owners_words import Choice
from services.kernel.execution import wall_clock
from services.petitions.owners.commitments import commitment
from tests.gateway.http.cast import FENG, LI, WANG, ZHOU, an_officer, li, wang
from tests.gateway.http.rig import House

NONCE = "5e" * 32
MARKS = [{"item_id": "1", "choice": "FOR"}]
SECRET = json.dumps({"nonce": NONCE, "marks": MARKS})


async def done(
    street: House, token: str, path: str, body: dict[str, Any], at: str | None = None
) -> str:
    answer = await street.ask(token, path, body, **({"occurred_at": at} if at else {}))
    assert answer.status_code in (200, 201), answer.text
    found: str = answer.json()["id"]
    return found


def moment(days: int) -> str:
    return (wall_clock() + timedelta(days=days)).isoformat()


async def a_frozen_roll(street: House) -> str:
    """Wang and Zhou own a flat of 90 m² each."""
    roll = await done(street, li(street), "owners-rolls", {"estate_ids": ["E01"]}, moment(-40))
    path = f"owners-rolls/{roll}"
    units = [
        {"unit_id": f"1-{n}", "area_centi_m2": 9000, "area_source": "REGISTER", "owner_key": key}
        for n, key in ((101, WANG), (102, ZHOU))
    ]
    await done(street, li(street), f"{path}/record-units", {"units": units}, moment(-40))
    ends = {"ends_on": moment(-23)[:10]}
    await done(street, li(street), f"{path}/post-roll", ends, moment(-39))
    await done(street, li(street), f"{path}/freeze-roll", {}, moment(-20))
    return roll


async def an_assembly(street: House) -> str:
    """Noticed nineteen days ago; the vote is open since yesterday."""
    proposal = {"roll_id": await a_frozen_roll(street), "proposed_by": "STREET"}
    which = await done(street, li(street), "owners-assemblies", proposal, moment(-19))
    notice = {
        "voting_opens_at": moment(-1),
        "voting_closes_at": moment(5),
        "items": [{"item_id": "1", "matter": 5, "text": "使用维修资金更新电梯"}],
        "residents_committee_informed_at": moment(-19),
    }
    path = f"owners-assemblies/{which}/notice-assembly"
    await done(street, li(street), path, notice, moment(-19))
    return which


async def test_an_owner_votes_and_no_reader_sees_how_or_who(street: House) -> None:
    which = await an_assembly(street)
    marks = [Mark(item_id="1", choice=Choice.FOR)]
    ballot = {
        "serial": "B-1",
        "voter_key": WANG,
        "medium": "ELECTRONIC",
        "marks": SECRET,
        "commitment": commitment(NONCE, marks),
    }
    path = f"owners-assemblies/{which}"
    refused = await street.ask(street.token(ZHOU, "resident@E01"), f"{path}/cast-ballot", ballot)
    assert refused.status_code == 403
    await done(street, wang(street), f"{path}/cast-ballot", ballot)

    teller = street.token(FENG, "teller@E01")
    for token in (wang(street), li(street), an_officer(street), teller):
        found = (await street.see(token, path)).json()
        assert (found["status"], found["ballots_in_force"]) == ("noticed", 1)
        assert "ballots" not in found
        told = str(found) + (await street.see(token, f"{path}/history")).text
        assert WANG not in told
        assert NONCE not in told


async def test_p_inv_38_a_group_is_applied_for_and_formed_through_the_doors(
    street: House,
) -> None:
    body = {
        "estate_ids": ["E01"],
        "applicants": [WANG, ZHOU],
        "delivered_area_centi_m2": 6000,
        "total_area_centi_m2": 9000,
    }
    owner = street.token(WANG, "owner@E01")
    which = await done(street, owner, "prep-groups", body)
    path = f"prep-groups/{which}"
    assert (await street.ask(li(street), f"{path}/approve-group", {})).status_code == 403
    await done(street, an_officer(street), f"{path}/approve-group", {})
    two = [{"person": each, "kind": "OWNER"} for each in (WANG, ZHOU)]
    even = {"members": [*two, {"person": LI, "kind": "STREET"}], "leader": FENG}
    unfit = await street.ask(an_officer(street), f"{path}/form-group", even)
    assert (unfit.status_code, unfit.json()["type"].rsplit("/", 1)[-1]) == (422, "group-unfit")
    await done(street, an_officer(street), f"{path}/form-group", {**even, "leader": WANG})

    for token in (li(street), street.token(FENG, "resident@E01")):
        found = (await street.see(token, path)).json()
        assert (found["status"], found["leader"]) == ("formed", WANG)
        assert "applicants" not in found
