"""The card of a resolution, who reads it, and what the statistic counts."""

from datetime import date

from services.authority import Directory
from services.gateway.http.audience.deliberation import resolution
from services.gateway.http.reader import Reader
from services.gateway.readmodels.resolutions import resolutions
from services.gateway.readmodels.topics import topics
from services.gateway.statistics.asked import Nothing
from services.gateway.statistics.decisions import decisions
from tests.gateway.paper import Paper
from tests.petitions.cast import ADA, officer, resident
from tests.petitions.hall_table import proposed, screened
from tests.petitions.test_resolution import (
    NOTICE_ENDS,
    adopted,
    answered,
    assigned,
    in_force,
    objected,
    posted,
    revoked,
)
from tests.petitions.test_resolution_results import (
    completed,
    evaluated,
    published,
    reopened,
    resolved,
)

on_boards = (adopted, posted, objected, answered)
running = (*on_boards, in_force, assigned)


def test_it_goes_from_its_notice_to_its_result() -> None:
    card = Paper().tell(*on_boards).card(resolutions)
    assert (card.status, card.notice_ends_at, card.edition) == ("noticed", NOTICE_ENDS, 1)
    [objection] = card.objections
    assert (objection.answer is None, objection.overdue) == (False, False)
    assert card.tasks == ()
    card = Paper().tell(*running).card(resolutions)
    assert (card.status, [each.status for each in card.tasks]) == ("in-force", ["open"])
    card = Paper().tell(*running, completed, published, evaluated).card(resolutions)
    assert (card.status, card.result, card.score) == ("evaluated", "充电车位已划设", 4)
    assert [each.evidence_refs for each in card.tasks] == [("照片-1",)]
    assert Paper().tell(adopted, revoked).card(resolutions).reason == "情况有变"


def test_its_topic_shows_it() -> None:
    paper = Paper().tell(proposed, screened, resolved)
    assert paper.card(topics).status == "resolved"
    assert paper.card(topics).resolution_id == adopted.resolution_id
    assert paper.tell(reopened).card(topics).resolution_id is None


def test_st_8_resolutions_and_their_tasks_are_counted() -> None:
    cells = Paper().tell(*running).folded(resolutions).cells
    assert cells == {("resolution", "in-force"): 1, ("task", "open"): 1}
    told = decisions.render(cells, Nothing(), date(2024, 12, 18))
    assert told["tasks"] == {"open": 1, "overdue": 0, "completed": 0}
    assert told["resolutions"]["in-force"] == 1  # type: ignore[index]


def test_everybody_reads_it_from_its_notice_on_and_the_staff_who_objects() -> None:
    anybody = Reader(who=resident(ADA), directory=Directory())
    staff = Reader(who=officer, directory=Directory())
    assert resolution(anybody, Paper().tell(adopted).card(resolutions)) is None
    sight = resolution(anybody, Paper().tell(*on_boards).card(resolutions))
    assert sight is not None
    assert sight.without == {"objections"}
    whole = resolution(staff, Paper().tell(adopted).card(resolutions))
    assert whole is not None
    assert whole.without == frozenset()
