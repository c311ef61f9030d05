"""Who sees what: what a reader may not see is not in the answer, in no list and no history."""

from typing import Any

import pytest

from tests.gateway.http.cast import (
    FENG,
    HAN,
    LI,
    OFFICER,
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

IDENTITY = {
    "petitioner",
    "petitioner_name",
    "petitioner_phone",
    "representatives",
    "building",
    "location",
}


async def dispatched(street: House, **other: Any) -> str:
    """A petition in the hands of department D1."""
    which = await petition(street, wang(street), **other)
    officer = an_officer(street)
    path = f"petitions/{which}"
    due = {"due_at": "2099-01-01T00:00:00+08:00"}
    classify = {"topic_class": "PRACTICAL", "category_code": "noise", "demand_type": "HELP"}
    for name, body in (
        ("classify-petition", classify),
        ("accept-petition", due),
        (
            "dispatch-petition",
            {"dispatch_id": "00000000-0000-7000-8000-00000000d001", "lead_org": "D1", **due},
        ),
    ):
        answer = await street.ask(officer, f"{path}/{name}", body)
        assert answer.status_code == 200, answer.text
    return which


async def seen(street: House, token: str, which: str) -> dict[str, Any]:
    """The petition as this reader gets it: in the detail and in the list alike."""
    detail = await street.see(token, f"petitions/{which}")
    page = (await street.see(token, "petitions")).json()["items"]
    listed = [item for item in page if item["id"] == which]
    if detail.status_code == 404:
        assert listed == []
        assert (await street.see(token, f"petitions/{which}/history")).status_code == 404
        return {}
    found: dict[str, Any] = detail.json()
    assert listed == [found]
    return found


async def told(street: House, token: str, which: str) -> str:
    """Everything the history says to this reader."""
    return (await street.see(token, f"petitions/{which}/history")).text


async def test_the_petitioner_reads_their_own_words(street: House) -> None:
    which = await petition(street, wang(street))
    found = await seen(street, wang(street), which)

    assert found["narrative"] == SENTENCE
    assert found["petitioner_name"] == "王小明"
    assert found["version"] == 1
    assert SENTENCE in await told(street, wang(street), which)


async def test_the_community_above_the_estate_reads_it_and_the_one_beside_does_not(
    street: House,
) -> None:
    which = await petition(street, wang(street))
    beside = street.token(LI, "community_officer@C2")

    assert (await seen(street, li(street), which))["narrative"] == SENTENCE
    assert "narrative" not in await seen(street, beside, which)


async def test_a_station_serves_its_estate(street: House) -> None:
    which = await petition(street, wang(street))
    clerk = street.token(LI, "station_clerk@S01")

    assert (await seen(street, clerk, which))["narrative"] == SENTENCE


async def test_a_stranger_gets_the_public_fields_and_no_text_or_name(street: House) -> None:
    which = await petition(street, wang(street))
    stranger = street.token(ZHOU, "resident@E01")
    found = await seen(street, stranger, which)
    history = await told(street, stranger, which)

    assert found["status"] == "registered"
    assert found.keys() & (IDENTITY | {"narrative", "query_code", "accused_orgs"}) == set()
    assert WANG not in history
    assert "登记诉求" in history
    assert SENTENCE not in history


async def test_p_inv_3_who_handles_a_confidential_petition_is_shown_no_identity(
    street: House,
) -> None:
    which = await dispatched(street, identity_mode="CONFIDENTIAL")
    found = await seen(street, han(street), which)
    history = await told(street, han(street), which)

    assert found["narrative"] == SENTENCE
    assert found.keys() & IDENTITY == set()
    for part in (WANG, "王小明", "13800000000", "3 栋 2 单元"):
        assert part not in history
        assert part not in str(found)
    assert "same_matter" not in history


async def test_p_inv_3_those_above_who_do_not_handle_it_know_who_it_is(street: House) -> None:
    which = await dispatched(street, identity_mode="CONFIDENTIAL")
    caller = street.token(FENG, f"caller@{STREET}")

    assert (await seen(street, caller, which))["petitioner_phone"] == "13800000000"
    assert (await seen(street, an_officer(street), which))["petitioner"] == WANG


async def test_p_inv_3_a_confidential_petition_is_not_there_for_strangers(street: House) -> None:
    which = await petition(street, wang(street), identity_mode="CONFIDENTIAL")

    assert await seen(street, street.token(ZHOU, "resident@E01"), which) == {}


async def test_p_inv_3_asking_by_name_does_not_tell_a_handler_who_it_is(street: House) -> None:
    which = await dispatched(street, identity_mode="CONFIDENTIAL")
    by_name = f"petitions?petitioner={WANG}"
    handler = (await street.see(han(street), by_name)).json()["items"]
    officer = (await street.see(an_officer(street), by_name)).json()["items"]

    assert handler == []
    assert [item["id"] for item in officer] == [which]


async def test_an_open_petition_shows_its_handler_whom_to_call(street: House) -> None:
    which = await dispatched(street)

    assert (await seen(street, han(street), which))["petitioner_phone"] == "13800000000"


@pytest.mark.parametrize("grant", ["dept_handler@D2", "station_clerk@S01", "community_officer@C1"])
async def test_nobody_of_an_accused_unit_or_below_sees_it_at_all(street: House, grant: str) -> None:
    which = await petition(street, wang(street), accused_orgs=["C1"])

    assert await seen(street, street.token(LI, grant), which) == {}
    assert (await seen(street, an_officer(street), which))["accused_orgs"] == ["C1"]


async def test_the_accused_person_does_not_see_it_whatever_their_office(street: House) -> None:
    which = await petition(street, wang(street), accused_persons=[HAN])
    accused = street.token(HAN, f"street_officer@{STREET}")

    assert await seen(street, accused, which) == {}


async def test_p_inv_2_an_anonymous_petition_is_followed_by_its_code_and_names_nobody(
    street: House,
) -> None:
    nameless = {
        "identity_mode": "ANONYMOUS",
        "petitioner": None,
        "petitioner_name": None,
        "petitioner_phone": None,
    }
    which = await petition(street, wang(street), **nameless)
    officer = await seen(street, an_officer(street), which)
    stranger = street.token(ZHOU, "resident@E01")
    code = officer["query_code"]
    by_code = (await street.see(stranger, f"petitions?code={code}")).json()["items"]

    assert officer["petitioner"] is None
    assert WANG not in str(officer)
    assert WANG not in await told(street, an_officer(street), which)
    assert [item["query_code"] for item in by_code] == [code]
    assert "narrative" not in by_code[0]


async def test_a_person_erased_reads_as_erased_everywhere(street: House) -> None:
    which = await petition(street, wang(street))
    street.vault.erase(WANG)
    found = await seen(street, an_officer(street), which)

    assert found["narrative"] == {"erased": True}
    assert found["petitioner_name"] == {"erased": True}
    assert SENTENCE not in await told(street, an_officer(street), which)


async def test_nothing_more_is_written_about_who_was_erased(street: House) -> None:
    await petition(street, wang(street))
    street.vault.erase(WANG)
    answer = await street.ask(
        an_officer(street),
        "petitions",
        {
            "channel": "DOOR",
            "petitioner": WANG,
            "demand_type": "HELP",
            "category_code": "lift",
            "estate_id": "E01",
            "narrative": SENTENCE,
        },
    )

    assert answer.status_code == 409
    assert answer.json()["type"].endswith("/person-is-erased")


async def test_a_page_is_opened_with_one_question_to_the_vault(street: House) -> None:
    for matter in ("m1", "m2", "m3"):
        await petition(street, wang(street), matter=matter)
    before = street.vault.openings
    page = (await street.see(wang(street), "petitions")).json()["items"]

    assert [item["narrative"] for item in page] == [SENTENCE] * 3
    assert street.vault.openings == before + 1


async def test_a_wish_to_be_forgotten_is_seen_by_whose_it_is_and_the_privacy_officer(
    street: House,
) -> None:
    asked = await street.ask(wang(street), f"persons/{WANG}/request-erasure")
    officer = street.token(FENG, f"privacy_officer@{STREET}")

    assert asked.status_code == 200, asked.text
    assert (await street.see(wang(street), f"persons/{WANG}")).status_code == 200
    assert (await street.see(officer, f"persons/{WANG}")).status_code == 200
    assert (await street.see(li(street), f"persons/{WANG}")).status_code == 404
    assert (await street.see(li(street), "persons")).json()["items"] == []


async def test_somebody_of_another_street_finds_nothing_here(street: House) -> None:
    which = await petition(street, wang(street))
    foreign = street.token(OFFICER, "street_officer@elsewhere", street="elsewhere")

    assert await seen(street, foreign, which) == {}
    assert (await street.see(foreign, "stations")).json()["items"] == []
