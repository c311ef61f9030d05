"""A topic on its way into the hall, and what the hall may never decide (P-INV-22, P-LAW-34)."""

from services.contracts.ids import PersonId, TopicId
from services.contracts.petitions.commands.topic import (
    AdviseAssemblyProposal,
    DeferTopic,
    FindTopicOutOfRemit,
    ProposeTopic,
    RejectTopic,
    ScreenTopic,
    SupportTopic,
)
from services.contracts.petitions.deliberation import TopicSource
from services.contracts.petitions.events import petitions_events
from services.contracts.petitions.events.topic import (
    AssemblyProposalAdvised,
    TopicDeferred,
    TopicFoundOutOfRemit,
    TopicProposed,
    TopicRejected,
    TopicScreened,
    TopicSupported,
)
from services.contracts.petitions.words import TopicClass
from services.petitions.deliberation import topic
from services.petitions.deliberation.refusals import (
    OwnersDecide,
    TopicAlreadyProposed,
    TopicHasEnded,
    TopicIsScreened,
    TopicUnknown,
)
from services.petitions.registry.refusals import NotAnEstate
from tests.petitions.cast import ADA, BOB, EVE, id_of, resident, somebody, street
from tests.scenario import Scenario, an_id

HIRE = an_id(TopicId)
secretary = somebody("estate_secretary", "E01")
given = Scenario(topic.decider, petitions_events, street).given

propose = ProposeTopic(
    topic_id=HIRE,
    estate_id="E01",
    topic_class=TopicClass.MAJOR,
    summary="更换物业服务企业",
    complained_persons=(EVE,),
)
screen = ScreenTopic(topic_id=HIRE)
support = SupportTopic(topic_id=HIRE)
advise = AdviseAssemblyProposal(topic_id=HIRE, item_code=4)
not_ours = FindTopicOutOfRemit(topic_id=HIRE, signpost="请向法院起诉")
defer = DeferTopic(topic_id=HIRE, reason="待资料齐备")
reject = RejectTopic(topic_id=HIRE, reason="已有同类决议")

proposed = TopicProposed(
    topic_id=HIRE,
    estate_id="E01",
    topic_class=TopicClass.MAJOR,
    summary="更换物业服务企业",
    source=TopicSource.RESIDENTS,
    petitions=(),
    complained_orgs=(),
    complained_persons=(EVE,),
    proposed_by=ADA,
)
screened = TopicScreened(topic_id=HIRE, screened_by=id_of(secretary))
deferred = TopicDeferred(topic_id=HIRE, reason="待资料齐备")
rejected = TopicRejected(topic_id=HIRE, reason="已有同类决议")
advised = AssemblyProposalAdvised(
    topic_id=HIRE,
    estate_id="E01",
    item_code=4,
    summary="更换物业服务企业",
    screened_by=id_of(secretary),
)
out = TopicFoundOutOfRemit(topic_id=HIRE, signpost="请向法院起诉", screened_by=id_of(secretary))


def supported_by(person: PersonId) -> TopicSupported:
    return TopicSupported(topic_id=HIRE, supporter=person)


def test_a_resident_proposes_a_topic_of_an_estate() -> None:
    given().when(propose, by=resident(ADA)).then(proposed)
    given(proposed).when(propose, by=resident(ADA)).refused(TopicAlreadyProposed)
    nowhere = propose.model_copy(update={"estate_id": "C1"})
    given().when(nowhere, by=resident(ADA)).refused(NotAnEstate)
    given().when(screen, by=secretary).refused(TopicUnknown)


def test_each_resident_supports_it_once() -> None:
    bob = supported_by(BOB)
    given(proposed).when(support, by=resident(BOB)).then(bob)
    given(proposed, bob).when(support, by=resident(BOB)).then()
    given(proposed, bob, screened).when(support, by=resident(BOB)).then()
    given(proposed, bob, screened).when(support, by=resident(EVE)).then(supported_by(EVE))


def test_it_is_screened_once_put_off_and_screened_again() -> None:
    given(proposed).when(screen, by=secretary).then(screened)
    given(proposed, screened).when(screen, by=secretary).then()
    given(proposed, screened).when(not_ours, by=secretary).refused(TopicIsScreened)
    given(proposed, screened).when(defer, by=secretary).then(deferred)
    given(proposed, screened, deferred).when(screen, by=secretary).then(screened)


def test_what_is_not_for_the_hall_is_told_whose_it_is() -> None:
    given(proposed).when(not_ours, by=secretary).then(out)
    given(proposed).when(reject, by=secretary).then(rejected)
    for end in (out, rejected):
        for ask in (screen, support, advise, defer):
            given(proposed, end).when(ask, by=secretary).refused(TopicHasEnded)


def test_p_inv_22_what_is_the_owners_never_comes_back_into_the_hall() -> None:
    given(proposed).when(advise, by=secretary).then(advised)
    given(proposed, advised).when(advise, by=secretary).then()
    for ask in (screen, not_ours, defer, reject, support):
        given(proposed, advised).when(ask, by=secretary).refused(OwnersDecide)


def test_5_1_14_what_turns_out_to_be_the_owners_later_leaves_the_hall() -> None:
    given(proposed, screened).when(advise, by=secretary).then(advised)
    given(proposed, screened, advised).when(screen, by=secretary).refused(OwnersDecide)


def test_p_inv_23_nobody_complained_of_has_the_topic_in_hand() -> None:
    known = topic.decider.evolve(topic.decider.initial, proposed)
    assert topic.standing(screen, known, street).people == {"accused": frozenset({str(EVE)})}
