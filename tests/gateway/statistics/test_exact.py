"""Figures are rounded half-up, once, at the edge; sums take back exactly what they were given."""

from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as some

from services.contracts.petitions.words import Outcome, Satisfaction
from services.gateway.folding import Folding, Kept
from services.gateway.hearing import read
from services.gateway.readmodels.petitions import petitions
from services.gateway.statistics.exact import hours_and_minutes, percent, shown
from tests.gateway.paper import WORDS, Paper
from tests.gateway.petition_story import accepted, called_back, closed, registered, replied


def test_two_decimals_half_up() -> None:
    assert shown(Fraction(1, 8)) == "0.13"
    assert shown(Fraction(-1, 8)) == "-0.13"
    assert shown(Fraction(-1, 1000)) == "0.00"
    assert percent(27, 36) == "75.00"
    assert percent(26, 27) == "96.30"
    assert percent(1, 3) == "33.33"
    assert percent(2, 3) == "66.67"
    assert percent(5, 0) == "n/a"
    assert percent(0, 5) == "0.00"


def test_hours_and_minutes() -> None:
    assert hours_and_minutes(11_250) == "187 h 30 min"
    assert hours_and_minutes(-45) == "-0 h 45 min"


@given(some.integers(0, 10**9), some.integers(1, 10**9))
def test_a_percentage_is_never_half_a_hundredth_off(part: int, whole: int) -> None:
    error = Fraction(percent(part, whole)) - Fraction(part * 100, whole)
    assert -Fraction(1, 200) < error <= Fraction(1, 200)


STEPS: list[Any] = [
    registered,
    accepted,
    replied,
    lambda n: called_back(n, Satisfaction.BASIC),
    lambda n: called_back(n, Satisfaction.DISSATISFIED, solved=False),
    closed,
    lambda n: closed(n, Outcome.EXPLAINED),
]
moves = some.lists(some.tuples(some.sampled_from(STEPS), some.integers(1, 3)), max_size=30)


@given(moves, some.integers(1, 7))
def test_sums_kept_along_the_way_equal_sums_made_from_scratch(moves: Any, batch: int) -> None:
    """Whatever comes in whatever order and batches: old parts are taken back exactly."""
    paper = Paper()
    for step, n in moves:
        paper.tell(step(n))
    kept: dict[str, Kept] = {}
    ranks: dict[str, int] = {}
    cells: dict[Any, int] = {}
    for begin in range(0, len(paper.events), batch):
        folding = Folding(petitions, kept, ranks)
        for stored in paper.events[begin : begin + batch]:
            assert folding.tell(read(WORDS["petitions"], stored))
        changes = folding.changes()
        kept |= {key: card for key, card in changes.cards.items() if card is not None}
        ranks |= changes.ranks
        for cell, n in changes.cells.items():
            cells[cell] = cells.get(cell, 0) + n
    assert {cell: n for cell, n in cells.items() if n} == paper.folded(petitions).cells
    assert all(n >= 0 for n in cells.values())
