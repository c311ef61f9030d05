"""The vault: one key per person, in a database of its own, where alone it can be thrown away.

Rooms, wires and logs carry sealed texts; whoever seals or opens one asks here. Erasing a person
deletes their key: every log and proof stays valid, and their words read as `ERASED`, for good.
"""

import re
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from functools import lru_cache
from pathlib import Path
from uuid import UUID

import asyncpg
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from services.kernel.sealed import Sealed
from services.plumbing.sealing import ERASED, Erased, KekMissing, Keks, ToSeal, seal, unseal

type Pool = asyncpg.Pool[asyncpg.Record]
type Clock = Callable[[], float]

MIGRATIONS = Path(__file__).parent / "sql" / "vault"
REMEMBERED_FOR = 60.0  # seconds an erasure elsewhere may take to be felt here

_REASON = re.compile(r"[a-z][a-z0-9-]{0,63}")
_READ = "SELECT person, kek_id, wrapped FROM person_key WHERE person = ANY($1)"
_FIRST_USE = """
INSERT INTO person_key (person, kek_id, wrapped)
SELECT person, $2, wrapped FROM unnest($1::uuid[], $3::bytea[]) AS fresh (person, wrapped)
ON CONFLICT (person) DO NOTHING
"""
_ERASE = """
INSERT INTO person_key (person, erased_at, reason) VALUES ($1, clock_timestamp(), $2)
ON CONFLICT (person) DO UPDATE
SET kek_id = NULL, wrapped = NULL, erased_at = excluded.erased_at, reason = excluded.reason
WHERE person_key.erased_at IS NULL
"""
_FOREIGN = "SELECT kek_id FROM person_key WHERE kek_id <> ALL($1::text[]) LIMIT 1"
_OUTDATED = """
SELECT person, kek_id, wrapped FROM person_key
WHERE kek_id <> $1 ORDER BY person LIMIT 500 FOR UPDATE
"""
_REWRAP = "UPDATE person_key SET kek_id = $2, wrapped = $3 WHERE person = $1"


_person = lru_cache(maxsize=10_000)(UUID)


class PersonErased(Exception):
    """Nothing more can be sealed for this person: their key is gone for good."""

    def __init__(self, person: UUID) -> None:
        super().__init__(f"person {person} was erased")
        self.person = str(person)


class KeyMissing(Exception):
    """The vault has neither a key nor a tombstone: it is not the vault this was sealed with."""

    def __init__(self, person: UUID) -> None:
        super().__init__(f"the vault has never known person {person}")


class Vault:
    """Seals and opens personal texts; remembers `remembered` keys at most, for a minute."""

    def __init__(
        self, pool: Pool, keks: Keks, *, clock: Clock = time.monotonic, remembered: int = 10_000
    ) -> None:
        self._pool, self._wrapping, self._clock = pool, keks, clock
        self._remembered = remembered
        self._known: OrderedDict[UUID, tuple[float, AESGCM | Erased]] = OrderedDict()

    async def seal(self, items: Sequence[ToSeal]) -> list[Sealed]:
        """Seal each text under its person's key, made on first use; or `PersonErased`."""
        people = [_person(item.person) for item in items]
        keys = await self._keys_of(people)
        if unknown := sorted(set(people) - keys.keys()):
            fresh = [self._wrapping.new_key() for _ in unknown]
            await self._pool.execute(_FIRST_USE, unknown, self._wrapping.current, fresh)
            keys |= await self._keys_of(unknown)  # whoever was first, theirs is the key
        sealed = []
        for person, item in zip(people, items, strict=True):
            match keys[person]:
                case Erased():
                    raise PersonErased(person)
                case key:
                    sealed.append(seal(key, item))
        return sealed

    async def open(self, items: Sequence[tuple[Sealed, str]]) -> list[str | Erased]:
        """Each text, or `ERASED`; raises `Tampered` when one does not belong to its field."""
        people = [_person(sealed.person) for sealed, _ in items]
        keys = await self._keys_of(people)
        opened: list[str | Erased] = []
        for person, (sealed, field) in zip(people, items, strict=True):
            match keys.get(person):
                case None:
                    raise KeyMissing(person)
                case Erased():
                    opened.append(ERASED)
                case key:
                    opened.append(unseal(key, sealed, field))
        return opened

    async def erase(self, person: str, reason: str) -> None:
        """Delete a person's key for good and leave a tombstone; erasing twice is erasing once.

        The reason is a word of the office (`consent-withdrawn`), never a sentence about somebody.
        """
        if not _REASON.fullmatch(reason):
            raise ValueError("an erasure's reason is one lower-case word such as consent-withdrawn")
        await self._pool.execute(_ERASE, UUID(person), reason)
        self._remember(UUID(person), ERASED, self._clock())

    async def rewrap(self, progress: Callable[[int], None] | None = None) -> int:
        """Wrap every key again under the current key-encryption key; returns how many that were."""
        done = 0
        while moved := await self._rewrap_some():
            done += moved
            if progress is not None:
                progress(done)
        return done

    async def check(self) -> None:
        """Fail now, not at the first reading, when keys are wrapped by a key we were not given."""
        foreign = await self._pool.fetchval(_FOREIGN, self._wrapping.ids)
        if foreign is not None:
            raise KekMissing(foreign)

    async def _rewrap_some(self) -> int:
        current = self._wrapping.current
        async with self._pool.acquire(timeout=10) as connection, connection.transaction():
            rows = await connection.fetch(_OUTDATED, current)
            keys = [self._wrapping.unwrap(row["kek_id"], row["wrapped"]) for row in rows]
            moved = [
                (row["person"], current, self._wrapping.wrap(key))
                for row, key in zip(rows, keys, strict=True)
            ]
            await connection.executemany(_REWRAP, moved)
            return len(rows)

    async def _keys_of(self, people: Iterable[UUID]) -> dict[UUID, AESGCM | Erased]:
        """What is known of each person, from memory if it is fresh, else from one query."""
        known = {person: self._recall(person) for person in dict.fromkeys(people)}
        found = {person: key for person, key in known.items() if key is not None}
        if missing := [person for person in known if person not in found]:
            asked = self._clock()
            for row in await self._pool.fetch(_READ, missing):
                key: AESGCM | Erased = ERASED
                if row["wrapped"] is not None:
                    key = AESGCM(self._wrapping.unwrap(row["kek_id"], row["wrapped"]))
                found[row["person"]] = key
                self._remember(row["person"], key, asked)
        return found

    def _recall(self, person: UUID) -> AESGCM | Erased | None:
        until, key = self._known.get(person, (0.0, None))
        if key is None or self._clock() >= until:
            return None
        self._known.move_to_end(person)
        return key

    def _remember(self, person: UUID, key: AESGCM | Erased, asked: float) -> None:
        match self._known.get(person):
            case (_, Erased()):  # an answer asked for before the erasure may arrive after it
                key = ERASED
        self._known[person] = (asked + REMEMBERED_FOR, key)
        self._known.move_to_end(person)
        while len(self._known) > self._remembered:
            self._known.popitem(last=False)


@asynccontextmanager
async def open_vault(
    url: str, keks: Keks, *, clock: Clock = time.monotonic
) -> AsyncIterator[Vault]:
    """The vault at `url`, checked to be readable with the keys we hold; closed on leaving."""
    async with asyncpg.create_pool(
        url,
        min_size=1,
        max_size=4,
        timeout=10,
        command_timeout=5,
        server_settings={"application_name": "yizhan vault", "lock_timeout": "2s"},
    ) as pool:
        vault = Vault(pool, keks, clock=clock)
        await vault.check()
        yield vault
