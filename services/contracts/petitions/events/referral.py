"""What is told when a petition is really a dispute: to mediation and back (flow X1)."""

from datetime import date

from services.contracts.ids import CaseId, DisputeId, PersonId, PetitionId, ReferralId
from services.contracts.petitions.events.petition import PetitionEvent
from services.contracts.petitions.words import DisputeHint, ReferralOutcome
from services.kernel import Code, Event, Instant, Line


class PetitionReferredToMediation(PetitionEvent):
    """Sent to mediation with the petitioner's consent. No word of what was told crosses over."""

    referral_id: ReferralId
    kind_hint: DisputeHint
    consent: bool
    estate_id: Code
    station_id: Code | None
    petitioner: PersonId | None


class PetitionUrged(PetitionEvent):
    """It waits longer than it should: for the n-th time, no case has been opened yet."""

    referral_id: ReferralId
    n: int


class ReferralOutcomeRecorded(PetitionEvent):
    """Back in handling, with what came of mediation."""

    referral_id: ReferralId
    outcome_code: ReferralOutcome
    agreed_on: date | None
    performed: bool | None


class PetitionReferralCancelled(PetitionEvent):
    """Called back from mediation; it stands as before."""

    referral_id: ReferralId
    reason: Line


class ReferralEvent(Event, category="referral", about="referral_id"):
    """About one referral on its way through mediation."""

    referral_id: ReferralId
    petition_id: PetitionId


class ReferralOpened(ReferralEvent):
    """On its way: urged at `urge_at` unless a case is open by then."""

    urge_at: Instant


class ReferralUrged(ReferralEvent):
    """No case in time. Urged again at `urge_at`."""

    n: int
    urge_at: Instant


class ReferralReceived(ReferralEvent):
    """Mediation has a dispute for it."""

    dispute_id: DisputeId


class ReferralTakenUp(ReferralEvent):
    """Mediation opened a case: nothing to urge any more."""

    case_id: CaseId


class ReferralConcluded(ReferralEvent):
    """Mediation published what came of it. Told again if an agreement reached is then performed."""

    case_id: CaseId | None
    outcome_code: ReferralOutcome
    agreed_on: date | None
    performed: bool | None


class ReferralCancelled(ReferralEvent):
    """Called back by the hall."""

    reason: Line


type PetitionReferralEvent = (
    PetitionReferredToMediation
    | PetitionUrged
    | ReferralOutcomeRecorded
    | PetitionReferralCancelled
)
type ReferralStreamEvent = (
    ReferralOpened
    | ReferralUrged
    | ReferralReceived
    | ReferralTakenUp
    | ReferralConcluded
    | ReferralCancelled
)
