"""An anonymous petition is nobody's: not in its fields, not in who signed its events."""

from typing import Any

from tests.gateway.http.cast import LI, WANG, a_matter, an_officer, li, wang
from tests.gateway.http.rig import House

NAMELESS = {
    "identity_mode": "ANONYMOUS",
    "petitioner": None,
    "petitioner_name": None,
    "petitioner_phone": None,
}


async def raw_events(street: House) -> list[dict[str, Any]]:
    """The hall's log as an auditor gets it."""
    answer = await street.see(an_officer(street), "audit/logs/petitions/events?after=0&limit=200")
    events: list[dict[str, Any]] = answer.json()["events"]
    return [each for each in events if each["type"] == "PetitionRegistered"]


async def test_p_inv_2_a_resident_who_files_anonymously_signs_as_nobody(street: House) -> None:
    body = a_matter(**NAMELESS)
    first = await street.ask(wang(street), "petitions", body, idempotency_key="once")
    again = await street.ask(wang(street), "petitions", body, idempotency_key="once")
    events = await raw_events(street)

    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert len(events) == 1
    assert WANG not in str(events)


async def test_an_office_that_writes_it_down_for_somebody_stays_named(street: House) -> None:
    body = a_matter(**NAMELESS, channel="VISIT")
    answer = await street.ask(li(street), "petitions", body, idempotency_key="once")

    assert answer.status_code == 201, answer.text
    assert LI in str(await raw_events(street))
