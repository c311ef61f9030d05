"""ST-8: the shares of each counted item, by area and by heads."""

from datetime import date

from services.gateway.readmodels.assemblies import AssemblyStatus, assemblies, contributes
from services.gateway.statistics.asked import Nothing
from services.gateway.statistics.owners_votes import item, render
from tests.gateway.paper import Paper
from tests.petitions.owners.test_assembly import all_in, decided, tally


def test_st_8_shows_both_measures_half_up_and_what_the_count_said() -> None:
    """200 of 289.50 m² are 69.084… %, two of three owners 66.666… %."""
    card = Paper().tell(*all_in, tally, decided).card(assemblies)

    assert item(card, date(2024, 12, 31))["items"] == [
        {
            "item": "lift",
            "matter": 5,
            "area_part_percent": "100.00",
            "heads_part_percent": "100.00",
            "area_for_percent": "69.08",
            "heads_for_percent": "66.67",
            "quorum_met": True,
            "passed": True,
        }
    ]


def test_st_8_counts_assemblies_by_how_far_they_are() -> None:
    card = Paper().tell(*all_in).card(assemblies)
    figures = render(contributes(card), Nothing(), date(2024, 12, 31))

    expected = {status: int(status is AssemblyStatus.COUNTING) for status in AssemblyStatus}
    none = {"elected": 0, "filed": 0, "filing_overdue": 0}
    assert figures == {"by_status": expected, "committees": none}
