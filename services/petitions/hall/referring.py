"""A petition that is really a dispute goes to mediation, and comes back with its outcome (X1)."""

from collections.abc import Sequence

from services.contracts.petitions.commands.referral import (
    CancelReferral,
    PetitionReferralCommand,
    RecordReferralOutcome,
    ReferToMediation,
    UrgePetition,
)
from services.contracts.petitions.events.petition import PetitionEvent
from services.contracts.petitions.events.referral import (
    PetitionReferralCancelled,
    PetitionReferredToMediation,
    PetitionUrged,
    ReferralOutcomeRecorded,
)
from services.contracts.petitions.words import ReferralOutcome
from services.petitions.hall.known import Facts, Mediated
from services.petitions.hall.refusals_closing import (
    ConsentMissing,
    NobodyToMediate,
    PetitionIsNotReferred,
)
from services.petitions.hall.states import Accepted, Hall, InHandling, KnownPetition, Referred
from services.petitions.hall.why_not import why_not


def decide(
    command: PetitionReferralCommand, petition: KnownPetition, setting: Hall
) -> Sequence[PetitionEvent]:
    which = command.referral_id
    match petition, command:
        case Accepted(facts=facts) | InHandling(facts=facts), ReferToMediation():
            return [_referred(command, facts)]
        case Referred(referral_id=now), ReferToMediation() if now == which:
            return []
        case _, ReferToMediation():
            raise why_not(petition)
        case Referred(referral_id=now), CancelReferral() if now == which:
            return [PetitionReferralCancelled(**vars(command))]
        case _, CancelReferral():
            raise PetitionIsNotReferred
        case Referred(referral_id=now), UrgePetition() if now == which:
            return [PetitionUrged(**vars(command))]
        case _, UrgePetition():
            return []
        case Referred(referral_id=now), RecordReferralOutcome() if now == which:
            return [ReferralOutcomeRecorded(**vars(command))]
        case _, RecordReferralOutcome() if _since_performed(petition.facts.mediated, command):
            return [ReferralOutcomeRecorded(**vars(command))]
        case _, RecordReferralOutcome():
            return []


def _referred(command: ReferToMediation, facts: Facts) -> PetitionReferredToMediation:
    """Mediation is voluntary, and needs somebody at the table."""
    if facts.petitioner is None:
        raise NobodyToMediate
    if not command.consent:
        raise ConsentMissing
    return PetitionReferredToMediation(
        **vars(command),
        estate_id=facts.estate_id,
        station_id=facts.station_id,
        petitioner=facts.petitioner,
    )


def _since_performed(known: Mediated | None, command: RecordReferralOutcome) -> bool:
    """The agreement it came back with has been performed in the meantime."""
    return (
        known is not None
        and known.referral_id == command.referral_id
        and known.outcome is ReferralOutcome.AGREEMENT_REACHED
        and command.outcome_code is ReferralOutcome.AGREEMENT_PERFORMED
    )
