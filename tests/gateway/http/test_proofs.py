"""An auditor gets from the gateway what the rooms have signed, as they gave it; others do not."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from services.gateway.http.app import doors, entered
from services.gateway.proofs import Proofs
from tests.gateway.http.rig import House, open_house
from tests.scenario import STREET

ANN = "00000000-0000-7000-8000-00000000000a"


async def answer(request: Request) -> Response:
    """What it was asked, and with what; a tile is not there."""
    if "tile/" in request.url.path and request.url.path.endswith("/999"):
        return Response(status_code=404)
    told = f"{request.headers['authorization']} {request.url.path}?{request.url.query}"
    return Response(told, media_type="text/plain")


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    room = Starlette(routes=[Route("/{rest:path}", answer)])
    transport = httpx2.ASGITransport(room)
    headers = {"authorization": "Bearer house"}
    async with (
        open_house(tmp_path) as opened,
        httpx2.AsyncClient(transport=transport, headers=headers) as client,
    ):
        inside = replace(opened.inside, proofs=Proofs({"petitions": "http://hall"}, client))
        app = entered(doors(), inside, opened.metrics)
        at = httpx2.ASGITransport(app)
        async with httpx2.AsyncClient(transport=at, base_url="http://gateway") as http:
            yield replace(opened, http=http, inside=inside, app=app)


@pytest.mark.parametrize(
    ("asked", "passed_on"),
    [
        ("keys", f"/log/{STREET}?"),
        ("checkpoint", f"/checkpoint/{STREET}?"),
        ("tile/0/x001/234.p/7", f"/tile/{STREET}/0/x001/234.p/7?"),
        ("tile/entries/000", f"/tile/{STREET}/entries/000?"),
        ("proof/12", f"/proof/{STREET}/12?from=0"),
        ("proof/12?from=7", f"/proof/{STREET}/12?from=7"),
    ],
)
async def test_what_a_room_gives_is_passed_on(house: House, asked: str, passed_on: str) -> None:
    auditor = house.token(ANN, f"auditor@{STREET}")
    got = await house.see(auditor, f"audit/logs/petitions/{asked}")
    assert (got.status_code, got.text) == (200, f"Bearer house {passed_on}")
    assert got.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize(
    ("grant", "path", "status"),
    [
        (f"auditor@{STREET}", "petitions/tile/0/999", 404),
        (f"auditor@{STREET}", "petitions/tile/x", 404),
        (f"auditor@{STREET}", "petitions/tile/0/000%3Fa", 404),
        (f"auditor@{STREET}", "kitchen/checkpoint", 404),
        (f"auditor@{STREET}", "mediation/checkpoint", 503),
        (f"auditor@{STREET}", "petitions/proof/0", 422),
        (f"auditor@{STREET}", "petitions/proof/1?since=1", 422),
        ("auditor@C1", "petitions/checkpoint", 403),
        (f"resident@{STREET}", "petitions/keys", 403),
    ],
)
async def test_who_may_not_or_asks_amiss_is_told_so(
    house: House, grant: str, path: str, status: int
) -> None:
    got = await house.see(house.token(ANN, grant), f"audit/logs/{path}")
    assert got.status_code == status
    assert got.headers["content-type"].startswith("application/problem+json")


async def test_a_gateway_that_can_ask_nobody_says_so(tmp_path: Path) -> None:
    async with open_house(tmp_path) as opened:
        auditor = opened.token(ANN, f"auditor@{STREET}")
        got = await opened.see(auditor, "audit/logs/petitions/checkpoint")
        assert got.status_code == 503
