"""A resident stands behind a petition."""

from services.contracts.ids import SupportId
from services.contracts.petitions.commands.petition import SupportPetition
from services.contracts.petitions.events import petitions_events
from services.contracts.petitions.events.support import PetitionSupported
from services.kernel import Event, Take
from services.kernel.decider import fold
from services.petitions.hall import support
from services.petitions.hall.refusals import PetitionHasEnded, PetitionUnknown
from services.petitions.surroundings import evolve
from tests.petitions.cast import BOB, LAMP, answered, called, closed, registered, street
from tests.scenario import Scenario, an_id

ask = SupportPetition(support_id=an_id(SupportId), petition_id=LAMP, supporter=BOB)
told = PetitionSupported(support_id=an_id(SupportId), petition_id=LAMP, supporter=BOB)


def given(*petition: Event) -> Scenario:
    around = fold(evolve, street, petition)
    return Scenario(support.decider, petitions_events, around)


def test_an_open_petition_is_supported_once_by_each() -> None:
    given(registered).when(ask).then(told)
    given(registered).given(told).when(ask).then()
    assert support.claims(told) == [Take(scope="support", key=f"{LAMP}/{BOB}")]


def test_there_is_something_to_support() -> None:
    given().when(ask).refused(PetitionUnknown)
    given(*answered, called(), closed).when(ask).refused(PetitionHasEnded)
