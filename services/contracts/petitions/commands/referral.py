"""Asked when a petition is really a dispute. All but two are asked by the hall itself."""

from datetime import date

from services.contracts.ids import CaseId, DisputeId, PetitionId, ReferralId
from services.contracts.petitions.commands.petition import PetitionCommand
from services.contracts.petitions.words import DisputeHint, ReferralOutcome
from services.kernel import Command, Line


class ReferToMediation(PetitionCommand):
    """Send it to mediation, if the petitioner consents."""

    referral_id: ReferralId
    kind_hint: DisputeHint
    consent: bool


class CancelReferral(PetitionCommand):
    """Call it back from mediation; it stands as before."""

    referral_id: ReferralId
    reason: Line


class UrgePetition(PetitionCommand, internal=True):
    """Mediation has not opened a case in time."""

    referral_id: ReferralId
    n: int


class RecordReferralOutcome(PetitionCommand, internal=True):
    """Mediation has ended: back in handling."""

    referral_id: ReferralId
    outcome_code: ReferralOutcome
    agreed_on: date | None
    performed: bool | None


class ReferralCommand(Command, category="referral", about="referral_id"):
    """Asked about a referral, by the hall itself."""

    referral_id: ReferralId


class OpenReferral(ReferralCommand, creates=True, internal=True):
    """A petition was referred: follow it."""

    petition_id: PetitionId


class FollowReferral(ReferralCommand, internal=True):
    """Mediation has a dispute, or a case, for it."""

    dispute_id: DisputeId | None = None
    case_id: CaseId | None = None


class UrgeReferral(ReferralCommand, internal=True):
    """Two working days have passed."""


class ConcludeReferral(ReferralCommand, internal=True):
    """Mediation published what came of it."""

    case_id: CaseId | None
    outcome_code: ReferralOutcome
    agreed_on: date | None
    performed: bool | None


class DropReferral(ReferralCommand, internal=True):
    """The petition was called back."""

    reason: Line


type PetitionReferralCommand = (
    ReferToMediation | CancelReferral | UrgePetition | RecordReferralOutcome
)
type ReferralStreamCommand = (
    OpenReferral | FollowReferral | UrgeReferral | ConcludeReferral | DropReferral
)
