"""Loading the demonstration street: an ordinary client, ordinary tokens, one request after another.

Every request has a key of its own, so a load that was cut short goes on where it stopped.
"""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

import httpx2

from services.plumbing.issuer import open_issuer
from services.plumbing.settings import DEVELOPMENT_ISSUER
from services.town.demo import (
    activities,
    cases,
    deliberating,
    disputes,
    gathering,
    mediators,
    organisation,
    owners,
    petitions,
)
from services.town.demo.client import Client, DemoRefused
from services.town.demo.data import Street, read_street
from services.town.demo.petition import Petition

type Progress = Callable[[str, int, int], None]

WAIT_FOR_READ_MODELS = 60.0


def load(url: str, folder: Path, progress: Progress) -> None:
    """Load it all through `url`; returns once the read models show it. Raises `DemoRefused`."""
    asyncio.run(_load(url, folder, progress))


async def _load(url: str, folder: Path, progress: Progress) -> None:
    issuer = open_issuer(
        folder / "secrets" / "issuer.jwk", DEVELOPMENT_ISSUER, "yizhan", "development"
    )
    limits = httpx2.Limits(max_connections=32)
    async with httpx2.AsyncClient(base_url=url, timeout=30, limits=limits, trust_env=False) as http:
        street = read_street()
        client = Client(http, issuer, street.code)
        await _parts(client, street, progress)


async def _parts(client: Client, street: Street, progress: Progress) -> None:
    count = _Count(progress)
    client.counted = count
    count.begin("街道与驿站 · street and stations", 254)
    await organisation.register(client, street)
    count.begin("调解员 · mediators", 545)
    people = await mediators.certify(client, street)
    count.begin("诉求 · petitions", 363)
    heard = await petitions.hear(client, street)
    count.begin("下沉与收集 · outreach and rounds", 312)
    await gathering.go_out(client, street)
    count.begin("议事与业主大会 · deliberation and owners", 404)
    await deliberating.deliberate(client, street, heard[street.raw["topics"]["petition"]])
    await owners.vote(client, street)
    count.begin("纠纷 · disputes", 603)
    reported = await disputes.report_all(client, street)
    count.begin("调解 · cases", 2544)
    await cases.mediate(client, street, reported, people)
    count.begin("活动 · activities", 1086)
    await activities.serve(client, street)
    count.begin("统计 · statistics", 1)
    await _settled(client, street, heard[street.raw["petitions"]["referred"][0]])
    count()


class _Count:
    """How far it is, for whoever waits."""

    def __init__(self, progress: Progress) -> None:
        self._progress, self._what, self._done, self._of = progress, "", 0, 1

    def begin(self, what: str, about: int) -> None:
        self._what, self._done, self._of = what, 0, about

    def __call__(self) -> None:
        self._done += 1
        self._progress(self._what, min(self._done, self._of), self._of)


async def _settled(client: Client, street: Street, referred: Petition) -> None:
    """The read models have seen the last event, and the referred petition has become a case."""
    for room, position in client.reached.items():
        await client.see(street.officer(), f"statistics/headline?after={room}/{position}")
    deadline = time.monotonic() + WAIT_FOR_READ_MODELS
    while time.monotonic() < deadline:
        card = await client.see(street.officer(), referred.path)
        cases = await client.see(street.officer(), f"cases?referral={card['referral_id']}")
        if cases["items"]:
            return
        await asyncio.sleep(0.2)
    raise DemoRefused("the referred petition did not become a case in time")
