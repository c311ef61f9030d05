"""Personal words are sealed for one person, command and field, and can be forgotten for good."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID, uuid4

import asyncpg
import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from services.plumbing.sealing import ERASED, KekMissing, Keks, Tampered, ToSeal, seal, unseal
from services.plumbing.vault import MIGRATIONS, KeyMissing, PersonErased, Vault, open_vault
from tests.conftest import FreshDatabase, MakeDatabase
from tests.plumbing.rooms import a_database

KEK, NEXT_KEK = bytes(range(32)), bytes(range(32, 64))
WORDS = "楼上漏水三个月了，我叫李青禾，电话13800000000"
ADA, BOB = str(uuid4()), str(uuid4())


def said(person: str, text: str = WORDS, field: str = "narrative") -> ToSeal:
    return ToSeal(person=person, under=str(uuid4()), field=field, text=text)


@asynccontextmanager
async def opened(where: FreshDatabase, *keks: bytes) -> AsyncIterator[Vault]:
    async with open_vault(where.service_url, Keks(keks or (KEK,))) as vault:
        yield vault


@pytest.fixture
async def where(database: MakeDatabase) -> FreshDatabase:
    return await a_database(database, MIGRATIONS)


async def test_what_is_sealed_can_be_opened_in_order(where: FreshDatabase) -> None:
    async with opened(where) as vault:
        items = [said(ADA, "一"), said(BOB, "二", "phone"), said(ADA, "", "name")]
        sealed = await vault.seal(items)
        fields = [(box, item.field) for box, item in zip(sealed, items, strict=True)]
        assert await vault.open(fields) == ["一", "二", ""]
        assert [box.person for box in sealed] == [ADA, BOB, ADA]
        assert [box.under for box in sealed] == [item.under for item in items]
    async with opened(where) as elsewhere:
        assert await elsewhere.open(fields) == ["一", "二", ""]


async def test_no_table_of_the_vault_holds_a_word_or_a_bare_key(where: FreshDatabase) -> None:
    async with opened(where) as vault:
        [box] = await vault.seal([said(ADA)])
        await vault.erase(BOB, "consent-withdrawn")
    connection = await asyncpg.connect(where.owner_url)
    rows = await connection.fetch("SELECT person_key::text AS line, wrapped FROM person_key")
    await connection.close()
    keks = Keks([KEK])
    [key] = [keks.unwrap(keks.current, row["wrapped"]) for row in rows if row["wrapped"]]
    assert unseal(AESGCM(key), box, "narrative") == WORDS
    for row in rows:
        assert not any(word in row["line"] for word in (WORDS, "李青禾", "13800000000"))
        assert key.hex() not in row["line"]
        assert KEK.hex() not in row["line"]


async def test_the_erased_read_as_erased_and_nothing_more_is_sealed_for_them(
    where: FreshDatabase,
) -> None:
    async with opened(where) as vault:
        ada, bob = await vault.seal([said(ADA), said(BOB)])
        await vault.erase(ADA, "consent-withdrawn")
        await vault.erase(ADA, "purpose-fulfilled")
        assert await vault.open([(ada, "narrative"), (bob, "narrative")]) == [ERASED, WORDS]
        with pytest.raises(PersonErased):
            await vault.seal([said(BOB), said(ADA)])
    connection = await asyncpg.connect(where.owner_url)
    row = await connection.fetchrow("SELECT * FROM person_key WHERE person = $1", UUID(ADA))
    await connection.close()
    assert row is not None
    assert (row["kek_id"], row["wrapped"], row["reason"]) == (None, None, "consent-withdrawn")


async def test_somebody_never_sealed_for_can_be_erased_with_a_word_for_a_reason(
    where: FreshDatabase,
) -> None:
    async with opened(where) as vault:
        with pytest.raises(ValueError, match="one lower-case word"):
            await vault.erase(ADA, WORDS)
        await vault.erase(ADA, "never-consented")
        with pytest.raises(PersonErased):
            await vault.seal([said(ADA)])


async def test_a_tombstone_cannot_be_removed_even_by_the_owner(where: FreshDatabase) -> None:
    async with opened(where) as vault:
        await vault.erase(ADA, "consent-withdrawn")
    for url in (where.owner_url, where.service_url):
        connection = await asyncpg.connect(url)
        for statement in (
            "DELETE FROM person_key",
            "UPDATE person_key SET erased_at = NULL, reason = NULL, kek_id = '', wrapped = ''",
        ):
            with pytest.raises(
                (asyncpg.RestrictViolationError, asyncpg.InsufficientPrivilegeError)
            ):
                await connection.execute(statement)
        await connection.close()


async def test_an_erasure_is_felt_by_another_process_within_a_minute(where: FreshDatabase) -> None:
    moment = 1000.0
    async with (
        opened(where) as here,
        open_vault(where.service_url, Keks([KEK]), clock=lambda: moment) as there,
    ):
        [box] = await here.seal([said(ADA)])
        assert await there.open([(box, "narrative")]) == [WORDS]
        await here.erase(ADA, "consent-withdrawn")
        moment += 59.9
        assert await there.open([(box, "narrative")]) == [WORDS]
        moment += 0.1
        assert await there.open([(box, "narrative")]) == [ERASED]
        with pytest.raises(PersonErased):
            await there.seal([said(ADA)])


async def test_only_so_many_keys_are_remembered_the_latest_used(where: FreshDatabase) -> None:
    async with (
        asyncpg.create_pool(where.service_url, min_size=1, max_size=1) as pool,
        opened(where) as elsewhere,
    ):
        vault = Vault(pool, Keks([KEK]), remembered=2)
        boxes = [(await vault.seal([said(str(uuid4()), text)]))[0] for text in ("一", "二", "三")]
        for box in boxes:
            await elsewhere.erase(box.person, "consent-withdrawn")
        first, second, third = [(box, "narrative") for box in boxes]
        assert await vault.open([second, third]) == ["二", "三"]  # still remembered
        assert await vault.open([first]) == [ERASED]  # forgotten, so asked again; pushes one out
        assert await vault.open([third]) == ["三"]
        assert await vault.open([second]) == [ERASED]


async def test_two_programs_meeting_a_person_first_agree_on_one_key(where: FreshDatabase) -> None:
    people = [str(uuid4()) for _ in range(20)]
    async with opened(where) as one, opened(where) as two:
        made = await asyncio.gather(
            one.seal([said(person) for person in people]),
            two.seal([said(person) for person in reversed(people)]),
        )
        boxes = [(box, "narrative") for sealed in made for box in sealed]
        assert await one.open(boxes) == [WORDS] * 40
        assert await two.open(boxes) == [WORDS] * 40


async def test_a_first_use_racing_an_erasure_never_brings_a_key_back(where: FreshDatabase) -> None:
    people = [str(uuid4()) for _ in range(20)]
    async with opened(where) as one, opened(where) as two:
        await asyncio.gather(
            *(one.seal([said(person)]) for person in people),
            *(two.erase(person, "consent-withdrawn") for person in people),
            return_exceptions=True,
        )
    async with opened(where) as after:
        for person in people:
            with pytest.raises(PersonErased):
                await after.seal([said(person)])


async def test_a_box_from_another_vault_is_not_taken_for_erased(where: FreshDatabase) -> None:
    stranger = seal(AESGCM(AESGCM.generate_key(256)), said(ADA))
    async with opened(where) as vault:
        with pytest.raises(KeyMissing):
            await vault.open([(stranger, "narrative")])
        [ours] = await vault.seal([said(ADA)])
        with pytest.raises(Tampered):
            await vault.open([(ours, "narrative"), (stranger, "narrative")])


async def test_the_wrapping_key_can_be_changed_and_the_old_destroyed(
    where: FreshDatabase,
) -> None:
    async with opened(where, KEK) as vault:
        sealed = await vault.seal([said(ADA), said(BOB)])
        await vault.erase(BOB, "consent-withdrawn")
    async with opened(where, NEXT_KEK, KEK) as vault:
        told: list[int] = []
        assert await vault.rewrap(told.append) == 1
        assert await vault.rewrap(told.append) == 0
        assert told == [1]
    async with opened(where, NEXT_KEK) as vault:
        assert await vault.open([(box, "narrative") for box in sealed]) == [WORDS, ERASED]
    with pytest.raises(KekMissing, match="is not configured"):
        async with opened(where, KEK):
            pass
