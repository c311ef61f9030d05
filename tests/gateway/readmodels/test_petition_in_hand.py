"""What a petition's card shows of more time, of urging, and of a group's call-back."""

from datetime import date

from services.contracts.ids import PersonId
from services.contracts.petitions.clocks import ClockKind
from services.contracts.petitions.events.clocks import DeadlineBreached, HandlingUrged
from services.contracts.petitions.events.closing import RepresentativeAsked
from services.contracts.petitions.events.petition import PetitionAccepted
from services.contracts.petitions.reviews import ReviewDecision
from services.contracts.petitions.words import Satisfaction
from services.gateway.readmodels.petition_card import IDENTITY
from services.gateway.readmodels.petition_extensions import ExtensionOnCard
from services.gateway.readmodels.petition_reviews import ReviewOnCard
from services.gateway.readmodels.petitions import petitions
from tests.gateway.paper import Paper
from tests.gateway.petition_story import petition, registered
from tests.petitions.cast import ADA, DUE, caller, contact_clock, handling_clock, id_of
from tests.petitions.test_extensions import LATER, asked, decided, longer
from tests.petitions.test_reviews import concluded, requested
from tests.scenario import an_id

one = petition(1)
of_one = {"petition_id": one}


def accepted() -> Paper:
    clocks = (contact_clock, handling_clock)
    told = PetitionAccepted(petition_id=one, due_at=DUE, clocks=clocks)
    return Paper().tell(registered(1), told)


def test_p_inv_6_the_card_shows_what_was_asked_and_the_date_that_was_granted() -> None:
    paper = accepted().tell(asked.model_copy(update=of_one))
    card = paper.card(petitions)
    assert (card.due_at, card.extension) == (DUE, ExtensionOnCard(org="URBAN", days=3))
    card = paper.tell(decided(True).model_copy(update=of_one)).card(petitions)
    assert card.extension == ExtensionOnCard(org="URBAN", days=3, approved=True)
    assert (card.due_at, card.clocks) == (LATER, (contact_clock, longer))
    late = DeadlineBreached(
        petition_id=one, clock_id="HANDLING-1", kind=ClockKind.HANDLING, due_at=LATER
    )
    card = paper.tell(late).card(petitions)
    assert [each.due_at for each in card.overdue] == [LATER]


def test_p_inv_6_what_was_refused_moves_no_date() -> None:
    told = (each.model_copy(update=of_one) for each in (asked, decided(False)))
    card = accepted().tell(*told).card(petitions)
    assert card.extension == ExtensionOnCard(org="URBAN", days=3, approved=False)
    assert (card.due_at, card.clocks) == (DUE, (contact_clock, handling_clock))


def test_urging_is_counted() -> None:
    urged = HandlingUrged(
        petition_id=one,
        clock_id="HANDLING-1",
        kind=ClockKind.HANDLING,
        due_at=DUE,
        on=date(2024, 11, 5),
        urged_by=ADA,
    )
    assert accepted().tell(urged, urged).card(petitions).handling_urged == 2


def test_who_of_a_group_was_asked_is_shown_to_those_who_see_identities() -> None:
    who = an_id(PersonId, "representative")
    told = RepresentativeAsked(
        petition_id=one,
        representative=who,
        effective=True,
        contacted=True,
        solved=True,
        satisfaction=Satisfaction.SATISFIED,
        comment=None,
        called_by=id_of(caller),
        cycle=1,
    )
    assert accepted().tell(told).card(petitions).representatives_asked == (who,)
    assert "representatives_asked" in IDENTITY


def test_p_law_6_each_review_is_shown_with_what_it_decided() -> None:
    told = (each.model_copy(update=of_one) for each in (requested(1), concluded(1), requested(2)))
    card = accepted().tell(*told).card(petitions)
    first = ReviewOnCard(level=1, decision=ReviewDecision.UPHELD, document_ref="复查〔2024〕1号")
    assert card.reviews == (first, ReviewOnCard(level=2))
    assert [each.kind for each in card.clocks][-1] is ClockKind.REVIEW
