"""Bad input at the door: the right status, a problem document, and no event written."""

import asyncio
from pathlib import Path
from typing import Any

import httpx2
import pytest

from services.plumbing.issuer import open_issuer
from tests.gateway.http.cast import SENTENCE, WANG, a_matter, an_officer, petition, wang
from tests.gateway.http.rig import AUDIENCE, ISSUER, House
from tests.plumbing.listening import lines, listening
from tests.scenario import STREET

NOBODYS = "00000000-0000-7000-8000-0000000000ff"
"""An id that names nothing."""


def slug(answer: httpx2.Response) -> str:
    """The last part of a problem's type."""
    assert answer.headers["content-type"] == "application/problem+json"
    document = answer.json()
    assert document.keys() >= {"type", "title", "detail", "status"}
    return str(document["type"]).rpartition("/")[2]


async def head(house: House) -> int:
    return await house.rooms.stores["petitions"].head(STREET)


@pytest.mark.parametrize(
    ("raw", "status", "named"),
    [
        (b'{"channel": ', 400, "malformed-json"),
        (b"\xff\xfe", 400, "malformed-json"),
        (b"[" * 100_000, 400, "malformed-json"),
        (b"[]", 422, "invalid-fields"),
        (b'"words"', 422, "invalid-fields"),
        (b"{}", 422, "invalid-fields"),
        (b"x" * 10_000_000, 413, "too-large"),
    ],
)
async def test_a_body_that_is_no_command_is_refused(
    street: House, raw: bytes, status: int, named: str
) -> None:
    before = await head(street)
    answer = await street.http.post(
        "/v1/petitions",
        content=raw,
        headers={"Authorization": f"Bearer {wang(street)}", "Content-Type": "application/json"},
    )

    assert (answer.status_code, slug(answer)) == (status, named)
    assert await head(street) == before


async def test_an_unknown_field_is_named_and_refused(street: House) -> None:
    answer = await street.ask(wang(street), "petitions", a_matter(priority="HIGH"))

    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"at": "priority", "says": "Extra inputs are not permitted"}]


async def test_a_wrong_type_is_named_and_refused(street: House) -> None:
    answer = await street.ask(wang(street), "petitions", a_matter(co_signer_count="12"))

    assert answer.status_code == 422
    assert answer.json()["errors"] == [
        {"at": "co_signer_count", "says": "Input should be a valid integer"}
    ]


@pytest.mark.parametrize(
    "body",
    [
        {SENTENCE: 1},
        {"petitioner": SENTENCE},
        {"channel": SENTENCE},
        {"accused_orgs": [SENTENCE]},
        {"narrative": {SENTENCE: SENTENCE}},
        {"representatives": {"a": SENTENCE}},
    ],
)
async def test_a_problem_never_repeats_what_was_sent(
    street: House, body: dict[str, object]
) -> None:
    answer = await street.ask(wang(street), "petitions", {**a_matter(), **body})

    assert answer.status_code == 422
    assert "plainly-planted-words" not in answer.text
    assert "王大力" not in answer.text


async def test_a_body_of_another_kind_is_refused(street: House) -> None:
    headers = {"Authorization": f"Bearer {wang(street)}", "Content-Type": "text/plain"}
    answer = await street.http.post("/v1/petitions", content=b"{}", headers=headers)

    assert (answer.status_code, slug(answer)) == (415, "not-json")


async def test_a_text_with_a_nul_is_refused(street: House) -> None:
    answer = await street.ask(wang(street), "petitions", a_matter(narrative="a\0b"))

    assert (answer.status_code, slug(answer)) == (422, "no-such-character")


@pytest.mark.parametrize("which", [NOBODYS, "not-an-id", "a%00b", "x" * 300])
async def test_an_unknown_id_is_not_found(street: House, which: str) -> None:
    officer = an_officer(street)
    asked = await street.ask(officer, f"petitions/{which}/void-petition", {"reason": "重复"})
    seen = await street.see(officer, f"petitions/{which}")

    assert (asked.status_code, seen.status_code) == (404, 404)


async def test_a_stale_version_is_refused(street: House) -> None:
    which = await petition(street, wang(street))
    officer = an_officer(street)
    body = {"reason": "测试登记"}
    stale = await street.ask(officer, f"petitions/{which}/void-petition", body, If_Match='"7"')
    fresh = await street.ask(officer, f"petitions/{which}/void-petition", body, If_Match='"1"')

    assert (stale.status_code, slug(stale)) == (412, "stale-version")
    assert fresh.status_code == 200
    assert fresh.headers["etag"] == '"2"'


@pytest.mark.parametrize("tag", ["1", 'W/"1"', '"x"', '""', '"１"', '"99999999999999999999"'])
async def test_a_malformed_if_match_is_refused(street: House, tag: str) -> None:
    token = f"Bearer {an_officer(street)}".encode()
    headers = {b"Authorization": token, b"If-Match": tag.encode()}
    answer = await street.http.post(
        f"/v1/petitions/{NOBODYS}/void-petition",
        json={"reason": "x"},
        headers=headers,
    )

    assert (answer.status_code, slug(answer)) == (400, "malformed-header")


async def test_a_moment_to_come_has_not_happened(street: House) -> None:
    answer = await street.ask(
        wang(street), "petitions", a_matter(), Occurred_At="2099-01-01T00:00:00+08:00"
    )

    assert (answer.status_code, slug(answer)) == (422, "occurs-in-the-future")


@pytest.mark.parametrize("header", [None, "Basic eDp5", "Bearer", "Bearer x.y.z", "Bearer 词"])
async def test_who_does_not_say_who_they_are_is_not_let_in(
    street: House, header: str | None
) -> None:
    headers = {} if header is None else {b"Authorization": header.encode()}
    answer = await street.http.get("/v1/petitions", headers=headers)

    assert (answer.status_code, slug(answer)) == (401, "unauthenticated")
    assert answer.headers["www-authenticate"] == "Bearer"


async def test_an_expired_token_is_refused(street: House) -> None:
    answer = await street.see(street.token(WANG, "resident@E01", hours=-1), "petitions")

    assert (answer.status_code, slug(answer)) == (401, "unauthenticated")


async def test_a_foreign_token_is_refused(street: House, tmp_path: Path) -> None:
    other = open_issuer(tmp_path / "other.jwk", ISSUER, AUDIENCE, "development")
    answer = await street.see(other.mint(WANG, STREET, []), "petitions")

    assert (answer.status_code, slug(answer)) == (401, "unauthenticated")


async def test_a_role_without_the_right_is_refused_by_the_room(street: House) -> None:
    which = await petition(street, wang(street))
    before = await head(street)
    clerk = street.token(WANG, "volunteer@E01")
    answer = await street.ask(clerk, f"petitions/{which}/void-petition", {"reason": "无"})

    assert (answer.status_code, slug(answer)) == (403, "forbidden")
    assert await head(street) == before


async def test_the_same_key_gives_the_first_answer(street: House) -> None:
    first = await street.ask(wang(street), "petitions", a_matter(), Idempotency_Key="k1")
    again = await street.ask(wang(street), "petitions", a_matter(), Idempotency_Key="k1")

    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert first.headers["location"] == again.headers["location"]


async def test_the_same_key_with_another_body_is_refused(street: House) -> None:
    await street.ask(wang(street), "petitions", a_matter(), Idempotency_Key="k2")
    before = await head(street)
    other = a_matter(category_code="parking")
    answer = await street.ask(wang(street), "petitions", other, Idempotency_Key="k2")

    assert (answer.status_code, slug(answer)) == (422, "command-id-reused")
    assert await head(street) == before


async def test_two_people_may_use_the_same_key(street: House) -> None:
    mine = await street.ask(wang(street), "petitions", a_matter(), Idempotency_Key="k3")
    zhou = street.token("00000000-0000-7000-8000-0000000000a2", "resident@E01")
    theirs = await street.ask(
        zhou,
        "petitions",
        a_matter(petitioner="00000000-0000-7000-8000-0000000000a2"),
        Idempotency_Key="k3",
    )

    assert mine.status_code == theirs.status_code == 201
    assert mine.json()["id"] != theirs.json()["id"]


async def test_a_room_that_is_away_answers_503_at_once_and_reads_go_on(street: House) -> None:
    which = await petition(street, wang(street))
    street.rooms.away.add("petitions")
    asked = await street.ask(wang(street), "petitions", a_matter(matter="m2"))
    seen = await street.see(wang(street), f"petitions/{which}")

    assert (asked.status_code, slug(asked)) == (503, "room-unreachable")
    assert asked.headers["retry-after"] == "1"
    assert seen.status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/nothing", 404),
        ("GET", "/v1/petitions/", 404),
        ("DELETE", "/v1/petitions", 405),
        ("PUT", "/v1/petitions", 405),
        ("GET", "/../etc/passwd", 404),
        ("GET", "/v1/petitions?" + "a" * 5000, 414),
    ],
)
async def test_an_address_or_method_we_do_not_have_is_a_problem_document(
    street: House, method: str, path: str, status: int
) -> None:
    answer = await street.http.request(method, path)

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "query",
    ["limit=0", "limit=201", "limit=ten", "colour=red", "cursor=abc", "status=a%00b", "after=12"],
)
async def test_a_query_we_do_not_know_is_refused(street: House, query: str) -> None:
    answer = await street.see(wang(street), f"petitions?{query}")

    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"


async def test_what_is_not_shown_in_time_says_how_far_behind_it_is(street: House) -> None:
    street.reads.deaf.add("petitions")
    answer = await street.see(wang(street), "petitions?after=petitions/3")

    assert (answer.status_code, slug(answer)) == (503, "read-model-behind")
    assert answer.json()["lag"] == 3
    assert answer.headers["retry-after"] == "1"


async def test_nobody_takes_more_places_than_are_theirs(street: House) -> None:
    gate = asyncio.Event()

    async def waits(*_: object, **__: object) -> None:
        await gate.wait()

    street.reads.wait_for = waits  # type: ignore[method-assign]
    many = [
        asyncio.create_task(street.see(wang(street), "petitions?after=petitions/1"))
        for _ in range(130)
    ]
    done, _ = await asyncio.wait(many, return_when=asyncio.FIRST_COMPLETED)
    gate.set()
    await asyncio.wait(many)
    statuses = sorted(each.result().status_code for each in many)

    assert {each.result().status_code for each in done} == {429}
    assert statuses == [200] * 128 + [429] * 2


@pytest.mark.parametrize("query", [b"", b"by-the-long-way"])
async def test_a_client_that_hangs_up_in_the_middle_is_one_line_and_no_error(
    street: House, query: bytes
) -> None:
    before = await head(street)
    coming = [
        {"type": "http.request", "body": b'{"channel": ', "more_body": True},
        {"type": "http.disconnect"},
    ]
    headers = {"authorization": f"Bearer {wang(street)}", "content-type": "application/json"}
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "POST",
        "path": "/v1/petitions",
        "query_string": query,
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }

    async def receive() -> Any:
        return coming.pop(0)

    async def send(_: object) -> None:
        """Nobody is there to receive it."""

    with listening("INFO") as heard:
        await street.app(scope, receive, send)
    told = [(line["level"], line["event"], line["status"]) for line in lines(heard)]

    assert told == [("info", "request answered", 499)]
    assert await head(street) == before
