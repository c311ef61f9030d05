"""How it stood: in the world's time, in the log's, at a position; never more than one sees now."""

from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest

from tests.gateway.http.cast import WANG, ZHOU, an_officer, petition, wang
from tests.gateway.http.rig import House

CLASSIFIED = {"topic_class": "MAJOR", "category_code": "noise", "demand_type": "HELP"}


def moment(at: datetime) -> str:
    return quote(at.isoformat())


def zhou(house: House) -> str:
    return house.token(ZHOU, "resident@E01")


async def classified(street: House, which: str, **other: str) -> str:
    """The position at which an officer classified it."""
    asked = await street.ask(
        an_officer(street), f"petitions/{which}/classify-petition", {**CLASSIFIED, **other}
    )
    assert asked.status_code == 200, asked.text
    return asked.headers["position"]


async def test_a_case_reads_as_it_stood_at_a_position(street: House) -> None:
    which = await petition(street, wang(street))
    filed = await street.reads.shown_to("petitions", "shengquan")
    await classified(street, which, demand_type="SUGGESTION")
    then = await street.see(wang(street), f"petitions/{which}?as_of=petitions/{filed}")
    now = await street.see(wang(street), f"petitions/{which}")

    assert (then.json()["version"], then.json()["topic_class"]) == (1, None)
    assert (then.json()["demand_type"], now.json()["demand_type"]) == ("HELP", "SUGGESTION")
    assert then.headers["as-of-position"] == f"petitions/{filed}"
    assert "etag" not in then.headers
    assert then.json()["narrative"] == now.json()["narrative"]


async def test_before_it_began_there_was_nothing(street: House) -> None:
    before = await street.reads.shown_to("petitions", "shengquan")
    which = await petition(street, wang(street))
    answer = await street.see(wang(street), f"petitions/{which}?as_of=petitions/{before}")

    assert answer.status_code == 404


async def test_the_worlds_time_counts_what_was_entered_late_and_the_logs_does_not(
    street: House,
) -> None:
    await petition(street, wang(street), matter="at-once")
    between = datetime.now(UTC)
    ago = (between - timedelta(days=30)).isoformat()
    late = await street.ask(
        an_officer(street),
        "petitions",
        {
            "channel": "OUTREACH",
            "identity_mode": "ANONYMOUS",
            "demand_type": "HELP",
            "category_code": "noise",
            "estate_id": "E01",
            "narrative": "外出走访时说的",
        },
        Occurred_At=ago,
    )
    assert late.status_code == 201, late.text
    which, week_ago = late.json()["id"], between - timedelta(days=7)
    officer = an_officer(street)
    happened = await street.see(officer, f"statistics/headline?as_of={moment(week_ago)}")
    known = await street.see(officer, f"statistics/headline?as_recorded={moment(between)}")
    known_then = await street.see(
        officer,
        f"statistics/headline?as_of={moment(week_ago)}&as_recorded={moment(between)}",
    )
    card = await street.see(officer, f"petitions/{which}?as_of={moment(week_ago)}")
    unknown = await street.see(officer, f"petitions/{which}?as_recorded={moment(between)}")

    assert happened.json()["received"] == 1
    assert happened.json()["as_of"] == week_ago.isoformat().replace("+00:00", "Z")
    assert known.json()["received"] == 1
    assert known.json()["as_of_position"].startswith("petitions/")
    assert known_then.json()["received"] == 0
    assert (card.status_code, unknown.status_code) == (200, 404)
    assert card.headers["as-of"] == week_ago.isoformat().replace("+00:00", "Z")


async def test_a_day_is_its_last_moment_in_the_street(street: House) -> None:
    answer = await street.see(wang(street), "statistics/headline?as_of=2024-11-30")
    today = await street.see(wang(street), f"statistics/headline?as_of={datetime.now(UTC):%F}")

    assert answer.json()["as_of"] == "2024-11-30T15:59:59.999999Z"
    assert today.status_code == 200


@pytest.mark.parametrize(
    "asked",
    [
        "as_of=yesterday",
        "as_of=2024-11-31",
        "as_of=2999-01-01",
        "as_of=2999-01-01T00:00:00Z",
        "as_of=2024-11-30T00:00:00",
        "as_of=12",
        "as_of=mediation/1",
        "as_of=petitions/x",
        "as_of=petitions/1&as_recorded=2024-11-30",
        "as_recorded=petitions/1",
    ],
)
async def test_what_is_no_past_is_refused(street: House, asked: str) -> None:
    which = await petition(street, wang(street))
    figure = await street.see(wang(street), f"statistics/headline?{asked}")
    card = await street.see(wang(street), f"petitions/{which}?{asked}")

    assert (figure.status_code, card.status_code) == (422, 422)


async def test_a_position_that_is_not_heard_yet_is_waited_for(street: House) -> None:
    answer = await street.see(wang(street), "statistics/headline?as_of=petitions/99999")

    assert answer.status_code == 503
    assert answer.json()["type"].endswith("read-model-behind")


async def test_what_one_may_not_see_today_is_not_seen_as_it_stood_either(street: House) -> None:
    which = await petition(street, wang(street))
    filed = await street.reads.shown_to("petitions", "shengquan")
    public = await street.see(zhou(street), f"petitions/{which}?as_of=petitions/{filed}")
    await classified(street, which, demand_type="REPORT")
    hidden = await street.see(zhou(street), f"petitions/{which}?as_of=petitions/{filed}")
    own = await street.see(wang(street), f"petitions/{which}?as_of=petitions/{filed}")
    lines = await street.see(zhou(street), f"statistics/problem-list?as_of=petitions/{filed}")
    officers = await street.see(
        an_officer(street), f"statistics/problem-list?as_of=petitions/{filed}"
    )

    assert "narrative" not in public.json()
    assert public.status_code == 200
    assert hidden.status_code == 404
    assert own.json()["petitioner"] == WANG
    assert (lines.json()["count"], lines.json()["items"]) == (1, [])
    assert [item["id"] for item in officers.json()["items"]] == [which]


async def test_what_was_not_for_everybody_then_stays_so(street: House) -> None:
    which = await petition(street, wang(street), demand_type="REPORT")
    filed = await street.reads.shown_to("petitions", "shengquan")
    await classified(street, which, demand_type="HELP")
    now = await street.see(zhou(street), f"petitions/{which}")
    then = await street.see(zhou(street), f"petitions/{which}?as_of=petitions/{filed}")
    lines = await street.see(zhou(street), f"statistics/problem-list?as_of=petitions/{filed}")

    assert (now.status_code, then.status_code) == (200, 404)
    assert lines.json()["items"] == []


async def test_an_erased_text_reads_erased_as_it_stood(street: House) -> None:
    which = await petition(street, wang(street))
    filed = await street.reads.shown_to("petitions", "shengquan")
    street.vault.erase(WANG)
    answer = await street.see(wang(street), f"petitions/{which}?as_of=petitions/{filed}")

    assert answer.json()["narrative"] == {"erased": True}


async def test_the_description_tells_both_kinds_of_time(house: House) -> None:
    document = (await house.http.get("/openapi.json")).json()
    for path in ("/v1/petitions/{id}", "/v1/cases/{id}", "/v1/statistics/headline"):
        asked = {one["name"]: one for one in document["paths"][path]["get"]["parameters"]}
        assert "in the world" in asked["as_of"]["description"]
        assert "recorded by then" in asked["as_recorded"]["description"]
