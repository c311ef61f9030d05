"""The card of a topic, and who is shown it."""

from datetime import date

from services.authority import Directory
from services.contracts.ids import PersonId, TopicId
from services.contracts.petitions.deliberation import TopicSource
from services.contracts.petitions.events.topic import (
    AssemblyProposalAdvised,
    TopicDeferred,
    TopicProposed,
    TopicScreened,
    TopicSupported,
)
from services.contracts.petitions.words import TopicClass
from services.gateway.http.audience.deliberation import topic
from services.gateway.http.reader import Reader
from services.gateway.readmodels.resolutions import ResolutionStatus
from services.gateway.readmodels.topics import TopicStatus, topics
from services.gateway.statistics.asked import Nothing
from services.gateway.statistics.decisions import decisions
from services.kernel.actor import Principal
from tests.gateway.paper import Paper
from tests.petitions.cast import officer, resident, somebody
from tests.scenario import an_id

ADA, BOB, EVE = (an_id(PersonId, name) for name in ("ada", "bob", "eve"))
PARKING = an_id(TopicId)

proposed = TopicProposed(
    topic_id=PARKING,
    estate_id="E01",
    topic_class=TopicClass.DIFFICULT,
    summary="停车与充电",
    source=TopicSource.RESIDENTS,
    petitions=(),
    complained_orgs=(),
    complained_persons=(EVE,),
    proposed_by=ADA,
)
screened = TopicScreened(topic_id=PARKING, screened_by=BOB)


def reader(who: Principal) -> Reader:
    return Reader(who=who, directory=Directory())


def test_it_counts_its_support_and_shows_what_the_screening_found() -> None:
    paper = Paper().tell(proposed, TopicSupported(topic_id=PARKING, supporter=BOB), screened)
    card = paper.card(topics)
    assert (card.status, card.support, card.published) == (TopicStatus.SCREENED, 1, True)
    paper.tell(TopicDeferred(topic_id=PARKING, reason="待资料"))
    assert (paper.card(topics).status, paper.card(topics).reason) == ("deferred", "待资料")
    advised = AssemblyProposalAdvised(
        topic_id=PARKING, estate_id="E01", item_code=8, summary="停车与充电", screened_by=BOB
    )
    card = paper.tell(advised).card(topics)
    assert (card.status, card.item_code, card.reason) == (TopicStatus.ADVISED, 8, None)
    assert paper.folded(topics).cells == {("topic", "advised", "DIFFICULT"): 1}


def test_st_8_topics_by_what_the_screening_found_and_by_class() -> None:
    lift = {"topic_id": an_id(TopicId, "lift"), "topic_class": TopicClass.MAJOR}
    other = proposed.model_copy(update=lift)
    cells = Paper().tell(proposed, screened, other).folded(topics).cells
    told = decisions.render(cells, Nothing(), date(2024, 12, 18))
    none = dict.fromkeys(
        ("deferred", "advised", "rejected", "out_of_remit", "scheduled", "deliberated", "resolved"),
        0,
    )
    assert told == {
        "topics": 2,
        "by_status": {"proposed": 1, "screened": 1, **none},
        "by_class": {"MAJOR": 1, "DIFFICULT": 1, "PRACTICAL": 0},
        "meetings": dict.fromkeys(
            ("convened", "notified", "held", "failed-quorum", "cancelled"), 0
        ),
        "resolutions": dict.fromkeys(ResolutionStatus, 0),
        "tasks": {"open": 0, "overdue": 0, "completed": 0},
    }


def test_what_a_resident_proposes_is_public_once_somebody_has_looked_at_it() -> None:
    paper = Paper().tell(proposed)
    assert topic(reader(resident(BOB)), paper.card(topics)) is None
    assert topic(reader(resident(ADA)), paper.card(topics)) is not None
    sight = topic(reader(resident(BOB)), paper.tell(screened).card(topics))
    assert sight is not None
    assert sight.without == topics.confidential


def test_p_inv_23_an_officer_complained_of_is_not_told_by_whom() -> None:
    card = Paper().tell(proposed, screened).card(topics)
    accused = topic(reader(somebody("street_officer", person=EVE)), card)
    other = topic(reader(officer), card)
    assert accused is not None
    assert other is not None
    assert "proposed_by" in accused.without
    assert "proposed_by" not in other.without
