"""Who sees what of outreach, rounds, topics and rolls, at their doors."""

from typing import Any

import pytest

from tests.gateway.http.cast import LI, OFFICER, WANG, ZHOU, an_officer, li, petition, wang
from tests.gateway.http.rig import House

SAID = "楼道灯太暗 plainly-planted-opinion"
OPINION = "00000000-0000-7000-8000-00000000c001"


async def done(street: House, token: str, path: str, body: dict[str, Any]) -> str:
    """The id of what it is about."""
    answer = await street.ask(token, path, body)
    assert answer.status_code in (200, 201), answer.text
    return str(answer.json()["id"])


async def seen(street: House, token: str, path: str) -> dict[str, Any]:
    """The one thing there is of its kind: in the detail and in the list alike."""
    detail = await street.see(token, path)
    listed = (await street.see(token, path.partition("/")[0])).json()["items"]
    if detail.status_code == 404:
        assert listed == []
        return {}
    found: dict[str, Any] = detail.json()
    assert found in listed
    return found


def beside(street: House) -> str:
    return street.token(LI, "community_officer@C2")


def zhou(street: House) -> str:
    return street.token(ZHOU, "resident@E01")


@pytest.fixture
async def built(street: House) -> House:
    """The station S01 is in use."""
    officer = an_officer(street)
    premises = {"premises_kind": "COMMUNITY_PREMISES", "area_centi_m2": 12000}
    await done(street, officer, "stations/S01/secure-premises", premises)
    for kind in ("HALL", "MEDIATION", "ACTIVITY"):
        room = {"room_kind": kind, "opened_on": "2024-05-01"}
        await done(street, officer, "stations/S01/open-room", room)
    accept = {"built_on": "2024-06-01", "acceptance_ref": "验-01"}
    await done(street, officer, "stations/S01/accept-station", accept)
    return street


async def test_everybody_sees_that_a_session_was_held_and_staff_by_whom(built: House) -> None:
    clerk = built.token(LI, "station_clerk@S01")
    await done(built, clerk, "outreach-sessions", {"outreach_id": "S01-2024-W45"})
    held = {"held_on": "2024-11-06", "items": ["RECEPTION"], "leaders": [OFFICER]}
    path = "outreach-sessions/S01-2024-W45"
    await done(built, clerk, f"{path}/hold-outreach-session", held)

    for token in (clerk, li(built), an_officer(built)):
        assert (await seen(built, token, path))["leaders"] == [OFFICER]
    for token in (zhou(built), beside(built)):
        found = await seen(built, token, path)
        assert found["status"] == "held"
        assert found.keys() & {"leaders", "leads"} == set()
        assert OFFICER not in (await built.see(token, f"{path}/history")).text


async def test_what_was_said_in_a_round_is_for_the_staff_of_the_place(built: House) -> None:
    clerk = built.token(LI, "station_clerk@S01")
    await done(built, clerk, "collection-rounds", {"round_id": "S01-2024-11"})
    path = "collection-rounds/S01-2024-11"
    opinion = {"opinion_id": OPINION, "said_by": WANG, "note": SAID}
    await done(built, clerk, f"{path}/collect-opinion", opinion)

    [noted] = (await seen(built, clerk, path))["opinions"]
    assert (noted["note"], noted["said_by"]) == (SAID, WANG)
    for token in (zhou(built), beside(built)):
        found = await seen(built, token, path)
        assert found["station_id"] == "S01"
        told = str(found) + (await built.see(token, f"{path}/history")).text
        assert WANG not in told
        assert SAID not in told


async def test_a_topic_is_its_proposers_and_the_staffs_until_it_is_screened(street: House) -> None:
    which = await petition(street, wang(street))
    body = {
        "estate_id": "E01",
        "topic_class": "DIFFICULT",
        "summary": "停车与充电",
        "petitions": [which],
    }
    path = f"topics/{await done(street, wang(street), 'topics', body)}"
    assert (await seen(street, li(street), path))["petitions"] == [which]
    assert (await seen(street, wang(street), path))["summary"] == "停车与充电"
    for token in (zhou(street), beside(street)):
        assert await seen(street, token, path) == {}
        assert (await street.see(token, f"{path}/history")).status_code == 404

    await done(street, li(street), f"{path}/screen-topic", {})
    for token in (zhou(street), beside(street)):
        found = await seen(street, token, path)
        assert found["status"] == "screened"
        assert found.keys() & {"petitions", "proposed_by", "supporters"} == set()
        assert WANG not in (await street.see(token, f"{path}/history")).text


async def test_p_inv_39_a_roll_shows_the_street_units_and_an_owner_their_own(
    street: House,
) -> None:
    roll = await done(street, li(street), "owners-rolls", {"estate_ids": ["E01"]})
    path = f"owners-rolls/{roll}"
    units = [
        {"unit_id": f"1-{n}", "area_centi_m2": 9000, "area_source": "REGISTER", "owner_key": key}
        for n, key in ((101, WANG), (102, ZHOU))
    ]
    await done(street, li(street), f"{path}/record-units", {"units": units})

    def keys(found: dict[str, Any]) -> list[Any]:
        return [unit.get("owner_key") for unit in found["units"]]

    assert keys(await seen(street, li(street), path)) == [WANG, ZHOU]
    assert keys(await seen(street, wang(street), path)) == [WANG, None]
    assert keys(await seen(street, beside(street), path)) == [None, None]
    for token, hidden in ((wang(street), ZHOU), (beside(street), WANG)):
        assert hidden not in (await street.see(token, f"{path}/history")).text
