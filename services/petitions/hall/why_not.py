"""The last row of every table: what the petition is, when that is why something cannot be done."""

from services.kernel import Refusal
from services.petitions.hall.refusals import (
    DispatchNotSigned,
    PetitionInHandling,
    PetitionIsClosed,
    PetitionIsDeclined,
    PetitionIsMerged,
    PetitionIsReferred,
    PetitionIsReplied,
    PetitionIsVoided,
    PetitionIsWithdrawn,
    PetitionNotAccepted,
    PetitionNotDispatched,
)
from services.petitions.hall.states import (
    Accepted,
    Closed,
    Declined,
    Dispatched,
    InHandling,
    KnownPetition,
    Merged,
    Referred,
    Registered,
    Replied,
    Voided,
    Withdrawn,
)


def why_not(petition: KnownPetition) -> Refusal:
    """`raise why_not(petition)`: because it is what it is."""
    match petition:
        case Registered():
            return PetitionNotAccepted()
        case Accepted():
            return PetitionNotDispatched()
        case Dispatched():
            return DispatchNotSigned()
        case InHandling():
            return PetitionInHandling()
        case Referred(referral_id=referral):
            return PetitionIsReferred(referral=referral)
        case Replied():
            return PetitionIsReplied()
        case Closed():
            return PetitionIsClosed()
        case Declined():
            return PetitionIsDeclined()
        case Merged(lead_id=lead):
            return PetitionIsMerged(lead=lead)
        case Withdrawn():
            return PetitionIsWithdrawn()
        case Voided():
            return PetitionIsVoided()
