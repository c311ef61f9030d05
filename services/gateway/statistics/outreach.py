"""四下基层与意见收集: sessions by ISO week, rounds by month, zero reports (ST-7)."""

from collections.abc import Mapping
from datetime import date

from services.gateway.readmodels.collection_rounds import RoundStatus
from services.gateway.readmodels.outreach_sessions import OutreachStatus
from services.gateway.statistics.asked import Window
from services.gateway.statistics.exact import total, within
from services.kernel import Statistic
from services.kernel.readmodel import Cell, Cells

OWED = (OutreachStatus.SCHEDULED, OutreachStatus.HELD, OutreachStatus.MISSED)
DUE = (RoundStatus.OPEN, RoundStatus.OVERDUE, RoundStatus.CLOSED)
"""A station that was out of use owes nothing."""


def render(cells: Cells, asked: Window, _on: date) -> Mapping[str, object]:
    """The weeks and months whose last day is in the window."""
    days = within(asked.begin, asked.end)
    mine = {cell: n for cell, n in cells.items() if days(cell)}
    return {
        **_sessions(mine),
        "leads": total(mine, "leads"),
        "weeks": [{"week": week, **_sessions(_of(mine, week))} for week in _named(mine, "session")],
        **_rounds(mine),
        "months": [
            {"month": month, **_rounds(_of(mine, month))} for month in _named(mine, "round")
        ],
    }


def _sessions(cells: Cells) -> Mapping[str, int]:
    counted = {str(status): total(cells, "session", status) for status in OWED}
    return {"expected": sum(counted.values()), **counted}


def _rounds(cells: Cells) -> Mapping[str, int]:
    counted = {str(status): total(cells, "round", status) for status in DUE}
    return {"rounds": sum(counted.values()), **counted, "zero_reports": total(cells, "zero")}


def _named(cells: Cells, measure: str) -> list[str]:
    return sorted({cell[2] for cell, n in cells.items() if cell[0] == measure and n})


def _of(cells: Cells, period: str) -> Mapping[Cell, int]:
    return {cell: n for cell, n in cells.items() if cell[-2] == period}


outreach = Statistic(
    name="outreach", of=("outreach-sessions", "collection-rounds"), asked=Window, render=render
)
