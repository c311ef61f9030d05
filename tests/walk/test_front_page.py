"""What the front page and the greeting tell a newcomer to type works as it is written."""

import json
import re

import pytest

from services.town.greeting import PETITION
from services.town.paths import CHECKOUT
from tests.walk.client import Client
from tests.walk.street import Street
from tests.walk.town import Town

_BODIES = re.findall(r"-d '(\{.*?\})'", (CHECKOUT / "README.md").read_text())


@pytest.mark.parametrize("body", [*_BODIES, PETITION])
async def test_a_newcomer_files_a_petition_and_sees_it(
    town: Town, client: Client, street: Street, body: str
) -> None:
    token = await _token(town, "station_clerk")
    filed = await client.post(None, "petitions", body.encode(), Authorization=token)
    assert filed.status_code == 201, filed.text
    query = f"/v1/petitions?limit=1&after={filed.headers['Position']}"
    listed = await client.http.get(query, headers={"Authorization": token})
    [newest] = listed.json()["items"]
    assert newest["petition_id"] == filed.json()["id"]
    assert newest["narrative"] == json.loads(body)["narrative"]


async def test_the_front_page_shows_how_to_file_a_petition() -> None:
    assert len(_BODIES) == 1


async def test_an_auditor_reads_the_log_in_the_exact_bytes(
    town: Town, client: Client, street: Street
) -> None:
    headers = {"Authorization": await _token(town, "auditor")}
    logs = (await client.http.get("/v1/audit/logs", headers=headers)).json()["logs"]
    assert {each["room"] for each in logs} == {"petitions", "mediation", "activities"}
    path = "/v1/audit/logs/petitions/events?after=0&limit=3"
    part = (await client.http.get(path, headers=headers)).json()
    assert [each["position"] for each in part["events"]] == [1, 2, 3]


@pytest.mark.parametrize(
    "path", ["/", "/docs", "/openapi.json", "/asyncapi.json", "/healthz", "/readyz", "/metrics"]
)
async def test_what_the_town_says_of_itself_needs_no_token(
    client: Client, street: Street, path: str
) -> None:
    assert (await client.http.get(path)).status_code == 200


async def test_the_descriptions_are_of_the_promised_kinds(client: Client, street: Street) -> None:
    assert (await client.http.get("/openapi.json")).json()["openapi"].startswith("3.1")
    assert (await client.http.get("/asyncapi.json")).json()["asyncapi"].startswith("3.")


async def _token(town: Town, role: str) -> str:
    """As `yizhan token` prints it: the token alone."""
    code, said = await town.yizhan("token", "--role", role)
    assert code == 0
    return f"Bearer {said.removesuffix('\n')}"


async def test_an_operator_lays_out_the_bus_and_reads_the_answer_alone(town: Town) -> None:
    code, said = await town.yizhan("bus", "apply")
    assert code == 0
    assert len(said.splitlines()) == 3, "one line for each room's stream, and no log lines"
    for room in ("PETITIONS", "MEDIATION", "ACTIVITIES"):
        assert f"{room}_shengquan" in said
