"""Read models: aggregates that only listen. Statistics: exact answers from sums over cards."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from services.kernel.record import Recorded, Stored
from services.kernel.values import Event, State, Value

type Cell = tuple[str, ...]
"""The name of one number, its measure first: ("reported", "PROPERTY", "2024-11-30")."""

type Cells = Mapping[Cell, int]


class Told[E: Event](Recorded[E]):
    """An event as a read model hears it: the card it is about to change, and the rank it took.

    `rank` is 1, 2, 3 … in the order of the log among the events of its series (see `series`),
    else 0.
    """

    key: str
    rank: int = 0


def _own_key(event: Event) -> Sequence[str]:
    return (event.key,)


def _no_tags(_: Value) -> frozenset[str]:
    return frozenset()


def _no_cells(_: Value) -> Cells:
    return {}


def _as_entered(stored: Stored, _: Event) -> datetime:
    return stored.occurred_at


def _no_series(_: Stored) -> str | None:
    return None


class ReadModel[R: Value](State):
    """Cards of one kind, folded from one room's events. A card is served as it is kept.

    A card stands for one stream of `category`: that stream's version is the card's. `hears` are the
    categories besides it. `keys` names the cards an event changes; `evolve` gives the next card, or
    None to have none. `tags` are what a list can be filtered by ("status:open"), `sort` its order,
    greatest first. `contributes` is what a card adds to the sums; when it changes, its old part is
    taken back. `series` names the series in which an event takes the next rank: it sees only the
    envelope, so that an event which cannot be read still takes its rank.
    `happened` is when that was which an event tells, for questions about the past; where it is
    told of a time long before, not when it was entered.
    `confidential` are the fields for the staff who work on it, beside every sealed one. `identity`
    are those that even a handler is not shown where the person asked for that (P-INV-3).
    Raise `version` when the fold changes: the model is rebuilt beside the live one.
    """

    name: str
    version: int = 1
    room: str
    category: str
    hears: frozenset[str] = frozenset()
    card: type[R]
    evolve: Callable[[R | None, Told[Any]], R | None]
    sort: Callable[[R], str]
    keys: Callable[[Event], Sequence[str]] = _own_key
    tags: Callable[[R], frozenset[str]] = _no_tags
    contributes: Callable[[R], Cells] = _no_cells
    series: Callable[[Stored], str | None] = _no_series
    happened: Callable[[Stored, Any], datetime] = _as_entered
    confidential: frozenset[str] = frozenset()
    identity: frozenset[str] = frozenset()

    def listens_to(self, category: str) -> bool:
        """Whether events of this category may change a card here."""
        return category == self.category or category in self.hears


class Statistic[P: Value](State):
    """A question answered from the cells of some read models, exactly: `render(cells, asked, on)`.

    `on` is the day it is asked about: today in the street, or the day of the `as_of`. `asked` are
    the question's parameters (windows, weights, a day), a model with defaults. Where it also shows
    cards, `listed` names the read model, `where` the tags they carry, and `item` shows one
    as it is on that day.
    """

    name: str
    of: tuple[str, ...]
    asked: type[P]
    render: Callable[[Cells, P, date], Mapping[str, object]]
    listed: str | None = None
    where: Callable[[P], frozenset[str]] = lambda _: frozenset()
    item: Callable[[Any, date], Mapping[str, object]] = lambda _, __: {}
