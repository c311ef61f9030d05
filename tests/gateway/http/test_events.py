"""The event stream: no gaps, no repeats, nobody hears what is not theirs, and it ends when told."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import orjson
import pytest

from services.gateway.http import positions
from services.gateway.http.problems import Problem
from services.plumbing.ops import serving
from tests.gateway.http.cast import SENTENCE, WANG, an_officer, petition, wang
from tests.gateway.http.rig import House


@pytest.fixture
async def door(street: House) -> AsyncIterator[httpx2.AsyncClient]:
    """The house behind a real server: a stream is not a document."""
    async with (
        serving(street.app, "127.0.0.1", 0) as address,
        httpx2.AsyncClient(base_url=address, trust_env=False) as client,
    ):
        yield client
        street.inside.closing.set()


async def heard(
    door: httpx2.AsyncClient, token: str, many: int, last: str, query: str = ""
) -> list[tuple[str, dict[str, Any]]]:
    """So many events (id and data) after a position."""
    found: list[tuple[str, dict[str, Any]]] = []
    headers = {"Authorization": f"Bearer {token}", "Last-Event-ID": last}
    async with asyncio.timeout(10), door.stream("GET", f"/v1/events{query}", headers=headers) as it:
        assert it.status_code == 200
        assert it.headers["content-type"].startswith("text/event-stream")
        which = ""
        async for line in it.aiter_lines():
            name, _, value = line.partition(": ")
            if name == "id":
                which = value
            elif name == "data":
                found.append((which, orjson.loads(value)))
                if len(found) == many:
                    return found
    return found


BEGINNING = "petitions:0,mediation:0,activities:0"


async def test_a_stream_resumes_without_gaps_or_repeats(
    street: House, door: httpx2.AsyncClient
) -> None:
    for matter in ("m1", "m2", "m3"):
        await petition(street, wang(street), matter=matter)
    officer = an_officer(street)
    whole = await heard(door, officer, 10, BEGINNING, "?room=petitions")
    first = await heard(door, officer, 4, BEGINNING, "?room=petitions")
    rest = await heard(door, officer, 6, first[-1][0], "?room=petitions")

    assert [data["position"] for _, data in whole] == list(range(1, 11))
    assert first + rest == whole


async def test_what_happens_while_one_listens_is_heard(
    street: House, door: httpx2.AsyncClient
) -> None:
    now = positions.token(await street.reads.positions("shengquan"))
    listening = asyncio.create_task(heard(door, an_officer(street), 1, now))
    which = await petition(street, wang(street))
    ((_, data),) = await listening

    assert data["type"] == "PetitionRegistered"
    assert data["stream"] == f"petition-{which}"
    assert data["event"]["category_code"] == "noise"


async def test_no_text_about_anybody_is_in_the_stream(
    street: House, door: httpx2.AsyncClient
) -> None:
    await petition(street, wang(street))
    told = await heard(door, an_officer(street), 8, BEGINNING, "?room=petitions")

    assert SENTENCE not in str(told)
    assert "王小明" not in str(told)
    assert "box" not in str(told)


async def test_a_neighbour_hears_only_that_their_own_things_moved(
    street: House, door: httpx2.AsyncClient
) -> None:
    mine = await petition(street, wang(street), identity_mode="CONFIDENTIAL")
    zhou = street.token("00000000-0000-7000-8000-0000000000a2", "resident@E01")
    await petition(
        street, zhou, petitioner="00000000-0000-7000-8000-0000000000a2", demand_type="REPORT"
    )
    told = await heard(door, wang(street), 1, BEGINNING, f"?stream=petition-{mine}")

    assert [data["type"] for _, data in told] == ["PetitionRegistered"]
    assert told[0][1].keys() == {"room", "type", "stream", "position", "occurred_at"}
    assert WANG not in str(told)


async def test_a_stream_ends_when_the_house_closes(street: House, door: httpx2.AsyncClient) -> None:
    now = positions.token(await street.reads.positions("shengquan"))
    listening = asyncio.create_task(heard(door, an_officer(street), 1, now))
    while not street.inside.streams.taken:
        await asyncio.sleep(0.01)
    street.inside.closing.set()

    assert await listening == []


async def test_nobody_listens_more_often_than_is_theirs(
    street: House, door: httpx2.AsyncClient
) -> None:
    now = positions.token(await street.reads.positions("shengquan"))
    many = [asyncio.create_task(heard(door, an_officer(street), 1, now)) for _ in range(8)]
    while street.inside.streams.taken < 8:
        await asyncio.sleep(0.01)
    ninth = await door.get("/v1/events", headers={"Authorization": f"Bearer {an_officer(street)}"})
    street.inside.closing.set()
    await asyncio.gather(*many)

    assert ninth.status_code == 429
    assert street.inside.streams.taken == 0


async def test_a_made_up_position_is_refused(street: House) -> None:
    answer = await street.see(wang(street), "events", Last_Event_ID="petitions:1")

    assert answer.status_code == 400


@pytest.mark.parametrize("text", ["", "petitions:1,mediation:2", "petitions:x,mediation:1", "1"])
def test_a_token_names_every_room(text: str) -> None:
    with pytest.raises(Problem):
        positions.from_token(text)


def test_a_token_reads_back_as_it_was_written() -> None:
    at = {"petitions": 12, "mediation": 7, "activities": 9}

    assert positions.token(at) == "petitions:12,mediation:7,activities:9"
    assert positions.from_token("petitions:12,mediation:7,activities:9") == at
