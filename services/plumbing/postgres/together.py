"""Doing together what waits together: while one group is on its way, the next one gathers.

A group is never delayed to grow: it leaves when this turn of the loop is over, or as soon as half
as many wait as left last time. And it takes no more than half of those who are about, so that those
who ask in step fall into two groups, and one is prepared while the other is on its way. Whoever
asks and goes away takes nothing with them: what was asked is done. One bad question does not spoil
its group's answers.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Collection, Hashable, Sequence
from contextlib import suppress

from services.plumbing.postgres.patience import StoreUnavailable, is_bad_input

_FEWEST = 8
"""Questions worth a group of their own before the turn is over."""


class Together[Q, A]:
    """Answers questions in groups, in the order they came; at most `flights` groups at a time.

    A group ends before `at_most` questions, before `heaviest` in weight, and before a question
    whose `mark` is in it already.
    """

    def __init__(
        self,
        work: Callable[[Sequence[Q]], Awaitable[Sequence[A]]],
        *,
        flights: int = 1,
        at_most: int = 500,
        heaviest: int = 1 << 20,
        weight: Callable[[Q], int] = lambda _: 0,
        mark: Callable[[Q], Hashable] = id,
    ) -> None:
        self._work = work
        self._flights, self._at_most, self._heaviest = flights, at_most, heaviest
        self._weight, self._mark = weight, mark
        self._waiting: deque[tuple[Q, asyncio.Future[A]]] = deque()
        self._flying: set[asyncio.Task[None]] = set()
        self._busy = 0
        self._leaving: asyncio.Handle | None = None
        self._last = 0
        self.asked = 0
        """Questions not yet answered."""

    def ask(self, question: Q) -> asyncio.Future[A]:
        """The answer to come. The question has its place in the order when this returns."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[A] = loop.create_future()
        self._waiting.append((question, answer))
        self.asked += 1
        if self._busy < self._flights:
            if len(self._waiting) >= max(_FEWEST, self._last // 2):
                self._leave_now()
            elif self._leaving is None:
                self._leaving = loop.call_soon(self._leave_now)
        return answer

    async def idle(self) -> None:
        """Everything asked so far is answered."""
        while self._flying or self._leaving is not None:
            await (asyncio.wait(self._flying) if self._flying else asyncio.sleep(0))

    async def abandoned(self) -> None:
        """Whoever still waits is told that nothing is known of what they asked."""
        if self._leaving is not None:
            self._leaving.cancel()
            self._leaving = None
        for flight in self._flying:
            flight.cancel()
        await self.idle()
        self._leave(self._waiting)
        self._waiting.clear()

    def _leave_now(self) -> None:
        if self._leaving is not None:
            self._leaving.cancel()
            self._leaving = None
        if self._busy >= self._flights:
            return
        self._busy += 1
        loop = asyncio.get_running_loop()
        flight = asyncio.Task(self._fly(), loop=loop, eager_start=True)
        if not flight.done():
            self._flying.add(flight)
            flight.add_done_callback(self._flying.discard)

    async def _fly(self) -> None:
        try:
            while self._waiting:
                group = self._next_group()
                try:
                    await self._answer(group)
                finally:
                    self._leave(group)
        finally:
            # In the step that found nothing waiting: a done task leaves `_flying` a step later.
            self._busy -= 1

    def _leave(self, group: Collection[tuple[Q, asyncio.Future[A]]]) -> None:
        self.asked -= len(group)
        for _, answer in group:
            if not answer.done():
                answer.set_exception(StoreUnavailable("abandoned"))

    def _next_group(self) -> list[tuple[Q, asyncio.Future[A]]]:
        group: list[tuple[Q, asyncio.Future[A]]] = []
        marks: set[Hashable] = set()
        weight = 0
        # Half of those who are about: were they to fall into a large and a small group, each side
        # would wait for the other in turn.
        half = max(_FEWEST, (len(self._waiting) + self._last + 1) // 2)
        while self._waiting and len(group) < min(half, self._at_most):
            question = self._waiting[0][0]
            weight += self._weight(question)
            mark = self._mark(question)
            if group and (weight > self._heaviest or mark in marks):
                break
            marks.add(mark)
            group.append(self._waiting.popleft())
        self._last = len(group)
        return group

    async def _answer(self, group: Sequence[tuple[Q, asyncio.Future[A]]]) -> None:
        """All at once; where that fails for what was asked, in halves, still in order."""
        try:
            answers = await self._work([question for question, _ in group])
        except Exception as trouble:
            if len(group) > 1 and is_bad_input(trouble):
                middle = len(group) // 2
                await self._answer(group[:middle])
                await self._answer(group[middle:])
                return
            for _, answer in group:
                with suppress(asyncio.InvalidStateError):  # whoever asked has gone
                    answer.set_exception(trouble)
            return
        for (_, answer), said in zip(group, answers, strict=True):
            with suppress(asyncio.InvalidStateError):
                answer.set_result(said)
