"""A batch of events folded into one build of one read model: pure, the database stands outside.

An event that cannot be read or folded parks its stream for this build; what follows on that stream
waits behind it, everything else flows.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from services.gateway.hearing import Heard, reason
from services.kernel import ReadModel, State, Value, replace
from services.kernel.readmodel import Cell, Told
from services.kernel.record import Stored
from services.kernel.vocabulary import UnknownEvent

BEHIND = "waits behind a parked event"


class Kept(State):
    """A card as its row keeps it: the JSON is what is served."""

    card: str
    version: int
    position: int
    sort: str
    tags: frozenset[str]

    @property
    def shown(self) -> tuple[str, int, int, str]:
        """What readers are shown of it."""
        return self.card, self.version, self.position, self.sort


class Parked(State):
    """An event set aside, and why, in words that repeat nothing of what it says."""

    stored: Stored
    rank: int
    why: str


class _Known(State):
    card: Value | None
    version: int
    position: int


class Changes(State):
    """What one batch changes in one build. A card of None is gone."""

    cards: Mapping[str, Kept | None]
    cells: Mapping[Cell, int]
    ranks: Mapping[str, int]
    parked: Sequence[Parked]

    def without_parked(self) -> "Changes":
        return replace(self, parked=())


def keys_changed(model: ReadModel[Any], batch: Iterable[Heard]) -> set[str]:
    """The cards that this batch may change, to be loaded first."""
    keys: set[str] = set()
    for heard in batch:
        if heard.event is not None and model.listens_to(heard.stored.category):
            try:
                keys.update(model.keys(heard.event))
            except Exception:
                continue  # the fold meets the same failure, and parks the event for it
    return keys


class Folding:
    """One build while it hears a batch. Same cards and same events, same changes."""

    def __init__(
        self,
        model: ReadModel[Any],
        kept: Mapping[str, Kept],
        ranks: Mapping[str, int],
        parked: Collection[str] = (),
        dropped: Collection[int] = (),
    ) -> None:
        self._model = model
        self._kept = kept
        self._cards: dict[str, _Known] = {}
        self._faces: dict[str, tuple[str, frozenset[str], Mapping[Cell, int]]] = {}
        self._before: dict[str, Mapping[Cell, int]] = {}
        self._ranks = dict(ranks)
        self._counted: set[str] = set()
        self._waiting = set(parked)
        self._dropped = dropped
        self._parked: list[Parked] = []

    def tell(self, heard: Heard, rank: int | None = None) -> bool:
        """Fold one event, or park it; `rank` is given when it took one before. Was it folded?"""
        stored = heard.stored
        if not self._model.listens_to(stored.category):
            return True
        taken = self._rank(stored) if rank is None else rank
        if stored.position in self._dropped:
            return True
        if stored.stream in self._waiting:
            self._parked.append(Parked(stored=stored, rank=taken, why=BEHIND))
            return False
        try:
            self._fold(heard, taken)
        except Exception as failure:  # whatever the fold trips over, it trips over again
            self._waiting.add(stored.stream)
            self._parked.append(Parked(stored=stored, rank=taken, why=reason(failure)))
            return False
        return True

    def pass_over(self, stored: Stored) -> None:
        """Not folded, as if it had not happened yet; but it takes the rank that is its own."""
        if self._model.listens_to(stored.category):
            self._rank(stored)

    def changes(self) -> Changes:
        """Everything told so far, as rows."""
        cells: Counter[Cell] = Counter()
        for key in self._cards:
            cells.subtract(self._before[key])
            cells.update(self._faces[key][2] if key in self._faces else {})
        return Changes(
            cards={key: self._row(key, known) for key, known in self._cards.items()},
            cells={cell: n for cell, n in cells.items() if n},
            ranks={series: self._ranks[series] for series in self._counted},
            parked=self._parked,
        )

    def _rank(self, stored: Stored) -> int:
        series = self._model.series(stored)
        if series is None:
            return 0
        self._counted.add(series)
        self._ranks[series] = self._ranks.get(series, 0) + 1
        return self._ranks[series]

    def _fold(self, heard: Heard, rank: int) -> None:
        """All the cards an event changes, or none of them."""
        if heard.event is None:
            raise heard.unreadable or UnknownEvent(heard.stored.type)
        stored, event, model = heard.stored, heard.event, self._model
        cards: dict[str, _Known] = {}
        faces = dict[str, tuple[str, frozenset[str], Mapping[Cell, int]]]()
        for key in model.keys(event):
            known = self._known(key)
            told = Told(stored=stored, event=event, key=key, rank=rank)
            after = model.evolve(known.card, told)
            own = stored.category == model.category and stored.key == key
            if after is known.card and (after is None or not own):
                continue
            cards[key] = _Known(
                card=after,
                version=stored.version if own else known.version,
                position=stored.position,
            )
            if after is not None:
                faces[key] = face(model, after)
        for key, known in cards.items():
            self._cards[key] = known
            self._faces.pop(key, None)
        self._faces |= faces

    def _known(self, key: str) -> _Known:
        if key in self._cards:
            return self._cards[key]
        kept = self._kept.get(key)
        if kept is None:
            self._before[key] = {}
            return _Known(card=None, version=0, position=0)
        card = self._model.card.model_validate_json(kept.card)
        self._before[key] = self._model.contributes(card)
        return _Known(card=card, version=kept.version, position=kept.position)

    def _row(self, key: str, known: _Known) -> Kept | None:
        if known.card is None:
            return None
        sort, tags, _ = self._faces[key]
        return Kept(
            card=known.card.model_dump_json(),
            version=known.version,
            position=known.position,
            sort=sort,
            tags=tags,
        )


def face(model: ReadModel[Any], card: Value) -> tuple[str, frozenset[str], Mapping[Cell, int]]:
    """What stands beside a card in its row; a text no database can keep is the event's fault."""
    sort, tags, cells = model.sort(card), model.tags(card), model.contributes(card)
    if any("\0" in text for text in (sort, *tags, *(part for cell in cells for part in cell))):
        raise ValueError("a text with a NUL in it")
    return sort, tags, cells
