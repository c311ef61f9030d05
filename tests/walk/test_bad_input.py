"""Whatever is wrong with a request: the right status, a problem document, and no event at all."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from uuid import uuid4

import httpx2
import pytest

from services.plumbing.issuer import open_issuer
from services.plumbing.settings import DEVELOPMENT_ISSUER
from tests.walk.client import Client
from tests.walk.logs import heads
from tests.walk.people import CLERK, HANDLER, OFFICER, resident
from tests.walk.petitioning import demand, filed
from tests.walk.street import Street
from tests.walk.town import Town

TELLER = resident("makes mistakes")
BODY = demand(TELLER)
UNIT = {"unit_id": "C9", "kind": "COMMUNITY", "name": "九社区", "parent_id": "shengquan"}

type Asking = Callable[[Client], Awaitable[httpx2.Response]]

ROWS: dict[str, tuple[int, str, Asking]] = {
    "malformed JSON": (
        400,
        "malformed-json",
        lambda client: client.post(CLERK, "petitions", b'{"channel":'),
    ),
    "no object": (422, "invalid-fields", lambda client: client.post(CLERK, "petitions", b"[1]")),
    "an unknown field": (
        422,
        "invalid-fields",
        lambda client: client.post(CLERK, "petitions", {**BODY, "colour": "red"}),
    ),
    "a wrong type": (
        422,
        "invalid-fields",
        lambda client: client.post(CLERK, "petitions", {**BODY, "co_signer_count": "two"}),
    ),
    "a missing field": (
        422,
        "invalid-fields",
        lambda client: client.post(CLERK, "petitions", {"channel": "VISIT"}),
    ),
    "not JSON at all": (
        415,
        "not-json",
        lambda client: client.post(CLERK, "petitions", b"a=1", Content_Type="text/plain"),
    ),
    "a body of ten megabytes": (
        413,
        "too-large",
        lambda client: client.post(CLERK, "petitions", b'{"narrative":"' + b"x" * (10 << 20)),
    ),
    "an unknown id": (
        404,
        "petition-unknown",
        lambda client: client.post(OFFICER, f"petitions/{uuid4()}/withdraw-petition"),
    ),
    "what is no id": (
        404,
        "unknown",
        lambda client: client.post(CLERK, "petitions/none/withdraw-petition"),
    ),
    "an unknown command": (
        404,
        "unknown",
        lambda client: client.post(CLERK, f"petitions/{uuid4()}/burn-petition"),
    ),
    "a moment to come": (
        422,
        "occurs-in-the-future",
        lambda client: client.post(
            CLERK, "petitions", BODY, Occurred_At="2099-01-01T00:00:00+08:00"
        ),
    ),
    "no token": (401, "unauthenticated", lambda client: client.post(None, "petitions", BODY)),
    "a token that is none": (
        401,
        "unauthenticated",
        lambda client: client.post(None, "petitions", BODY, Authorization="Bearer none"),
    ),
    "an expired token": (
        401,
        "unauthenticated",
        lambda client: client.post(None, "petitions", BODY, Authorization=_expired(client)),
    ),
    "a role without the right": (
        403,
        "forbidden",
        lambda client: client.post(HANDLER, "units", UNIT),
    ),
    "a malformed header": (
        400,
        "malformed-header",
        lambda client: client.post(CLERK, "petitions", BODY, If_Match="one"),
    ),
}


@pytest.mark.parametrize("what", ROWS)
async def test_what_is_wrong_is_refused_and_nothing_is_written(
    town: Town, client: Client, street: Street, what: str
) -> None:
    status, slug, asking = ROWS[what]
    before = await heads(town)
    _is_problem(await asking(client), status, slug)
    assert await heads(town) == before


async def test_a_stale_version_is_refused(town: Town, client: Client, street: Street) -> None:
    one = await filed(client, TELLER, matter="STALE")
    before = await heads(town)
    path = f"petitions/{one.key}/withdraw-petition"
    _is_problem(await client.post(CLERK, path, If_Match='"7"'), 412, "stale-version")
    assert await heads(town) == before
    assert (await client.post(CLERK, path, If_Match='"1"')).status_code == 200


async def test_a_key_used_for_another_request_is_refused(
    town: Town, client: Client, street: Street
) -> None:
    key = str(uuid4())
    body = demand(TELLER, matter="KEY")
    first = await client.post(CLERK, "petitions", body, key=key)
    before = await heads(town)
    other = await client.post(CLERK, "petitions", {**body, "channel": "DOOR"}, key=key)
    _is_problem(other, 422, "command-id-reused")
    assert (await client.post(CLERK, "petitions", body, key=key)).json() == first.json()
    assert await heads(town) == before


async def test_a_token_of_another_house_is_refused(
    town: Town, client: Client, street: Street, tmp_path: Path
) -> None:
    elsewhere = open_issuer(tmp_path / "issuer.jwk", DEVELOPMENT_ISSUER, "yizhan", "development")
    stranger = elsewhere.mint(CLERK.person, "shengquan", ())
    before = await heads(town)
    answer = await client.post(None, "petitions", BODY, Authorization=f"Bearer {stranger}")
    _is_problem(answer, 401, "unauthenticated")
    assert await heads(town) == before


async def test_a_token_of_another_street_changes_nothing_here(
    town: Town, client: Client, street: Street
) -> None:
    token = client.tokens.mint(CLERK, street="elsewhere")
    before = await heads(town)
    answer = await client.post(None, "petitions", BODY, Authorization=f"Bearer {token}")
    assert answer.status_code in (403, 404, 503), answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert await heads(town) == before


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("petitions?limit=100000", 422),
        ("petitions?colour=red", 422),
        ("petitions?cursor=forged", 422),
        ("petitions?after=petitions/x", 422),
        ("petitions/none", 404),
        ("petitions/00000000-0000-7000-8000-000000000404", 404),
        ("statistics/none", 404),
        ("statistics/headline?as_of=tomorrow", 422),
        ("audit/logs/none/events", 404),
    ],
)
async def test_a_wrong_reading_is_answered_with_a_problem(
    client: Client, street: Street, path: str, status: int
) -> None:
    headers = {"Authorization": f"Bearer {client.tokens.of(OFFICER)}"}
    answer = await client.http.get(f"/v1/{path}", headers=headers)
    assert answer.status_code == status, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"


def _expired(client: Client) -> str:
    return f"Bearer {client.tokens.mint(CLERK, hours=-1)}"


def _is_problem(answer: httpx2.Response, status: int, slug: str) -> None:
    assert answer.status_code == status, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert (told["status"], told["type"].rpartition("/")[2]) == (status, slug)
    assert told["title"]
    assert told["detail"]
