"""评价: the mean of the stars, shown only where five or more have rated (ST-18, A-INV-13)."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from services.gateway.statistics.asked import Window
from services.gateway.statistics.exact import shown, total, within
from services.kernel import Statistic
from services.kernel.readmodel import Cells

ENOUGH = 5
STARS = ("1", "2", "3", "4", "5")


def render(cells: Cells, asked: Window, _on: date) -> Mapping[str, object]:
    days = within(asked.begin, asked.end)
    rated = {star: total(cells, "rating", star, when=days) for star in STARS}
    count = sum(rated.values())
    if count < ENOUGH:
        return {"mean": None, "count": count, "distribution": None}
    stars = sum(int(star) * n for star, n in rated.items())
    return {"mean": shown(Fraction(stars, count)), "count": count, "distribution": rated}


ratings = Statistic(name="ratings", of=("ratings",), asked=Window, render=render)
