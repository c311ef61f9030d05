"""The cards of the hall's other matters: a referral on its way, a wish to be forgotten."""

from datetime import date, timedelta

from services.contracts.ids import CaseId, DisputeId, PersonId, ReferralId
from services.contracts.petitions.events.privacy import (
    ErasureApplied,
    ErasureConcluded,
    ErasureRequested,
    ErasureUrged,
    ServiceAnswer,
)
from services.contracts.petitions.events.referral import (
    ReferralConcluded,
    ReferralOpened,
    ReferralReceived,
    ReferralTakenUp,
    ReferralUrged,
)
from services.contracts.petitions.words import (
    ErasureAnswer,
    ErasureOutcome,
    ReferralOutcome,
    RoomName,
)
from services.gateway.readmodels.erasures import ErasureStatus, erasures
from services.gateway.readmodels.referrals import ReferralStatus, referrals
from tests.gateway.paper import Paper
from tests.gateway.petition_story import petition
from tests.scenario import NOON, an_id

ADA = an_id(PersonId, "ada")
DISPUTE, CASE = an_id(DisputeId), an_id(CaseId)
LATER = NOON + timedelta(days=2)


def test_a_referral_is_urged_until_a_case_is_open_and_then_concluded() -> None:
    which = {"referral_id": an_id(ReferralId), "petition_id": petition(1)}
    paper = Paper().tell(ReferralOpened.model_validate({**which, "urge_at": LATER}))
    paper.tell(
        ReferralUrged.model_validate({**which, "n": 1, "urge_at": LATER}),
        ReferralReceived.model_validate({**which, "dispute_id": DISPUTE}),
        ReferralTakenUp.model_validate({**which, "case_id": CASE}),
    )
    card = paper.card(referrals)
    assert (card.status, card.urged, card.urge_at) == (ReferralStatus.TAKEN_UP, 1, None)
    paper.tell(
        ReferralConcluded.model_validate(
            {
                **which,
                "case_id": None,
                "outcome_code": ReferralOutcome.AGREEMENT_PERFORMED,
                "agreed_on": date(2024, 11, 20),
                "performed": True,
            }
        )
    )
    card = paper.card(referrals)
    assert (card.status, card.case_id, card.performed) == (ReferralStatus.CONCLUDED, CASE, True)


def test_a_wish_to_be_forgotten_shows_who_has_not_answered_and_how_it_ended() -> None:
    paper = Paper().tell(ErasureRequested(person=ADA, round=1, due_at=LATER))
    paper.tell(
        ErasureApplied(person=ADA, room=RoomName.PETITIONS),
        ErasureUrged(person=ADA, n=1, missing=(RoomName.MEDIATION,), urge_at=LATER),
    )
    card = paper.card(erasures)
    assert (card.status, card.missing) == (ErasureStatus.ASKED, (RoomName.MEDIATION,))
    answer = ServiceAnswer(
        room=RoomName.MEDIATION, outcome=ErasureAnswer.RESTRICTED, ground="调解中", until=None
    )
    paper.tell(
        ErasureConcluded(
            person=ADA,
            outcome=ErasureOutcome.RESTRICTED,
            per_service=(answer,),
            petitions=(),
        )
    )
    assert paper.card(erasures).status is ErasureStatus.RESTRICTED
    again = paper.tell(ErasureRequested(person=ADA, round=2, due_at=LATER)).card(erasures)
    assert (again.round, again.status, again.answers) == (2, ErasureStatus.ASKED, ())
