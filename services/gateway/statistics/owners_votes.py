"""业主表决: of each counted item the shares of area and heads, exactly, shown half-up (ST-8)."""

from collections.abc import Mapping
from datetime import date

from services.contracts.petitions.events.owners_assembly import TallyCounted
from services.gateway.readmodels.assemblies import AssemblyCard, AssemblyStatus
from services.gateway.statistics.asked import Nothing
from services.gateway.statistics.exact import percent, total
from services.kernel import Statistic
from services.kernel.readmodel import Cells


def render(cells: Cells, _asked: Nothing, _on: date) -> Mapping[str, object]:
    return {
        "by_status": {status: total(cells, "assembly", status) for status in AssemblyStatus},
        "committees": {
            "elected": total(cells, "committee", "elected"),
            "filed": total(cells, "committee", "filed"),
            "filing_overdue": total(cells, "committee", "filing-overdue"),
        },
    }


def item(card: AssemblyCard, _on: date) -> Mapping[str, object]:
    return {
        "id": str(card.assembly_id),
        "estates": card.estate_ids,
        "status": card.status,
        "round": card.round,
        "items": [_counted(tally) for tally in card.tallies],
    }


def _counted(tally: TallyCounted) -> Mapping[str, object]:
    """Passed is what the count said: it never follows from the rounded shares."""
    return {
        "item": tally.item_id,
        "matter": tally.matter,
        "area_part_percent": percent(tally.area_part, tally.area_total),
        "heads_part_percent": percent(tally.heads_part, tally.heads_total),
        "area_for_percent": percent(tally.area_for_all, tally.area_part),
        "heads_for_percent": percent(tally.heads_for_all, tally.heads_part),
        "quorum_met": tally.quorum_met,
        "passed": tally.passed,
    }


owners_votes = Statistic(
    name="owners-votes",
    of=("owners-assemblies", "owners-committees"),
    asked=Nothing,
    render=render,
    listed="owners-assemblies",
    item=item,
)
