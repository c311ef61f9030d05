"""Log lines leave together where they come together, in order, and none is left behind."""

import asyncio
import io
import threading

from services.plumbing.lines import Gathered
from tests.plumbing.on_the_wire import until


class Writings(io.StringIO):
    """What was written, each writing by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.each: list[str] = []

    def write(self, text: str) -> int:
        self.each.append(text)
        return len(text)


async def test_lines_that_come_together_leave_as_one_without_being_asked() -> None:
    writings = Writings()
    lines = Gathered(writings)
    lines.info("one")
    await asyncio.sleep(0)
    lines.info("two")
    assert writings.each == []
    await until(lambda: writings.each == ["one\ntwo\n"])
    lines.info("three")
    await until(lambda: writings.each == ["one\ntwo\n", "three\n"])


async def test_what_is_wrong_leaves_at_once_behind_what_was_told_before() -> None:
    writings = Writings()
    lines = Gathered(writings)
    lines.info("one")
    lines.critical("two")
    assert writings.each == ["one\ntwo\n"]


def test_outside_a_loop_a_line_leaves_at_once() -> None:
    writings = Writings()
    Gathered(writings).info("one")
    assert writings.each == ["one\n"]


async def test_lines_of_many_threads_are_all_told_once() -> None:
    writings = Writings()
    lines = Gathered(writings)

    def tell(who: int) -> None:
        for n in range(200):
            lines.info(f"{who}/{n}")

    threads = [threading.Thread(target=tell, args=[who]) for who in range(4)]
    for thread in threads:
        thread.start()
    for n in range(200):
        lines.info(f"loop/{n}")
        await asyncio.sleep(0)
    for thread in threads:
        thread.join()
    lines.error("last")
    told = "".join(writings.each).splitlines()
    assert sorted(told) == sorted(
        [f"{who}/{n}" for who in (0, 1, 2, 3, "loop") for n in range(200)] + ["last"]
    )


async def test_a_full_disk_does_not_fail_the_work() -> None:
    class Full(io.StringIO):
        def write(self, _: str) -> int:
            raise OSError(28, "No space left on device")

    lines = Gathered(Full())
    lines.error("lost")
    assert lines.lost == 1
