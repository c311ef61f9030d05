"""What waits together is done together: in order, without delay, each with its own answer."""

import asyncio
from collections.abc import Sequence

import pytest

from services.plumbing.postgres.patience import StoreUnavailable, patiently
from services.plumbing.postgres.together import Together


class Doubling:
    """Doubles numbers; refuses groups with a negative one; waits at a gate that can be shut."""

    def __init__(self) -> None:
        self.groups: list[list[int]] = []
        self.gate = asyncio.Event()
        self.gate.set()

    async def __call__(self, numbers: Sequence[int]) -> Sequence[int]:
        self.groups.append(list(numbers))
        await self.gate.wait()
        if min(numbers) < 0:
            raise ValueError("negative")
        if max(numbers) > 1000:
            raise KeyError("a bug")
        return [2 * each for each in numbers]


async def answers(asked: Sequence[asyncio.Future[int]]) -> list[int | str]:
    done = await asyncio.gather(*asked, return_exceptions=True)
    return [type(each).__name__ if isinstance(each, BaseException) else each for each in done]


async def test_while_one_group_is_on_its_way_the_next_gathers() -> None:
    work = Doubling()
    together = Together(work)
    work.gate.clear()
    first = together.ask(1)
    await asyncio.sleep(0)
    rest = [together.ask(n) for n in (2, 3, 4)]
    assert together.asked == 4
    work.gate.set()
    assert await answers([first, *rest]) == [2, 4, 6, 8]
    assert work.groups == [[1], [2, 3, 4]]
    assert together.asked == 0


async def test_those_who_ask_in_step_fall_into_two_halves() -> None:
    sizes: list[int] = []

    async def in_three_turns(numbers: Sequence[int]) -> Sequence[int]:
        sizes.append(len(numbers))
        for _ in range(3):
            await asyncio.sleep(0)
        return [2 * each for each in numbers]

    together = Together(in_three_turns)

    async def client(n: int) -> list[int]:
        return [await together.ask(n) for _ in range(20)]

    told = await asyncio.gather(*(client(n) for n in range(64)))
    assert told == [[2 * n] * 20 for n in range(64)]
    middle = sizes[8:-8]
    assert len(middle) > 20
    assert all(30 <= size <= 34 for size in middle), sizes


async def test_eight_need_not_wait_for_the_turn_to_be_over() -> None:
    work = Doubling()
    together = Together(work)
    work.gate.clear()
    asked = [together.ask(n) for n in range(32)]
    assert work.groups == [list(range(8))]
    work.gate.set()
    assert await answers(asked) == [2 * n for n in range(32)]
    assert work.groups[1:] == [list(range(8, 24)), list(range(24, 32))], "half of who is about"


async def test_whoever_asks_alone_leaves_when_the_turn_is_over() -> None:
    work = Doubling()
    together = Together(work)
    asked = together.ask(1)
    assert work.groups == []
    assert await answers([asked]) == [2]
    await together.abandoned()
    unheard = together.ask(3)
    await together.abandoned()
    assert await answers([unheard]) == ["StoreUnavailable"]
    assert work.groups == [[1]]


async def test_one_after_the_other_each_is_taken_up() -> None:
    together = Together(Doubling())
    assert [await together.ask(n) for n in range(50)] == [2 * n for n in range(50)]


async def test_a_group_ends_at_its_count_its_weight_and_a_repeated_mark() -> None:
    work = Doubling()
    together = Together(work, at_most=3, heaviest=100, weight=lambda n: n, mark=lambda n: n % 10)
    asked = [together.ask(n) for n in (1, 2, 3, 4, 50, 60, 500, 5, 15)]
    assert await answers(asked) == [2, 4, 6, 8, 100, 120, 1000, 10, 30]
    assert work.groups == [[1, 2, 3], [4, 50], [60], [500], [5], [15]]


async def test_a_bad_question_is_found_by_halves_and_spoils_no_other() -> None:
    work = Doubling()
    together = Together(work)
    asked = [together.ask(n) for n in (1, 2, -3, 4)]
    assert await answers(asked) == [2, 4, "ValueError", 8]
    assert work.groups == [[1, 2, -3, 4], [1, 2], [-3, 4], [-3], [4]]


async def test_a_failure_that_is_nobodys_fault_is_told_to_all_at_once() -> None:
    work = Doubling()
    together = Together(work)
    asked = [together.ask(n) for n in (1, 2000)]
    assert await answers(asked) == ["KeyError", "KeyError"]
    assert work.groups == [[1, 2000]]
    assert await together.ask(3) == 6


async def test_whoever_goes_away_takes_nothing_with_them() -> None:
    work = Doubling()
    together = Together(work)
    work.gate.clear()
    asked = [together.ask(n) for n in (1, 2)]
    await asyncio.sleep(0)
    waiting = together.ask(3)
    asked[0].cancel()
    waiting.cancel()
    work.gate.set()
    await together.idle()
    assert work.groups == [[1, 2], [3]]
    assert asked[1].result() == 4


async def test_passing_trouble_is_waited_for_and_other_trouble_is_not() -> None:
    tried: list[int] = []

    async def back_at_the_third() -> str:
        tried.append(len(tried))
        if len(tried) < 3:
            raise ConnectionResetError
        return "back"

    async def broken() -> str:
        tried.append(0)
        raise KeyError

    async def away() -> str:
        raise OSError

    assert await patiently("test", back_at_the_third, patience=5.0) == "back"
    assert len(tried) == 3
    with pytest.raises(KeyError):
        await patiently("test", broken, patience=5.0)
    assert len(tried) == 4
    with pytest.raises(StoreUnavailable):
        await patiently("test", away, patience=0.1)
