"""A topic moves as its meeting does."""

from services.contracts.petitions.commands.topic_moves import (
    NoteDeliberation,
    ReturnTopic,
    ScheduleTopic,
)
from services.contracts.petitions.events.meeting import MeetingFailedQuorum
from services.petitions import reactions
from tests.petitions.hall_table import PARKING, TABLE, held, notified
from tests.petitions.test_meeting import cancelled
from tests.petitions.test_reactions import heard


def test_a_topic_follows_the_meeting_on_whose_agenda_it_is() -> None:
    assert reactions.hall(heard(notified)) == [ScheduleTopic(topic_id=PARKING, meeting_id=TABLE)]
    assert reactions.hall(heard(held)) == [NoteDeliberation(topic_id=PARKING, meeting_id=TABLE)]
    back = [ReturnTopic(topic_id=PARKING, meeting_id=TABLE)]
    assert reactions.hall(heard(cancelled)) == back
    empty = MeetingFailedQuorum(
        meeting_id=TABLE, agenda=(PARKING,), attendance=(), due=4, present=0
    )
    assert reactions.hall(heard(empty)) == back
