"""A whistle at the doors: blown, answered, and seen by its parties alone (P-INV-1, 3)."""

from typing import Any

from tests.gateway.http.cast import (
    FENG,
    HAN,
    LI,
    SENTENCE,
    WANG,
    ZHOU,
    an_officer,
    han,
    li,
    petition,
    wang,
)
from tests.gateway.http.rig import House
from tests.scenario import STREET

MATTER = "请城管与消防到场 plainly-planted-matter"
IDENTITY = {"petitioner", "petitioner_name", "petitioner_phone", "representatives", "location"}


async def proposed(street: House, which: str) -> str:
    """By the community."""
    body = {"petition_id": which, "departments": ["D1"], "matter": MATTER}
    answer = await street.ask(li(street), "whistles", body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def blown(street: House, which: str) -> str:
    whistle, officer = await proposed(street, which), an_officer(street)
    call = {"departments": ["D1"], "required_by": "2099-01-01T00:00:00+08:00"}
    for name, body in (("screen-whistle", {"ok": True}), ("blow-whistle", call)):
        answer = await street.ask(officer, f"whistles/{whistle}/{name}", body)
        assert answer.status_code == 200, answer.text
    return whistle


async def card(street: House, token: str, whistle: str) -> dict[str, Any]:
    """In the detail and in the list alike; nothing in the history where it is not there."""
    detail = await street.see(token, f"whistles/{whistle}")
    listed = (await street.see(token, "whistles")).json()["items"]
    if detail.status_code == 404:
        assert listed == []
        assert (await street.see(token, f"whistles/{whistle}/history")).status_code == 404
        return {}
    assert listed == [detail.json()]
    found: dict[str, Any] = detail.json()
    return found


async def test_a_department_that_is_called_reads_the_matter_and_answers(street: House) -> None:
    which = await petition(street, wang(street))
    whistle = await blown(street, which)
    assert (await card(street, han(street), whistle))["matter"] == MATTER

    contest = {"department": "D1", "petition_id": which, "reason": "不属本单位职责"}
    answer = await street.ask(han(street), f"whistles/{whistle}/contest-whistle", contest)
    assert answer.status_code == 200, answer.text
    [duty] = (await card(street, an_officer(street), whistle))["duties"]
    assert (duty["status"], duty["reason"]) == ("contested", "不属本单位职责")


async def test_nobody_answers_for_another_department(street: House) -> None:
    whistle = await blown(street, await petition(street, wang(street)))
    other = street.token(HAN, "dept_handler@C2")
    report = {"department": "D1", "at": "2099-01-01T00:00:00+08:00"}
    answer = await street.ask(other, f"whistles/{whistle}/report-in", report)
    assert answer.status_code == 403


async def test_a_whistle_is_for_staff_and_the_departments_it_calls(street: House) -> None:
    which = await petition(street, wang(street))
    whistle = await proposed(street, which)
    assert (await card(street, an_officer(street), whistle))["matter"] == MATTER
    assert (await card(street, li(street), whistle))["matter"] == MATTER
    outsiders = (
        wang(street),
        street.token(ZHOU, "resident@E01"),
        street.token(LI, "community_officer@C2"),
        street.token(FENG, "dept_handler@D2"),
        han(street),
    )
    for token in outsiders:
        assert await card(street, token, whistle) == {}


async def test_p_inv_1_the_accused_unit_is_shown_no_whistle(street: House) -> None:
    which = await petition(street, wang(street), accused_orgs=["C1"])
    refused = {"petition_id": which, "departments": ["D1"], "matter": MATTER}
    assert (await street.ask(li(street), "whistles", refused)).status_code == 403
    answer = await street.ask(street.token(FENG, f"street_officer@{STREET}"), "whistles", refused)
    assert answer.status_code == 201, answer.text
    whistle = answer.json()["id"]
    assert await card(street, li(street), whistle) == {}
    assert await card(street, street.token(ZHOU, "station_clerk@S01"), whistle) == {}
    assert (await card(street, an_officer(street), whistle))["accused_orgs"] == ["C1"]


async def test_p_inv_3_who_is_called_to_a_confidential_petition_learns_what_and_not_who(
    street: House,
) -> None:
    which = await petition(street, wang(street), identity_mode="CONFIDENTIAL")
    assert (await street.see(han(street), f"petitions/{which}")).status_code == 404
    whistle = await blown(street, which)
    found = (await street.see(han(street), f"petitions/{which}")).json()
    assert found["narrative"] == SENTENCE
    assert found["whistles"] == [{"whistle_id": whistle, "called": ["D1"]}]
    assert found.keys() & IDENTITY == set()
    told = [
        (await street.see(han(street), path)).text
        for path in (f"petitions/{which}/history", f"whistles/{whistle}/history")
    ]
    assert WANG not in str((found, told, await card(street, han(street), whistle)))


async def test_st_6_the_board_counts_for_all_and_lists_what_the_reader_may_see(
    street: House,
) -> None:
    whistle = await blown(street, await petition(street, wang(street)))
    board = (await street.see(an_officer(street), "statistics/whistle-board")).json()
    assert [line["id"] for line in board["items"]] == [whistle]
    assert [line["department"] for line in board["items"][0]["departments"]] == ["D1"]
    stranger = (await street.see(wang(street), "statistics/whistle-board")).json()
    assert stranger["items"] == []
    assert stranger["whistles"] == board["whistles"]
