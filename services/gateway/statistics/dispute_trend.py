"""纠纷同比: reported disputes of each kind against the same months of the year before (ST-9).

A month before the system counts by its signed number, every other day by what was reported on it.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Self

from pydantic import Field, model_validator

from services.contracts.mediation.kinds import LocalKind
from services.gateway.statistics.exact import percent, total, within
from services.kernel import Statistic, Value
from services.kernel.readmodel import Cells

KINDS = (LocalKind.PROPERTY, LocalKind.LIFE, LocalKind.RENOVATION)
"""物业 · 生活 · 装修: what the street compares. Other kinds are kept, and not compared."""


class Asked(Value):
    """The current days and the days they are compared with; by default the year so far."""

    begin: date | None = Field(default=None, alias="from")
    end: date | None = Field(default=None, alias="to")
    base_begin: date | None = Field(default=None, alias="base_from")
    base_end: date | None = Field(default=None, alias="base_to")

    @model_validator(mode="after")
    def _whole(self) -> Self:
        for begin, end in ((self.begin, self.end), (self.base_begin, self.base_end)):
            if (begin is None) != (end is None):
                raise ValueError("a window has both its first and its last day")
            if begin and end and begin > end:
                raise ValueError("a window ends before it begins")
        return self


def render(cells: Cells, asked: Asked, on: date) -> Mapping[str, object]:
    begin, end = (asked.begin, asked.end) if asked.begin and asked.end else year_so_far(cells, on)
    base_begin = asked.base_begin or _year_before(begin)
    base_end = asked.base_end or _year_before(end, last=True)
    counts = {
        kind: (
            counted(cells, kind, base_begin, base_end),
            counted(cells, kind, begin, end),
        )
        for kind in KINDS
    }
    base, current = (sum(pair[side] for pair in counts.values()) for side in (0, 1))
    return {
        "from": begin,
        "to": end,
        "base_from": base_begin,
        "base_to": base_end,
        "items": [{"kind": kind, **_compared(*pair)} for kind, pair in counts.items()],
        "total": _compared(base, current),
    }


def _compared(base: int, current: int) -> dict[str, object]:
    return {
        "base": base,
        "current": current,
        "drop_percent": percent(base - current, base),
    }


def counted(cells: Cells, kind: LocalKind, begin: date, end: date) -> int:
    """Disputes of a kind in a window: signed months that lie wholly in it, and reported days."""
    signed = {cell[2] for cell in cells if cell[:2] == ("baseline", kind)}
    whole = {month for month in signed if _first(month) >= begin and _last(month) <= end}
    in_window = within(begin, end)
    return sum(cells["baseline", kind, month] for month in whole) + total(
        cells, "reported", kind, when=lambda cell: in_window(cell) and cell[-1][:7] not in signed
    )


def year_so_far(cells: Cells, on: date) -> tuple[date, date]:
    """The whole months of the year up to a day: of its own year, or the last one with reports."""
    until = on.isoformat()
    reports = [cell[-1] for cell in cells if cell[0] == "reported" and cell[-1] <= until]
    latest = date.fromisoformat(max(reports)) if reports else on
    day = on if latest.year == on.year else latest
    whole = (day + timedelta(days=1)).day == 1
    end = day if whole else day.replace(day=1) - timedelta(days=1)
    return end.replace(month=1, day=1), end


def _year_before(day: date, last: bool = False) -> date:
    """The same day a year before; the end of February stays the end of February."""
    month_end = last and (day + timedelta(days=1)).month != day.month
    if month_end:
        following = day + timedelta(days=1)
        return following.replace(year=following.year - 1) - timedelta(days=1)
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)


def _first(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def _last(month: str) -> date:
    return (_first(month) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


dispute_trend = Statistic(
    name="dispute-trend", of=("disputes", "baselines"), asked=Asked, render=render
)
