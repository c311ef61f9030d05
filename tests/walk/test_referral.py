"""A petition that is really a dispute (X1): to mediation and back, every step asked twice."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.walk import petitioning
from tests.walk.client import Client, client_of
from tests.walk.logs import events
from tests.walk.mediating import Mediation, triaged
from tests.walk.patience import eventually
from tests.walk.people import COMMUNITY, OFFICER, person, resident
from tests.walk.street import Street
from tests.walk.town import Town

TELLER = resident("refers to mediation")
NEIGHBOUR = resident("the neighbour above")
REFERRAL = person("a referral")


@pytest.fixture
async def twice(town: Town) -> AsyncIterator[Client]:
    """Asks everything twice under the same key, and minds that both answers are one."""
    async with client_of(town, repeats=True) as client:
        yield client


async def test_a_referred_petition_is_mediated_and_comes_back_to_be_closed(
    town: Town, street: Street, twice: Client
) -> None:
    petition = (await petitioning.filed(twice, TELLER)).key
    await petitioning.taken_up(twice, petition)
    begins = petitioning.FILED + timedelta(days=1)
    body = {"referral_id": REFERRAL, "kind_hint": "LIFE", "consent": True}
    path = f"petitions/{petition}"
    await twice.ask(COMMUNITY, f"{path}/refer-to-mediation", body, begins)

    dispute = await eventually(_one(twice, f"disputes?referral={REFERRAL}"))
    assert (dispute["source"], dispute["local_kind"]) == ("PETITION", "LIFE")
    case = await eventually(_one(twice, f"cases?referral={REFERRAL}"))
    assert case["dispute_ids"] == [dispute["dispute_id"]]
    taken_up = _one(twice, f"petitions?status=referred&petitioner={TELLER.person}")
    assert (await eventually(taken_up))["referral_id"] == REFERRAL

    await triaged(twice, dispute["dispute_id"], begins)
    mediation = Mediation(twice, street, case["case_id"], (TELLER, NEIGHBOUR), begins)
    await mediation.name(NEIGHBOUR)
    await mediation.consents()
    await mediation.gets_a_team()
    await mediation.sits()
    await mediation.agrees()
    await mediation.performs()

    back = _one(twice, f"petitions?status=in_handling&petitioner={TELLER.person}")
    assert (await eventually(back))["referral_outcome"] == "AGREEMENT_PERFORMED"
    await petitioning.replied(twice, petition)
    closed = await petitioning.closed(twice, petition)
    card = await twice.see(OFFICER, path, after=closed)
    assert (card["status"], card["outcome"]) == ("closed", "RESOLVED")
    await _each_step_once(town, petition, dispute["dispute_id"], case["case_id"])


async def _each_step_once(town: Town, petition: str, dispute: str, case: str) -> None:
    """Neither a repeated request nor a repeated hearing has left a second event."""
    hall = await events(
        town,
        "petitions",
        *("PetitionReferredToMediation", "ReferralOpened", "ReferralReceived"),
        *("ReferralTakenUp", "ReferralConcluded", "ReferralOutcomeRecorded"),
    )
    mine = [each["type"] for each in hall if each["body"]["referral_id"] == REFERRAL]
    assert sorted(mine) == [
        "PetitionReferredToMediation",
        "ReferralConcluded",
        "ReferralOpened",
        "ReferralOutcomeRecorded",
        "ReferralReceived",
        "ReferralTakenUp",
    ]
    room = await events(town, "mediation")
    told = [each["type"] for each in room if each["stream"] in _streams(dispute, case)]
    for once in ("DisputeReported", "CaseOpened", "AgreementReached", "CaseOutcomePublished"):
        assert told.count(once) == 1, once
    assert told.count("AgreementSigned") == 3


def _streams(dispute: str, case: str) -> set[str]:
    return {f"dispute-{dispute}", f"case-{case}"}


def _one(client: Client, path: str) -> Callable[[], Awaitable[Any]]:
    """The only card in a list; nothing while there is none."""

    async def look() -> Any:
        name, _, query = path.partition("?")
        asked: dict[str, Any] = dict(part.split("=", 1) for part in query.split("&"))
        items = (await client.see(OFFICER, name, **asked))["items"]
        assert len(items) <= 1, f"{path}: {len(items)} of them"
        return items[0] if items else None

    return look
