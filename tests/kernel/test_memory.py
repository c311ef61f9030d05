"""What only the memory store can show: a claim running out while a test turns the clock."""

from datetime import timedelta

from services.kernel.claim import Take
from services.kernel.memory import MemoryStore
from services.kernel.store import Appended, Taken
from tests.kernel.appends import LOG, LONG_AGO, an_append


async def test_a_claim_holds_until_its_moment() -> None:
    now = [LONG_AGO]
    store = MemoryStore(lambda: now[0])
    an_hour = Take(scope="book", key="emma", until=LONG_AGO + timedelta(hours=1))
    await store.append(an_append(1, "shelf-a", claims=[("shelf-a", an_hour)]))
    asked = an_append(2, "shelf-b", claims=[("shelf-b", an_hour)])
    now[0] += timedelta(minutes=59)
    assert isinstance(await store.append(asked), Taken)
    now[0] += timedelta(minutes=1)
    assert isinstance(await store.append(asked), Appended)


async def test_a_clock_set_back_does_not_turn_the_log_around() -> None:
    now = [LONG_AGO]
    store = MemoryStore(lambda: now[0])
    await store.append(an_append(1))
    now[0] -= timedelta(hours=1)
    await store.append(an_append(2, after=1))
    assert [each.recorded_at for each in await store.read(LOG, 0, 9)] == [LONG_AGO, LONG_AGO]
