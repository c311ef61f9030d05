"""One build while it is raised from a long log: cards stay in memory, rows are written late.

The same fold as `folding.py`, for events by the hundred thousand: a card is decoded and written
once for many events, and what stands beside it in its row is worked out only then.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from services.gateway.folding import BEHIND, Changes, Kept, Parked, face
from services.gateway.generations import Generations, Hot
from services.gateway.hearing import reason
from services.kernel import Event, ReadModel, State, Value
from services.kernel.readmodel import Cell, Cells, Told
from services.kernel.record import Stored

type Said = Event | Exception
"""What an event says, or why it cannot be read."""


class WouldNotShow(Exception):
    """A card that folded has no place in a list: its event is found by folding one by one."""


class Written(State):
    """What is to be written: cards the table has not had yet, and all other changes."""

    fresh: Mapping[str, Kept]
    changes: Changes


class Growing:
    """Cards of one build. Same events, same rows as `Folding` makes of them."""

    def __init__(
        self,
        model: ReadModel[Any],
        ranks: Mapping[str, int],
        parked: Collection[str] = (),
        dropped: Collection[int] = (),
        *,
        whole: bool = True,
        one_by_one: bool = False,
    ) -> None:
        """`whole`: it is raised from the first event on, and so knows what it wrote."""
        self.model = model
        self._cards = Generations(whole=whole)
        self._ranks = dict(ranks)
        self._counted: set[str] = set()
        self._waiting = set(parked)
        self._dropped = frozenset(dropped)
        self._one_by_one = one_by_one
        self._dirty: set[str] = set()
        self.parked: list[Parked] = []
        """What would not fold since the last writing."""

    @property
    def dirty(self) -> int:
        """How many cards wait to be written."""
        return len(self._dirty)

    @property
    def complete(self) -> bool:
        """Whether a card that is not in memory does not exist."""
        return self._cards.complete

    def missing(self, said: Said) -> list[str]:
        """The cards an event may change that are not in memory and may be in the table."""
        if self.complete or isinstance(said, Exception):
            return []
        try:
            keys = self.model.keys(said)
        except Exception:
            return []  # the fold meets the same failure, and says so
        return [key for key in keys if self._cards.lacks(key)]

    def remember(self, kept: Mapping[str, Kept]) -> None:
        """Cards fetched from the table."""
        for key, row in kept.items():
            card = self.model.card.model_validate_json(row.card)
            hot = Hot(
                card=card,
                version=row.version,
                position=row.position,
                in_table=True,
                counted=self.model.contributes(card),
            )
            self._cards.keep(key, hot)

    def tell(self, stored: Stored, said: Said, taken: int | None = None) -> None:
        """Fold one event, or park its stream. `taken`: its rank, if not all of its series come."""
        rank = self._rank(stored) if taken is None else taken
        if stored.position in self._dropped:
            return
        if self._waiting and stored.stream in self._waiting:
            self.parked.append(Parked(stored=stored, rank=rank, why=BEHIND))
            return
        try:
            self._fold(stored, said, rank)
        except Exception as failure:  # whatever the fold trips over, it trips over again
            self._waiting.add(stored.stream)
            self.parked.append(Parked(stored=stored, rank=rank, why=reason(failure)))

    def pass_over(self, stored: Stored) -> None:
        """Not folded, as if it had not happened yet; but it takes the rank that is its own."""
        self._rank(stored)

    def _rank(self, stored: Stored) -> int:
        series = self.model.series(stored)
        if series is None:
            return 0
        self._counted.add(series)
        self._ranks[series] = rank = self._ranks.get(series, 0) + 1
        return rank

    def _fold(self, stored: Stored, said: Said, rank: int) -> None:
        """All the cards an event changes, or none of them."""
        if isinstance(said, Exception):
            raise said
        model, changed = self.model, []
        for key in model.keys(said):
            hot = self._cards.met(key)
            after = model.evolve(hot.card, Told(stored=stored, event=said, key=key, rank=rank))
            own = stored.category == model.category and stored.key == key
            if after is hot.card and (after is None or not own):
                continue
            if self._one_by_one and after is not None:
                face(model, after)
            changed.append((key, hot, after, own))
        for key, hot, after, own in changed:
            hot.card, hot.position = after, stored.position
            if own:
                hot.version = stored.version
            self._cards.keep(key, hot)
            self._dirty.add(key)

    def write(self) -> Written:
        """All that has changed since the last writing, which is then taken as written."""
        fresh: dict[str, Kept] = {}
        cards: dict[str, Kept | None] = {}
        sums: Counter[Cell] = Counter()
        for key in self._dirty:
            hot = self._cards.met(key)
            sums.subtract(hot.counted)
            if hot.card is None:
                hot.counted = {}
                if hot.in_table:
                    cards[key] = None
            else:
                row, hot.counted = self._row(hot, hot.card)
                sums.update(hot.counted)
                (cards if hot.in_table else fresh)[key] = row
            hot.in_table = hot.card is not None
        written = Written(
            fresh=fresh,
            changes=Changes(
                cards=cards,
                cells={cell: n for cell, n in sums.items() if n},
                ranks={series: self._ranks[series] for series in self._counted},
                parked=self.parked,
            ),
        )
        self._dirty, self._counted, self.parked = set(), set(), []
        self._cards.age()
        return written

    def _row(self, hot: Hot, card: Value) -> tuple[Kept, Cells]:
        try:
            sort, tags, cells = face(self.model, card)
            text = card.model_dump_json()
        except Exception as failure:
            raise WouldNotShow(reason(failure)) from failure
        row = Kept(card=text, version=hot.version, position=hot.position, sort=sort, tags=tags)
        return row, cells
