"""What a log promises, whatever it is kept in: things that exist once, and moments to come."""

from datetime import timedelta

from services.kernel.claim import Release, Take
from services.kernel.store import EventStore, Raced, Taken
from tests.kernel.appends import FAR_AHEAD, LOG, LONG_AGO, a_timer, an_append, an_id, answer, told

A, B, C = "shelf-a", "shelf-b", "card-c"
BOOK = Take(scope="book", key="emma")


async def test_a_claim_has_one_holder(store: EventStore) -> None:
    await store.append(an_append(1, A, claims=[(A, BOOK)]))
    await store.append(an_append(2, A, 1))
    taken = await store.append(an_append(3, B, claims=[(B, BOOK)]))
    assert taken == Taken(scope="book", key="emma", holder=answer(A, 2, 2))
    assert told(await store.append(an_append(4, A, 2, claims=[(A, BOOK)]))) == answer(A, 3, 3)


async def test_a_claim_given_back_can_be_taken(store: EventStore) -> None:
    give_back = Release(scope="book", key="emma")
    await store.append(an_append(1, A, claims=[(A, BOOK)]))
    await store.append(an_append(2, B, claims=[(B, give_back)]))
    taken = await store.append(an_append(3, B, 1, claims=[(B, BOOK)]))
    assert isinstance(taken, Taken), "only its holder gives it back"
    await store.append(an_append(4, A, 1, claims=[(A, give_back)]))
    assert told(await store.append(an_append(5, B, 1, claims=[(B, BOOK)]))).version == 2


async def test_a_claim_passes_on_within_one_append(store: EventStore) -> None:
    await store.append(an_append(1, A, claims=[(A, BOOK)]))
    passed = [(A, Release(scope="book", key="emma")), (B, BOOK)]
    await store.append(an_append(2, A, 1, beside={B: 0}, claims=passed))
    taken = await store.append(an_append(3, A, 2, claims=[(A, BOOK)]))
    assert taken == Taken(scope="book", key="emma", holder=answer(B, 1, 3))


async def test_a_refused_append_leaves_its_other_claims_as_they_were(store: EventStore) -> None:
    other = Take(scope="book", key="persuasion")
    await store.append(an_append(1, A, claims=[(A, BOOK)]))
    assert isinstance(await store.append(an_append(2, B, claims=[(B, other), (B, BOOK)])), Taken)
    assert told(await store.append(an_append(3, C, claims=[(C, other)]))) == answer(C, 1, 2)


async def test_a_claim_that_ran_out_is_free_and_renewing_keeps_it(store: EventStore) -> None:
    run_out = Take(scope="book", key="emma", until=LONG_AGO)
    renewed = Take(scope="book", key="emma", until=FAR_AHEAD)
    await store.append(an_append(1, A, claims=[(A, run_out)]))
    await store.append(an_append(2, B, claims=[(B, run_out)]))
    await store.append(an_append(3, B, 1, claims=[(B, renewed)]))
    taken = await store.append(an_append(4, A, 1, claims=[(A, BOOK)]))
    assert taken == Taken(scope="book", key="emma", holder=answer(B, 2, 3))


async def test_due_timers_come_earliest_first(store: EventStore) -> None:
    soon, later = LONG_AGO, LONG_AGO + timedelta(days=1)
    timers = [a_timer("t2", "close", later), a_timer("t1", "urge", soon)]
    await store.append(an_append(1, timers=timers))
    assert await due_names(store) == ["t1", "t2"]
    assert [each.timer_id for each in await store.due(soon, 9)] == [an_id("t1")]
    assert [each.timer_id for each in await store.due(later, 1)] == [an_id("t1")]
    [first] = await store.due(soon, 9)
    assert (first.log, first.due_at, first.type, first.body) == (LOG, soon, "TakeBook", b"{}")


async def test_a_kept_or_cancelled_promise_does_not_come_again(store: EventStore) -> None:
    await store.append(an_append(1, timers=[a_timer("t1", "urge"), a_timer("t2", "close")]))
    await store.fired(LOG, an_id("t1"))
    assert await due_names(store) == ["t2"]
    await store.append(an_append(2, A, 1, cancelled=[(A, "close"), (A, "never set")]))
    assert await due_names(store) == []


async def test_a_timer_set_again_moves(store: EventStore) -> None:
    await store.append(an_append(1, timers=[a_timer("t1", "urge")]))
    await store.append(an_append(2, A, 1, timers=[a_timer("t2", "urge", FAR_AHEAD)]))
    assert await due_names(store) == []
    await store.fired(LOG, an_id("t1"))
    assert [each.timer_id for each in await store.due(FAR_AHEAD, 9)] == [an_id("t2")]


async def test_a_lost_race_sets_no_timer_and_takes_no_claim(store: EventStore) -> None:
    await store.append(an_append(1, A))
    lost = an_append(2, A, timers=[a_timer("t1")], claims=[(A, BOOK)])
    assert await store.append(lost) == Raced()
    assert await due_names(store) == []
    assert told(await store.append(an_append(3, B, claims=[(B, BOOK)]))).position == 2


async def test_streets_do_not_meet(store: EventStore) -> None:
    await store.append(an_append(1, A, claims=[(A, BOOK)], timers=[a_timer("t1")]))
    elsewhere = an_append(1, A, log="jiaotong", claims=[(A, BOOK)], say=None)
    assert told(await store.append(elsewhere)) == answer(A, 0, 0)
    assert await store.read("jiaotong", 0, 9) == []
    await store.fired("jiaotong", an_id("t1"))
    assert await due_names(store) == ["t1"]


async def due_names(store: EventStore) -> list[str]:
    names = {an_id(name): name for name in ("t1", "t2")}
    return [names[each.timer_id] for each in await store.due(LONG_AGO + timedelta(days=1), 9)]
