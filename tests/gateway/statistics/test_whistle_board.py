"""ST-6: what is supervised, how soon departments come when they are called, and both scores."""

from datetime import date, timedelta

from services.contracts.ids import WhistleId
from services.contracts.petitions.clocks import SupervisionLevel, SupervisionTrigger
from services.contracts.petitions.events.clocks import SupervisionClosed, SupervisionOpened
from services.gateway.readmodels.petitions import petitions
from services.gateway.readmodels.whistles import whistles
from services.gateway.statistics.asked import Nothing
from services.gateway.statistics.whistle_board import item, render
from services.kernel import Event
from tests.gateway.paper import Paper
from tests.petitions.cast import LAMP, registered
from tests.petitions.test_whistle import approved, blown, called, proposed, rated, scored, there
from tests.scenario import NOON, an_id

TODAY = date(2024, 12, 31)
SECOND = an_id(WhistleId, "a second whistle")


def again(*events: Event) -> list[Event]:
    return [each.model_copy(update={"whistle_id": SECOND}) for each in events]


def opened(level: SupervisionLevel) -> SupervisionOpened:
    return SupervisionOpened(
        petition_id=LAMP,
        level=level,
        trigger=SupervisionTrigger.NOT_SOLVED,
        clock_id=None,
        reason="久拖未决",
    )


def test_st_6_response_hours_are_exact_and_means_stand_beside_their_sums() -> None:
    """One hour and twenty minutes, then one hour: 70 minutes are 1.1666… hours."""
    slow = there.model_copy(
        update={"at": NOON + timedelta(minutes=80), "response_seconds": 80 * 60}
    )
    worse = scored.model_copy(update={"score": 85})
    second = again(proposed, approved, blown, slow, worse)
    paper = Paper().tell(*called, there, scored, rated, *second)

    urban = {
        "department": "URBAN",
        "called": 2,
        "released": 0,
        "overdue": 0,
        "responded": 2,
        "response_seconds": 8400,
        "mean_response_hours": "1.17",
        "scored": 2,
        "score_sum": 145,
        "mean_score": "72.50",
        "whistles_scored": 1,
        "quality_sum": 90,
        "mean_quality": "90.00",
    }
    told = render(paper.folded(whistles).cells, Nothing(), TODAY)
    assert isinstance(told["departments"], list)
    fire, shown = told["departments"]
    assert shown == urban
    assert (fire["called"], fire["mean_response_hours"], fire["mean_score"]) == (2, "n/a", "n/a")
    [line] = [
        item(card, TODAY) for card in paper.cards(whistles).values() if card.whistle_id == SECOND
    ]
    assert isinstance(line["departments"], list)
    assert [each["response_hours"] for each in line["departments"]] == ["4/3", None]


def test_st_6_a_heavier_form_is_the_same_supervision_until_it_ends() -> None:
    listed = opened(SupervisionLevel.LISTED)
    paper = Paper().tell(registered, opened(SupervisionLevel.NORMAL), listed)

    def supervision() -> object:
        return render(paper.folded(petitions).cells, Nothing(), TODAY)["supervision"]

    none = {"NORMAL": 0, "SUMMONS": 0}
    assert supervision() == {"opened": 1, "closed": 0, "now": {"LISTED": 1, **none}}
    paper.tell(SupervisionClosed(petition_id=LAMP, result="已办结"))
    assert supervision() == {"opened": 1, "closed": 1, "now": {"LISTED": 0, **none}}
    paper.tell(listed)
    assert supervision() == {"opened": 2, "closed": 1, "now": {"LISTED": 1, **none}}
