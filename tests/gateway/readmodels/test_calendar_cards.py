"""The card of a year's work calendar."""

from datetime import date

from services.contracts.petitions.events.calendars import WorkCalendarPublished
from services.gateway.readmodels.work_calendars import work_calendars
from tests.gateway.paper import Paper

first = WorkCalendarPublished(
    year=2027,
    edition=1,
    holidays=(date(2027, 1, 1),),
    make_up_workdays=(),
    source="全国年节及纪念日放假办法",
    provisional=True,
    reason=None,
)


def test_the_card_shows_the_latest_edition() -> None:
    paper = Paper().tell(first)
    assert work_calendars.tags(paper.card(work_calendars)) == {"year:2027", "provisional:yes"}
    paper.tell(
        first.model_copy(update={"edition": 2, "provisional": False, "reason": "通知已发布"})
    )
    card = paper.card(work_calendars)
    assert (card.year, card.edition, card.provisional, card.reason) == (
        2027,
        2,
        False,
        "通知已发布",
    )
