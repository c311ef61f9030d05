"""A petition that becomes a topic says so: whoever follows it finds where it is deliberated."""

import pytest

from services.contracts.ids import TopicId
from services.contracts.petitions.commands.agenda import PlaceOnAgenda
from services.contracts.petitions.commands.topic import ProposeTopic, ScreenTopic
from services.contracts.petitions.events.agenda import PetitionPlacedOnAgenda
from services.contracts.petitions.events.petition import PetitionEvent
from services.contracts.petitions.words import TopicClass
from tests.petitions.cast import (
    ADA,
    LAMP,
    answered,
    called,
    closed,
    community,
    given,
    in_hand,
    registered,
    resident,
)
from tests.petitions.hall_at_work import a_street
from tests.petitions.test_registering import register
from tests.scenario import an_id

TOPIC = an_id(TopicId)
place = PlaceOnAgenda(petition_id=LAMP, topic_id=TOPIC)
placed = PetitionPlacedOnAgenda(petition_id=LAMP, topic_id=TOPIC)


@pytest.mark.parametrize("history", [(registered,), in_hand, answered])
def test_what_is_open_is_placed_once(history: tuple[PetitionEvent, ...]) -> None:
    given(*history).when(place).then(placed)
    given(*history, placed).when(place).then()


def test_what_has_ended_is_not() -> None:
    given(*answered, called(), closed).when(place).then()


async def test_a_screened_topic_tells_the_petitions_it_came_of() -> None:
    hall = await a_street()
    await hall.ask(register(), by=resident(ADA))
    propose = ProposeTopic(
        topic_id=TOPIC,
        estate_id="E01",
        topic_class=TopicClass.DIFFICULT,
        summary="路灯照明",
        petitions=(LAMP,),
    )
    await hall.ask(propose, by=resident(ADA))
    assert (await hall.told(place))[-1] == "PetitionRegistered"
    await hall.ask(ScreenTopic(topic_id=TOPIC), by=community)
    assert (await hall.told(place))[-1] == "PetitionPlacedOnAgenda"
