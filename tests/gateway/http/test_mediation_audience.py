"""M-INV-11: what was said in a session is for the team and the committee's chair."""

from typing import Any

import pytest

from tests.gateway.http.cast import FENG, LI, OFFICER, SENTENCE, WANG, ZHOU, an_officer
from tests.gateway.http.rig import House

MEDIATOR = "00000000-0000-7000-8000-0000000000c1"
CHAIR = "00000000-0000-7000-8000-0000000000c2"
SESSION = "00000000-0000-7000-8000-00000000e001"


async def done(street: House, token: str, path: str, **body: Any) -> str:
    """What was asked is done; the id of the thing."""
    answer = await street.ask(token, path, body)
    assert answer.status_code in (200, 201), (path, answer.text)
    return str(answer.json()["id"])


async def a_session_held(street: House) -> str:
    """A case between Wang and Zhou, with one session held by the mediator."""
    officer, chair = an_officer(street), street.token(CHAIR, "committee_chair@C1")
    who = await done(
        street, officer, "mediators", person=MEDIATOR, name="赵调解", phone="13900000000",
        committee_id="C1", level=2,
    )  # fmt: skip
    await done(
        street, officer, f"mediators/{who}/certify-mediator", grade="GOLD", cert_no="G1",
        specialities=["LIFE"], valid_from="2020-01-01", valid_to="2099-01-01",
    )  # fmt: skip
    parties = [
        {"party": WANG, "side": "A", "capacity": "RESIDENT", "phone": "13800000000"},
        {"party": ZHOU, "side": "B", "capacity": "RESIDENT", "phone": "13700000000"},
    ]
    dispute = await done(
        street, officer, "disputes", source="STATION", local_kind="LIFE", estate_id="E01",
        parties=parties, reporter=WANG, summary="为了一棵树", severity_hint="MAJOR",
    )  # fmt: skip
    await done(
        street, officer, f"disputes/{dispute}/triage-dispute", local_kind="LIFE",
        severity="MAJOR", risk="YELLOW",
    )  # fmt: skip
    case = await done(
        street, chair, "cases", dispute_ids=[dispute], started_by="COMMITTEE", level=2
    )
    for party in (WANG, ZHOU):
        await done(street, chair, f"cases/{case}/record-consent", party=party, mode="ORAL")
    path = f"cases/{case}"
    await done(street, chair, f"{path}/accept-case", committee_id="C1", rights_notice_ref="R1")
    await done(street, chair, f"{path}/assign-team", lead_id=who, reason="擅长")
    await done(street, chair, f"{path}/accept-assignment", mediator_id=who)
    mediator = street.token(MEDIATOR, "mediator@C1")
    await done(
        street, mediator, f"{path}/schedule-session", session_id=SESSION,
        at="2020-01-01T10:00:00+08:00", mode="ROOM",
    )  # fmt: skip
    await done(
        street, mediator, f"{path}/hold-session", session_id=SESSION, attendance=[WANG, ZHOU],
        record=SENTENCE,
    )  # fmt: skip
    return case


async def seen(street: House, token: str, case: str) -> tuple[str, str]:
    """Card and history as this reader gets them."""
    card = await street.see(token, f"cases/{case}")
    history = await street.see(token, f"cases/{case}/history")
    assert card.status_code == history.status_code
    return card.text, history.text


async def test_m_inv_11_the_notes_are_for_the_team_and_the_chair(street: House) -> None:
    case = await a_session_held(street)
    readers = {
        "team": street.token(MEDIATOR, "mediator@C1"),
        "chair": street.token(CHAIR, "committee_chair@C1"),
        "street": an_officer(street),
        "community": street.token(LI, "community_officer@C1"),
        "party": street.token(WANG, "resident@E01"),
        "another mediator": street.token(FENG, "mediator@C1"),
    }
    read = {name: await seen(street, token, case) for name, token in readers.items()}

    assert {name for name, (card, _) in read.items() if SENTENCE in card} == {"team", "chair"}
    assert {name for name, (_, told) in read.items() if SENTENCE in told} == {"team", "chair"}
    assert all("开展调解" in told for _, told in read.values())


async def test_a_case_is_not_there_for_strangers_nor_for_those_beside(street: House) -> None:
    case = await a_session_held(street)
    for stranger in (
        street.token(FENG, "resident@E01"),
        street.token(FENG, "community_officer@C2"),
        street.token(FENG, "committee_chair@C2"),
        street.token(FENG, "dept_handler@D1"),
    ):
        assert (await street.see(stranger, f"cases/{case}")).status_code == 404
        assert (await street.see(stranger, "cases")).json()["items"] == []


@pytest.mark.parametrize("kind", ["cases", "disputes"])
async def test_a_party_is_not_told_the_other_sides_number(street: House, kind: str) -> None:
    await a_session_held(street)
    page = await street.see(street.token(WANG, "resident@E01"), kind)

    assert len(page.json()["items"]) == 1
    assert "13700000000" not in page.text


async def test_a_mediators_name_is_public_and_the_number_is_not(street: House) -> None:
    await a_session_held(street)
    public = (await street.see(street.token(ZHOU, "resident@E01"), "mediators")).json()["items"]
    own = (await street.see(street.token(MEDIATOR, "mediator@C1"), "mediators")).json()["items"]

    assert public[0]["name"] == own[0]["name"] == "赵调解"
    assert public[0].keys() & {"phone", "person"} == set()
    assert own[0]["phone"] == "13900000000"


async def test_the_numbers_before_the_system_are_for_those_who_answer_for_them(
    street: House,
) -> None:
    await done(
        street, an_officer(street), "baselines", local_kind="LIFE", month="2023-11", count=12,
        source="台账",
    )  # fmt: skip
    chair = street.token(OFFICER, "committee_chair@shengquan")

    assert len((await street.see(chair, "baselines")).json()["items"]) == 1
    stranger = street.token(ZHOU, "resident@E01")
    assert (await street.see(stranger, "baselines")).json()["items"] == []
