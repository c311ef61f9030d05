"""超期清单: every petition with a clock that ran out, how many days ago, and who watches (ST-4)."""

from collections.abc import Mapping
from datetime import date

from services.gateway.readmodels.petition_card import PetitionCard
from services.gateway.readmodels.petition_clocks import due_day
from services.gateway.statistics.asked import Nothing
from services.gateway.statistics.exact import total
from services.kernel import Statistic
from services.kernel.readmodel import Cell, Cells

A_FEW, MANY = 3, 10
"""The bounds of the three groups: 0-3, 4-10 and more than 10 days over."""


def render(cells: Cells, _asked: Nothing, on: date) -> Mapping[str, object]:
    """Each petition once, by the clock that ran out first."""

    def days(cell: Cell) -> int:
        return _days_over(date.fromisoformat(cell[-1]), on)

    return {
        "count": total(cells, "overdue"),
        "up_to_3_days": total(cells, "overdue", when=lambda cell: days(cell) <= A_FEW),
        "4_to_10_days": total(cells, "overdue", when=lambda cell: A_FEW < days(cell) <= MANY),
        "over_10_days": total(cells, "overdue", when=lambda cell: days(cell) > MANY),
    }


def item(card: PetitionCard, on: date) -> Mapping[str, object]:
    """A line of the list; nobody's words are in it."""
    return {
        "id": str(card.petition_id),
        "number": card.number,
        "estate": card.estate_id,
        "org": card.lead_org,
        "supervision": card.supervision,
        "clocks": [
            {
                "kind": each.kind,
                "due_at": each.due_at,
                "days_over": _days_over(due_day(each.due_at), on),
            }
            for each in card.overdue
        ],
    }


def _days_over(due: date, on: date) -> int:
    return max(0, (on - due).days)


overdue_list = Statistic(
    name="overdue-list",
    of=("petitions",),
    asked=Nothing,
    render=render,
    listed="petitions",
    where=lambda _: frozenset({"overdue:yes"}),
    item=item,
)
"""Of the petitions that count: a merged one is late with its lead."""
