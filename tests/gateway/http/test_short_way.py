"""The short way and the long way lead through the same doors: whoever asks cannot tell."""

from typing import Any

import pytest

from tests.gateway.http.cast import WANG, an_officer, petition, wang
from tests.gateway.http.rig import House
from tests.scenario import STREET

LONG = "?unknown-to-the-short-way=1"
ESTATE = {"name": "二号小区", "community_id": "C1", "household_count": 200}


def _told(answer: Any) -> tuple[int, Any, set[str]]:
    """What an answer says, and which headers it has; its own id aside."""
    return answer.status_code, answer.json(), set(answer.headers)


@pytest.mark.parametrize("which", ["mine", "somebody-elses", "no such id", "x" * 65])
async def test_one_thing_reads_the_same_either_way(street: House, which: str) -> None:
    mine = await petition(street, wang(street))
    path = f"petitions/{mine if which == 'mine' else which}"
    short = await street.see(wang(street), path)
    # An encoded slash is the same question, which the short way leaves to the long one.
    long = await street.see(wang(street), f"{path}?after=petitions%2F1")

    assert _told(short) == _told(long)
    assert short.status_code == (200 if which == "mine" else 404)


async def test_a_reading_waits_for_a_position_on_the_short_way_as_well(street: House) -> None:
    mine = await petition(street, wang(street))
    asked: list[tuple[str, str, int]] = []

    async def waits(room: str, log: str, position: int, timeout: float = 2.0) -> None:
        asked.append((room, log, position))

    street.reads.wait_for = waits  # type: ignore[method-assign]
    for slash in ("/", "%2F"):
        assert (
            await street.see(wang(street), f"petitions/{mine}?after=petitions{slash}7")
        ).is_success

    assert asked == [("petitions", STREET, 7)] * 2


async def test_a_stranger_is_met_the_same_either_way(street: House) -> None:
    short = await street.see("not-a-token", f"petitions/{WANG}")
    long = await street.see("not-a-token", f"petitions/{WANG}?after=petitions%2F1")

    assert _told(short) == _told(long)
    assert short.status_code == 401


async def test_a_command_is_one_command_whichever_way_it_comes(street: House) -> None:
    body, key = {"estate_id": "E02", **ESTATE}, {"Idempotency_Key": "once"}
    short = await street.ask(an_officer(street), "estates", body, **key)
    long = await street.ask(an_officer(street), f"estates{LONG}", body, **key)

    assert short.status_code == 201
    assert _told(short) == _told(long)


@pytest.mark.parametrize(
    "body",
    [
        {"estate_id": "E02", **ESTATE, "household_count": 0},
        {"estate_id": "E02", **ESTATE, "colour": "red"},
        {"estate_id": "E02"},
        {"estate_id": "E02", **ESTATE, "name": "a\0b"},
        {"estate_id": "E01", **ESTATE},
        {"estate_id": 7, **ESTATE},
    ],
)
async def test_what_is_wrong_is_told_the_same_either_way(
    street: House, body: dict[str, Any]
) -> None:
    short = await street.ask(an_officer(street), "estates", body)
    long = await street.ask(an_officer(street), f"estates{LONG}", body)

    assert short.status_code in (409, 422)
    assert _told(short) == _told(long)


async def test_requests_are_counted_by_the_address_of_their_door(street: House) -> None:
    mine = await petition(street, wang(street))
    await street.see(wang(street), f"petitions/{mine}")

    counted, _ = street.metrics.exposition()
    assert b'route="/v1/petitions/{id}",status="200"' in counted
    assert mine.encode() not in counted
