"""Dealing a rebuild out to several processes, so that each has about the same to do."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.gateway.levelling import Part
from services.gateway.tables import Build
from services.gateway.windows import Log
from services.kernel import ReadModel, State

_READING, _FOLDING, _LISTENING = 2, 4, 1
"""What an event costs: read and decoded, folded into its own card, heard besides."""

type Counts = Mapping[tuple[Log, str], int]
"""How many events of each category each log has."""


class _One(State):
    """One build in one log: the least that can be dealt."""

    of: Log
    build: Build
    until: int
    own: str
    categories: frozenset[str]

    def work(self, counts: Counts) -> int:
        heard = sum(counts.get((self.of, category), 0) for category in self.categories)
        own = counts.get((self.of, self.own), 0)
        return _FOLDING * own + _LISTENING * (heard - own)


def dealt(
    parts: Sequence[Part], models: Mapping[str, ReadModel[Any]], counts: Counts, hands: int
) -> list[list[Part]]:
    """The same parts in at most so many hands; the heaviest first, each to the lightest hand.

    Two builds of a log in one hand share the reading of what both of them hear.
    """
    ones = [
        _One(
            of=part.of,
            build=build,
            until=part.until,
            own=model.category,
            categories=frozenset({model.category, *model.hears}),
        )
        for part in parts
        for build in part.builds
        for model in (models[build.projection],)
    ]
    ones.sort(key=lambda one: -one.work(counts))
    held: list[list[_One]] = [[] for _ in range(max(1, hands))]
    for one in ones:
        min(held, key=lambda hand: _work([*hand, one], counts)).append(one)
    return [_parts(hand) for hand in held if hand]


def _work(hand: Sequence[_One], counts: Counts) -> int:
    read = {(one.of, category) for one in hand for category in one.categories}
    reading = _READING * sum(counts.get(each, 0) for each in read)
    return reading + sum(one.work(counts) for one in hand)


def _parts(hand: Sequence[_One]) -> list[Part]:
    together: dict[tuple[str, str, int], list[_One]] = {}
    for one in hand:
        together.setdefault((one.of.room, one.of.log, one.until), []).append(one)
    return [
        Part(of=each[0].of, until=each[0].until, builds=tuple(one.build for one in each))
        for each in together.values()
    ]
