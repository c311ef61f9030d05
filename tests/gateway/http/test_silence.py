"""A planted sentence: sealed at the door, it is in no log line, no problem and no room."""

import io
import logging
from base64 import b64decode

import orjson
import pytest
import structlog

from services.plumbing.logs import speak
from tests.gateway.http.cast import LI, SENTENCE, a_matter, an_officer, petition, wang
from tests.gateway.http.rig import House
from tests.scenario import STREET

PLANTED = "plainly-planted-words"


@pytest.fixture
def lines() -> object:
    """What this process logs, as operators would read it."""
    stream = io.StringIO()
    root = logging.getLogger()
    before = list(root.handlers), root.level
    speak("DEBUG", stream=stream)
    yield stream
    structlog.reset_defaults()
    root.handlers, level = before[0], before[1]
    root.setLevel(level)


async def test_a_planted_sentence_is_in_no_log_line_problem_or_room(
    lines: io.StringIO, street: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    which = await petition(street, wang(street))
    answers = [
        await street.ask(wang(street), "petitions", {**a_matter(), PLANTED: PLANTED}),
        await street.ask(wang(street), "petitions", a_matter(category_code=SENTENCE)),
        await street.ask(wang(street), f"petitions/{which}/{PLANTED}", {"reason": PLANTED}),
        await street.see(wang(street), f"petitions?{PLANTED}={PLANTED}"),
        await street.see(wang(street), f"petitions?status={PLANTED}.."),
        await street.see(PLANTED, "petitions"),
        await street.see(wang(street), "stations/S01", If_None_Match=PLANTED),
        await street.ask(wang(street), "petitions", a_matter(), Idempotency_Key=PLANTED * 20),
    ]

    async def fails(*_: object) -> None:
        raise RuntimeError(SENTENCE)

    monkeypatch.setattr(street.vault, "seal", fails)
    answers.append(await street.ask(wang(street), "petitions", a_matter()))
    stored = b"".join(
        each.body for each in await street.rooms.stores["petitions"].read(STREET, 0, 1000)
    )

    assert answers[-1].status_code == 500
    assert all(PLANTED not in answer.text for answer in answers)
    assert PLANTED not in lines.getvalue()
    assert "RuntimeError" in lines.getvalue()
    assert PLANTED.encode() not in stored


@pytest.mark.usefixtures("lines")
async def test_a_failure_of_ours_says_nothing_but_its_request_id(
    street: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: object) -> None:
        raise RuntimeError(SENTENCE)

    monkeypatch.setattr(street.reads, "get", fails)
    answer = await street.see(wang(street), "stations/S01")

    assert answer.status_code == 500
    assert answer.json()["type"].endswith("/internal-error")
    assert len(answer.headers["request-id"]) == 36


@pytest.mark.usefixtures("lines")
async def test_a_database_that_is_away_is_a_503(
    street: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(street.reads, "get", away)
    answer = await street.see(wang(street), "stations/S01")

    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "1"


async def test_the_auditor_reads_the_exact_bytes_and_they_are_sealed(street: House) -> None:
    await petition(street, wang(street))
    auditor = street.token(LI, f"auditor@{STREET}")
    logs = (await street.see(auditor, "audit/logs")).json()
    page = (await street.see(auditor, "audit/logs/petitions/events?after=7&limit=5")).json()
    stored = await street.rooms.stores["petitions"].read(STREET, 7, 5)

    assert logs["logs"][0] == {"room": "petitions", "street": STREET, "head": 8}
    assert [b64decode(each["body"]) for each in page["events"]] == [each.body for each in stored]
    assert PLANTED not in str(page)
    assert orjson.loads(stored[0].body)["narrative"].keys() == {"person", "under", "nonce", "box"}


async def test_only_an_auditor_or_the_street_reads_the_logs(street: House) -> None:
    assert (await street.see(wang(street), "audit/logs")).status_code == 403
    community = street.token(LI, "auditor@C1")
    assert (await street.see(community, "audit/logs/petitions/events")).status_code == 403
    assert (await street.see(an_officer(street), "audit/logs/nothing/events")).status_code == 404
    assert (await street.see(an_officer(street), "audit/logs")).status_code == 200


async def test_requests_are_counted_by_the_route_not_by_the_address(street: House) -> None:
    await street.see(wang(street), "stations/S01")
    await street.see(wang(street), "stations/S99")
    exposition = street.metrics.exposition()[0].decode()

    assert 'route="/v1/stations/{id}",status="200"' in exposition
    assert 'route="/v1/stations/{id}",status="404"' in exposition
    assert "S99" not in exposition
