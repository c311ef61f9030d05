"""The card of a petition says where it stands, and only once what it counts for."""

from datetime import UTC, datetime, timedelta
from typing import Any

from services.contracts.ids import PersonId, ReferralId, SupportId
from services.contracts.petitions.events.closing import PetitionReopened
from services.contracts.petitions.events.duplicates import (
    DuplicateJoined,
    PetitionMerged,
    PetitionUnmerged,
)
from services.contracts.petitions.events.petition import PetitionCorrected, PetitionVoided
from services.contracts.petitions.events.referral import (
    PetitionReferralCancelled,
    PetitionReferredToMediation,
)
from services.contracts.petitions.events.support import PetitionSupported
from services.contracts.petitions.words import (
    DisputeHint,
    MergeBasis,
    Outcome,
    ReopenReason,
    Satisfaction,
    TopicClass,
)
from services.gateway.readmodels.petition_card import IDENTITY, PetitionCard
from services.gateway.readmodels.petition_status import PetitionStatus
from services.gateway.readmodels.petitions import petitions, tags
from tests.gateway.paper import Paper, sealed
from tests.gateway.petition_story import (
    ADA,
    CALLER,
    HANDLER,
    accepted,
    called_back,
    classified,
    closed,
    dispatched,
    petition,
    registered,
    replied,
    signed,
)
from tests.scenario import NOON, an_id


def the_card(paper: Paper) -> PetitionCard:
    card = paper.card(petitions)
    assert isinstance(card, PetitionCard)
    return card


def test_a_petition_is_followed_from_the_door_to_the_petitioners_word() -> None:
    paper = Paper().tell(registered(1), classified(1), accepted(1), dispatched(1))
    assert the_card(paper).status is PetitionStatus.DISPATCHED
    card = the_card(paper.tell(signed(1), replied(1), called_back(1), closed(1)))
    assert card.status is PetitionStatus.CLOSED
    assert (card.outcome, card.topic_class) == (Outcome.RESOLVED, TopicClass.MAJOR)
    assert (card.handler, card.lead_org, card.co_orgs) == (HANDLER, "C1", ("C2",))
    assert card.due_at == NOON + timedelta(days=7)
    assert card.narrative == sealed(ADA)
    assert {"status:closed", "open:no", "content:yes", "org:C1", "org:C2"} <= tags(card)
    assert paper.folded(petitions).cards[str(petition(1))].version == 8  # type: ignore[union-attr]


def test_case_numbers_count_by_the_year_of_the_street_in_the_order_of_the_log() -> None:
    last_minute = datetime(2023, 12, 31, 15, 59, tzinfo=UTC)  # 23:59 in Shengquan
    new_year = datetime(2023, 12, 31, 16, 0, tzinfo=UTC)  # midnight in Shengquan
    paper = Paper().tell(registered("a"), at=last_minute)
    paper.tell(registered("b"), registered("c"), at=new_year)
    paper.tell(registered("d"), at=last_minute)
    numbers = {key: card.number for key, card in paper.cards(petitions).items()}
    assert numbers == {
        str(petition("a")): "SQ-2023-0001",
        str(petition("b")): "SQ-2024-0001",
        str(petition("c")): "SQ-2024-0002",
        str(petition("d")): "SQ-2023-0002",
    }


def test_supporters_are_counted_and_do_not_change_the_version() -> None:
    paper = Paper().tell(registered(1))
    for n in range(3):
        paper.tell(
            PetitionSupported(
                support_id=an_id(SupportId, str(n)),
                petition_id=petition(1),
                supporter=an_id(PersonId, str(n)),
            )
        )
    kept = paper.folded(petitions).cards[str(petition(1))]
    assert kept is not None
    assert (the_card(paper).supporters, kept.version, kept.position) == (3, 1, 4)


def test_a_duplicate_counts_within_its_lead_and_by_itself_again_when_taken_out() -> None:
    paper = Paper().tell(registered(1), accepted(1), registered(2))
    assert paper.folded(petitions).cells[("received",)] == 2
    two: dict[str, Any] = {
        "petition_id": petition(2),
        "lead_id": petition(1),
        "proposed_by": HANDLER,
        "confirmed_by": CALLER,
    }
    sooner = NOON + timedelta(days=1)
    paper.tell(
        PetitionMerged(basis=MergeBasis.SAME_MATTER, **two),
        DuplicateJoined(
            petition_id=petition(1),
            member_id=petition(2),
            member_due_at=sooner,
            governing_due_at=sooner,
        ),
    )
    cards = paper.cards(petitions)
    lead, member = cards[str(petition(1))], cards[str(petition(2))]
    assert (lead.members, lead.due_at) == ((petition(2),), sooner)
    assert (member.status, member.lead_id) == (PetitionStatus.MERGED, petition(1))
    assert paper.folded(petitions).cells == {("received",): 1, ("open",): 1}
    paper.tell(PetitionUnmerged(reason="两件事", **two))
    assert paper.cards(petitions)[str(petition(2))].status is PetitionStatus.REGISTERED
    assert paper.folded(petitions).cells == {("received",): 2, ("open",): 2}


def test_a_referral_taken_back_leaves_it_as_it_stood() -> None:
    referral = an_id(ReferralId)
    paper = Paper().tell(registered(1), accepted(1), dispatched(1), signed(1))
    paper.tell(
        PetitionReferredToMediation(
            petition_id=petition(1),
            referral_id=referral,
            kind_hint=DisputeHint.PROPERTY,
            consent=True,
            estate_id="E01",
            station_id=None,
            petitioner=ADA,
        )
    )
    assert the_card(paper).status is PetitionStatus.REFERRED
    paper.tell(
        PetitionReferralCancelled(petition_id=petition(1), referral_id=referral, reason="改主意")
    )
    assert the_card(paper).status is PetitionStatus.IN_HANDLING


def test_what_is_reopened_is_not_resolved_until_it_is_closed_again() -> None:
    paper = Paper().tell(registered(1), replied(1), called_back(1), closed(1))
    assert paper.folded(petitions).cells[("resolved",)] == 1
    paper.tell(
        PetitionReopened(
            petition_id=petition(1),
            reason=ReopenReason.RELAPSED,
            new_facts=None,
            due_at=None,
            cycle=2,
            same_matter=None,
        )
    )
    cells = paper.folded(petitions).cells
    assert ("resolved",) not in cells
    assert cells[("open",)] == 1


def test_a_correction_moves_the_figures() -> None:
    paper = Paper().tell(registered(1), replied(1), called_back(1), closed(1))
    paper.tell(
        PetitionCorrected(
            petition_id=petition(1),
            category_code=None,
            topic_class=None,
            outcome=Outcome.EXPLAINED,
            reason="记录有误",
        )
    )
    assert ("resolved",) not in paper.folded(petitions).cells
    assert the_card(paper).outcome is Outcome.EXPLAINED


def test_a_voided_test_counts_nowhere() -> None:
    paper = Paper().tell(registered(1))
    paper.tell(PetitionVoided(petition_id=petition(1), reason="测试", same_matter=None))
    assert paper.folded(petitions).cells == {}


def test_resolved_but_dissatisfied_is_no_line_of_the_satisfied_list() -> None:
    paper = Paper().tell(registered(1), replied(1))
    paper.tell(called_back(1, Satisfaction.DISSATISFIED), closed(1))
    card = the_card(paper)
    assert (card.resolved, card.content) == (True, False)


def test_who_the_petitioner_is_stands_in_the_fields_a_handler_may_be_kept_from() -> None:
    card = the_card(Paper().tell(registered(1)))
    told = {name for name, value in card if str(ADA) in str(value)}
    assert told - IDENTITY == {"narrative"}  # sealed under the petitioner's key, opened by the door
