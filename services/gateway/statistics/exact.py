"""How a figure is shown: integers and fractions inside, two decimals half-up at the edge."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from services.kernel.readmodel import Cell, Cells

NOT_APPLICABLE = "n/a"
"""Of nothing there is no percentage: neither 0 nor 100."""


def shown(value: Fraction) -> str:
    """Two decimals, half-up: 22.7722… is "22.77", 0.125 is "0.13", and −0.125 is "-0.13"."""
    hundredths = int(abs(value) * 100 + Fraction(1, 2))
    sign = "-" if value < 0 and hundredths else ""
    return f"{sign}{hundredths // 100}.{hundredths % 100:02}"


def percent(part: int | Fraction, whole: int | Fraction) -> str:
    """`percent(27, 36)` is "75.00"."""
    return NOT_APPLICABLE if whole == 0 else shown(Fraction(part) * 100 / Fraction(whole))


def total(cells: Cells, *prefix: str, when: Callable[[Cell], bool] = lambda _: True) -> int:
    """The sum of the cells whose names begin so and pass."""
    return sum(n for cell, n in cells.items() if cell[: len(prefix)] == prefix and when(cell))


def within(begin: date | None, end: date | None) -> Callable[[Cell], bool]:
    """Cells whose name ends in a day from `begin` to `end`, both included; None is open."""
    first, last = (begin or date.min).isoformat(), (end or date.max).isoformat()
    return lambda cell: first <= cell[-1] <= last


def hours_and_minutes(minutes: int) -> str:
    """11 250 minutes are "187 h 30 min"."""
    sign = "-" if minutes < 0 else ""
    return f"{sign}{abs(minutes) // 60} h {abs(minutes) % 60} min"
