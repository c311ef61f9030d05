"""The card of a meeting, and who is shown what of it."""

from services.authority import Directory
from services.contracts.petitions.deliberation import Discussion
from services.contracts.petitions.events.meeting import MeetingCancelled, MinutesAddendumAdded
from services.contracts.petitions.events.topic_moves import (
    TopicDeliberated,
    TopicReturned,
    TopicScheduled,
)
from services.gateway.http.audience.deliberation import meeting
from services.gateway.http.reader import Reader
from services.gateway.readmodels.meetings import meetings
from services.gateway.readmodels.topics import topics
from services.kernel.actor import Principal
from tests.gateway.paper import Paper
from tests.petitions.cast import BOB, OTHER, id_of, officer, resident, words
from tests.petitions.hall_table import (
    PARKING,
    TABLE,
    convened,
    discussed,
    held,
    notified,
    proposed,
    screened,
    secretary,
)


def reader(who: Principal) -> Reader:
    return Reader(who=who, directory=Directory())


def test_it_shows_how_many_came_its_minutes_and_what_was_set_right() -> None:
    added = MinutesAddendumAdded(
        meeting_id=TABLE, n=1, addendum=words(TABLE, "addendum"), added_by=id_of(secretary)
    )
    paper = Paper().tell(convened, notified, held, added)
    card = paper.card(meetings)
    assert (card.status, card.due, card.present) == ("held", 4, 3)
    assert card.minutes == words(TABLE)
    assert [(each.n, each.addendum) for each in card.addenda] == [(1, words(TABLE, "addendum"))]
    assert paper.folded(meetings).cells == {("meeting", "held"): 1}
    off = MeetingCancelled(meeting_id=TABLE, agenda=(PARKING,), reason="停电")
    assert Paper().tell(convened, off).card(meetings).reason == "停电"


def test_the_topic_moves_with_its_meeting() -> None:
    first = discussed(Discussion.PROPOSAL, 5, 4, 4)
    scheduled = TopicScheduled(topic_id=PARKING, meeting_id=TABLE)
    paper = Paper().tell(proposed, screened, first, scheduled)
    card = paper.card(topics)
    assert (card.status, card.meeting_id) == ("scheduled", TABLE)
    assert [(each.discussion, each.passed) for each in card.discussions] == [("PROPOSAL", True)]
    back = paper.tell(TopicReturned(topic_id=PARKING, meeting_id=TABLE)).card(topics)
    assert (back.status, back.meeting_id) == ("screened", None)
    done = TopicDeliberated(topic_id=PARKING, meeting_id=TABLE)
    assert paper.tell(scheduled, done).card(topics).status == "deliberated"


def test_p_inv_21_everybody_sees_the_agenda_once_notice_is_given_the_table_what_was_said() -> None:
    early, told = Paper().tell(convened), Paper().tell(convened, notified)
    stranger = reader(Principal(person=str(OTHER), street="shengquan"))
    assert meeting(stranger, early.card(meetings)) is None
    sight = meeting(stranger, told.card(meetings))
    assert sight is not None
    assert sight.without == meetings.confidential
    for who in (resident(BOB), officer):
        whole = meeting(reader(who), early.card(meetings))
        assert whole is not None
        assert whole.without == frozenset()
