"""From a topic to a meeting through the doors; the calendar shows it, as a list and as a file."""

from collections.abc import Mapping
from datetime import timedelta

import icalendar

from services.kernel.execution import wall_clock
from tests.gateway.http.cast import WANG, ZHOU, an_officer, li, wang
from tests.gateway.http.rig import House


async def _begun(street: House, token: str, path: str, body: Mapping[str, object]) -> str:
    answer = await street.ask(token, path, body)
    assert answer.status_code in (200, 201), answer.text
    found: str = answer.json()["id"]
    return found


async def a_meeting(street: House, days: int) -> str:
    """Li's community convenes it, on Wang's topic."""
    community = {
        "party_org_id": "P1",
        "level": 1,
        "name": "一社区党委",
        "place_id": "C1",
        "parent_id": None,
        "founded_on": "2023-01-01",
    }
    await _begun(street, an_officer(street), "party-orgs", community)
    topic = await _begun(
        street,
        wang(street),
        "topics",
        {"estate_id": "E01", "topic_class": "DIFFICULT", "summary": "停车与充电"},
    )
    await _begun(street, li(street), f"topics/{topic}/screen-topic", {})
    table = {
        "estate_id": "E01",
        "meets_at": (wall_clock() + timedelta(days=days)).isoformat(),
        "place": "驿站议事厅",
        "agenda": [topic],
        "invitees": [{"person": WANG, "kind": "AFFECTED_RESIDENT"}],
    }
    return await _begun(street, li(street), "meetings", table)


async def test_p_inv_21_a_meeting_stands_in_everybodys_calendar_once_notice_is_given(
    street: House,
) -> None:
    meeting = await a_meeting(street, days=10)
    neighbour = street.token(ZHOU, "resident@E01")

    async def listed(token: str) -> list[str]:
        answer = await street.see(token, "hall-calendar?estate=E01&kind=meeting")
        return [item["id"] for item in answer.json()["items"]]

    assert (await listed(neighbour), await listed(li(street))) == ([], [meeting])
    await _begun(street, li(street), f"meetings/{meeting}/notify-meeting", {})
    assert await listed(neighbour) == [meeting]


async def test_a_calendar_program_gets_what_its_reader_may_see(street: House) -> None:
    meeting = await a_meeting(street, days=10)
    neighbour = street.token(ZHOU, "resident@E01")
    early = await street.see(neighbour, "hall-calendar.ics")
    await _begun(street, li(street), f"meetings/{meeting}/notify-meeting", {})
    told = await street.see(neighbour, "hall-calendar.ics?estate=E01")
    elsewhere = await street.see(neighbour, "hall-calendar.ics?estate=E07")

    assert told.headers["content-type"] == "text/calendar; charset=utf-8"
    found = [
        len(icalendar.Calendar.from_ical(each.content).walk("VEVENT"))
        for each in (early, told, elsewhere)
    ]
    assert found == [0, 1, 0]
    wrong = await street.see(neighbour, "hall-calendar.ics?month=November")
    assert wrong.status_code == 422


async def test_p_inv_21_notice_comes_too_late_for_a_meeting_in_two_days(street: House) -> None:
    meeting = await a_meeting(street, days=2)
    refused = await street.ask(li(street), f"meetings/{meeting}/notify-meeting", {})

    assert refused.status_code == 409
    assert refused.json()["type"].endswith("meeting-notice-too-short")
