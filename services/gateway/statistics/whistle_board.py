"""督办与吹哨台账: supervision opened and closed, whistles, and of each department how soon it came
and both scores (ST-6, P-LAW-20)."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from services.contracts.petitions.clocks import SupervisionLevel
from services.gateway.readmodels.whistles import WhistleCard, WhistleStatus
from services.gateway.statistics.asked import Nothing
from services.gateway.statistics.exact import NOT_APPLICABLE, shown, total
from services.kernel import Statistic
from services.kernel.readmodel import Cells

SECONDS_OF_AN_HOUR = 3600


def render(cells: Cells, _asked: Nothing, _on: date) -> Mapping[str, object]:
    called = sorted({cell[1] for cell, n in cells.items() if cell[0] == "department" and n})
    return {
        "supervision": {
            "opened": total(cells, "supervision", "opened"),
            "closed": total(cells, "supervision", "closed"),
            "now": {level: total(cells, "supervision", "now", level) for level in SupervisionLevel},
        },
        "whistles": {status: total(cells, "whistle", status) for status in WhistleStatus},
        "departments": [_department(cells, each) for each in called],
    }


def _department(cells: Cells, which: str) -> Mapping[str, object]:
    """Every mean beside the sum and the count that it is made of."""

    def of(measure: str) -> int:
        return cells.get(("department", which, measure), 0)

    def mean(measure: str, unit: int = 1) -> str:
        n = of(measure)
        return shown(Fraction(of(f"{measure}-sum"), n * unit)) if n else NOT_APPLICABLE

    return {
        "department": which,
        "called": of("called"),
        "released": of("released"),
        "overdue": of("overdue"),
        "responded": of("responded"),
        "response_seconds": of("responded-sum"),
        "mean_response_hours": mean("responded", SECONDS_OF_AN_HOUR),
        "scored": of("score"),
        "score_sum": of("score-sum"),
        "mean_score": mean("score"),
        "whistles_scored": of("quality"),
        "quality_sum": of("quality-sum"),
        "mean_quality": mean("quality"),
    }


def item(card: WhistleCard, _on: date) -> Mapping[str, object]:
    """A line of the board; nobody's words are in it. Response hours are an exact fraction: 3/2."""
    return {
        "id": str(card.whistle_id),
        "petition": str(card.petition_id),
        "estate": card.estate_id,
        "status": card.status,
        "blown_at": card.blown_at,
        "departments": [
            {
                "department": duty.department,
                "status": duty.status,
                "required_by": duty.required_by,
                "overdue": duty.overdue,
                "response_hours": None
                if duty.response_seconds is None
                else str(Fraction(duty.response_seconds, SECONDS_OF_AN_HOUR)),
                "score": duty.score,
                "quality": duty.quality,
            }
            for duty in card.duties
        ],
    }


whistle_board = Statistic(
    name="whistle-board",
    of=("whistles", "petitions"),
    asked=Nothing,
    render=render,
    listed="whistles",
    item=item,
)
