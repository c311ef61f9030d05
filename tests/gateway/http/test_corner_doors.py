"""Corner cases at the doors (domain §5.1): what climbs over whom, and what was said yesterday."""

from typing import Any

import pytest

from tests.gateway.http.cast import (
    FENG,
    LI,
    SENTENCE,
    WANG,
    an_officer,
    han,
    li,
    petition,
    wang,
)
from tests.gateway.http.rig import House
from tests.gateway.http.test_audience import dispatched
from tests.scenario import STREET

DISPATCH = "00000000-0000-7000-8000-00000000d001"
ACCEPT = {"due_at": "2099-01-01T00:00:00+08:00"}


async def done(street: House, token: str, path: str, body: dict[str, Any]) -> None:
    answer = await street.ask(token, path, body)
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize(
    "grant", ["community_officer@C1", "station_clerk@S01", "grid_worker@E01", "dept_handler@D2"]
)
async def test_5_1_1_a_complaint_about_the_community_climbs_to_the_street_hidden_below(
    street: House, grant: str
) -> None:
    """In the detail, lists and searches, history, statistics and the log alike."""
    which = await petition(street, wang(street), accused_orgs=["C1"])
    code = (await street.see(an_officer(street), f"petitions/{which}")).json()["query_code"]
    accused = street.token(LI, grant)

    assert (await street.ask(accused, f"petitions/{which}/accept-petition", ACCEPT)).is_error
    for path in (f"petitions/{which}", f"petitions/{which}/history"):
        assert (await street.see(accused, path)).status_code == 404
    for query in ("", f"?petitioner={WANG}", "?estate=E01", "?category=noise", f"?code={code}"):
        assert (await street.see(accused, f"petitions{query}")).json()["items"] == []
    listed = (await street.see(accused, "statistics/problem-list")).json()["items"]
    assert listed == []
    exported = await street.see(accused, "audit/logs/petitions/events?after=0&limit=200")
    assert exported.status_code == 403

    await done(street, an_officer(street), f"petitions/{which}/accept-petition", ACCEPT)
    down = {"dispatch_id": DISPATCH, "lead_org": "D2", **ACCEPT}
    refused = await street.ask(an_officer(street), f"petitions/{which}/dispatch-petition", down)
    assert refused.status_code == 409
    there = await street.see(an_officer(street), f"petitions/{which}")
    assert there.json()["narrative"] == SENTENCE


async def test_5_1_7_a_case_reopened_after_the_day_changes_nothing_of_that_days_report(
    street: House,
) -> None:
    which = await dispatched(street)
    caller = street.token(FENG, f"caller@{STREET}")
    said = {"effective": True, "contacted": True, "solved": True, "satisfaction": "SATISFIED"}
    for token, name, body in (
        (han(street), "sign-dispatch", {"dispatch_id": DISPATCH}),
        (han(street), "reply-petition", {"proposed_outcome": "RESOLVED", "reply": "已修好"}),
        (caller, "complete-callback", said),
        (caller, "close-petition", {"outcome": "RESOLVED", "confirmed_by": "CALLBACK"}),
    ):
        await done(street, token, f"petitions/{which}/{name}", body)
    position = await street.reads.shown_to("petitions", STREET)
    report = (await street.see(li(street), "statistics/headline")).json()
    assert (report["received"], report["resolved"]) == (1, 1)

    again = {"reason": "NEW_FACTS", "new_facts": "灯又坏了", **ACCEPT}
    await done(street, wang(street), f"petitions/{which}/reopen-petition", again)
    today = (await street.see(li(street), "statistics/headline")).json()
    then = await street.see(li(street), f"statistics/headline?as_of=petitions/{position}")
    assert (today["received"], today["resolved"]) == (1, 0)
    assert {name: then.json()[name] for name in report} == report
