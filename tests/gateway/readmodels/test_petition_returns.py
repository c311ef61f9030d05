"""What a petition's card shows of a ticket given back."""

from services.contracts.ids import DispatchId
from services.contracts.petitions.clocks import ClockKind
from services.contracts.petitions.events.clocks import DeadlineBreached
from services.contracts.petitions.events.petition import PetitionAccepted
from services.gateway.readmodels.petition_returns import ReturnOnCard
from services.gateway.readmodels.petition_status import PetitionStatus
from services.gateway.readmodels.petitions import petitions
from tests.gateway.paper import Paper
from tests.gateway.petition_story import petition, registered
from tests.petitions.cast import DUE, contact_clock, dispatched, handling_clock
from tests.petitions.test_returns import asked, decided

one = petition(1)


def test_p_law_14_the_first_receivers_lateness_stays_visible() -> None:
    """§5.1-4."""
    of_one = {"petition_id": one}
    paper = Paper().tell(
        registered(1),
        PetitionAccepted(petition_id=one, due_at=DUE, clocks=(contact_clock, handling_clock)),
        dispatched.model_copy(update=of_one),
        asked.model_copy(update=of_one),
    )
    card = paper.card(petitions)
    assert (card.lead_org, card.returns) == ("URBAN", (ReturnOnCard(org="URBAN"),))
    late = DeadlineBreached(
        petition_id=one, clock_id="HANDLING-1", kind=ClockKind.HANDLING, due_at=DUE
    )
    card = paper.tell(late, decided(True).model_copy(update=of_one)).card(petitions)
    assert (card.status, card.lead_org) == (PetitionStatus.ACCEPTED, None)
    told = ReturnOnCard(org="URBAN", approved=True, late=(ClockKind.HANDLING,))
    assert card.returns == (told,)
    anew = {**of_one, "lead_org": "C1", "dispatch_id": DispatchId(one)}
    card = paper.tell(dispatched.model_copy(update=anew)).card(petitions)
    assert (card.lead_org, card.returns) == ("C1", (told,))
    assert [each.kind for each in card.overdue] == [ClockKind.HANDLING]
