"""Whoever the hall says is erased has no key any more, whatever stops in between."""

import asyncio

import pytest

from services.contracts.ids import CaseId, PersonId
from services.contracts.petitions.events import petitions_events
from services.contracts.petitions.events.privacy import ErasureConcluded, ErasureRequested
from services.contracts.petitions.words import ErasureOutcome
from services.gateway.keeper import Keeper
from services.gateway.readmodels.petition_card import PetitionCard
from services.plumbing.sealing import ERASED, Keks, ToSeal
from services.plumbing.vault import MIGRATIONS, open_vault
from tests.conftest import FreshDatabase, MakeDatabase
from tests.gateway.house import a_gateway, migrated
from tests.gateway.paper import Paper
from tests.gateway.petition_story import ADA, petition, registered
from tests.plumbing.rooms import a_database
from tests.scenario import NOON, STREET, an_id

BOB = an_id(PersonId, "bob")
CASE = an_id(CaseId, "wall")


def concluded(person: PersonId, outcome: ErasureOutcome = ErasureOutcome.ERASED) -> Paper:
    """Ada's petition, a case, and what became of somebody's wish to be forgotten."""
    paper = Paper().tell(registered(1), ErasureRequested(person=person, round=1, due_at=NOON))
    return paper.tell(
        ErasureConcluded(
            person=person,
            outcome=outcome,
            per_service=(),
            petitions=(petition(1),),
            cases=(CASE,),
        )
    )


class Keys:
    """A vault that remembers whose keys it was told to delete, and may be away."""

    def __init__(self) -> None:
        self.deleted: list[tuple[str, str]] = []
        self.away = False

    async def erase(self, person: str, reason: str) -> None:
        if self.away:
            raise ConnectionError
        self.deleted.append((person, reason))


@pytest.fixture
async def where(database: MakeDatabase) -> FreshDatabase:
    return await migrated(database)


async def test_the_keys_of_the_person_and_of_their_petitions_and_cases_go(
    where: FreshDatabase,
) -> None:
    keys = Keys()
    async with a_gateway(where) as gateway:
        await gateway.hear(concluded(ADA))
        keeper = Keeper(gateway.pool, petitions_events, keys.erase)
        assert await keeper.catch_up(STREET) == 3
        assert await keeper.catch_up(STREET) == 3
    reason = "erasure-concluded"
    assert keys.deleted == [(str(each), reason) for each in (ADA, petition(1), CASE)]


async def test_a_restricted_erasure_deletes_nothing(where: FreshDatabase) -> None:
    keys = Keys()
    async with a_gateway(where) as gateway:
        await gateway.hear(concluded(BOB, ErasureOutcome.RESTRICTED))
        await Keeper(gateway.pool, petitions_events, keys.erase).catch_up(STREET)
    assert keys.deleted == []


async def test_an_erasure_met_while_the_vault_is_away_is_not_passed_over(
    where: FreshDatabase,
) -> None:
    keys = Keys()
    keys.away = True
    async with a_gateway(where) as gateway:
        await gateway.hear(concluded(BOB))
        keeper = Keeper(gateway.pool, petitions_events, keys.erase)
        with pytest.raises(ConnectionError):
            await keeper.catch_up(STREET)
        keys.away = False
        await keeper.catch_up(STREET)
    assert [person for person, _ in keys.deleted] == [str(BOB), str(petition(1)), str(CASE)]


async def test_it_keeps_listening(where: FreshDatabase) -> None:
    keys, done = Keys(), asyncio.Event()

    async def erase(person: str, reason: str) -> None:
        await keys.erase(person, reason)
        done.set()

    async with a_gateway(where) as gateway:
        keeper = Keeper(gateway.pool, petitions_events, erase)
        running = asyncio.ensure_future(keeper.run(STREET))
        await gateway.hear(concluded(BOB))
        async with asyncio.timeout(5):
            await done.wait()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def test_a_card_keeps_the_sealed_text_and_nobody_can_open_it_afterwards(
    where: FreshDatabase, database: MakeDatabase
) -> None:
    vaults = await a_database(database, MIGRATIONS)
    async with (
        open_vault(vaults.service_url, Keks([bytes(32)])) as vault,
        a_gateway(where) as gateway,
    ):
        [narrative] = await vault.seal(
            [ToSeal(person=str(ADA), under=str(ADA), field="narrative", text="门禁坏了")]
        )
        event = registered(1)
        paper = Paper().tell(type(event).model_validate({**dict(event), "narrative": narrative}))
        await gateway.hear(paper)
        shown = await gateway.queries.get("petitions", STREET, str(petition(1)))
        assert shown is not None
        assert isinstance(shown.card, PetitionCard)
        kept = shown.card.narrative
        assert await vault.open([(kept, "narrative")]) == ["门禁坏了"]
        paper.tell(
            ErasureConcluded(
                person=ADA, outcome=ErasureOutcome.ERASED, per_service=(), petitions=()
            )
        )
        await gateway.hear(paper)
        await Keeper(gateway.pool, petitions_events, vault.erase).catch_up(STREET)
        assert await vault.open([(kept, "narrative")]) == [ERASED]
        assert not any("门禁坏了" in line for line in await gateway.dump())
