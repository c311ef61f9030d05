"""What each event makes of a petition. What happened, happened: nothing is refused here."""

from services.contracts.petitions.events.agenda import PetitionPlacedOnAgenda
from services.contracts.petitions.events.clocks import (
    DeadlineBreached,
    DeadlineRecalculated,
    HandlingUrged,
    SupervisionClosed,
    SupervisionOpened,
)
from services.contracts.petitions.events.closing import (
    CallbackAttempted,
    CallbackCompleted,
    PetitionClosed,
    PetitionReopened,
    ReopeningDeclined,
    RepresentativeAsked,
)
from services.contracts.petitions.events.duplicates import (
    DuplicateJoined,
    DuplicateLeft,
    PetitionMerged,
    PetitionMergeProposed,
    PetitionUnmerged,
    PetitionUnmergeProposed,
)
from services.contracts.petitions.events.extensions import ExtensionDecided, ExtensionRequested
from services.contracts.petitions.events.petition import (
    DispatchSigned,
    PetitionAccepted,
    PetitionClassified,
    PetitionCorrected,
    PetitionDeclined,
    PetitionDispatched,
    PetitionerContacted,
    PetitionEvent,
    PetitionRegistered,
    PetitionReplied,
    PetitionVoided,
    PetitionWithdrawn,
)
from services.contracts.petitions.events.referral import (
    PetitionReferralCancelled,
    PetitionReferredToMediation,
    ReferralOutcomeRecorded,
)
from services.contracts.petitions.events.returns import (
    DispatchReturnDecided,
    DispatchReturnRequested,
)
from services.contracts.petitions.events.reviews import ReviewConcluded, ReviewRequested
from services.kernel import replace
from services.petitions.hall import evolve_callback, evolve_returns
from services.petitions.hall.facts import after, corrected, registered
from services.petitions.hall.known import Facts
from services.petitions.hall.states import (
    Accepted,
    Closed,
    Declined,
    Dispatch,
    Dispatched,
    InHandling,
    KnownPetition,
    Merged,
    Petition,
    Referred,
    Registered,
    Replied,
    Unregistered,
    Voided,
    Withdrawn,
    with_facts,
)


def evolve(petition: Petition, event: PetitionEvent) -> Petition:
    match petition, event:
        case Unregistered(), PetitionRegistered():
            return Registered(facts=registered(event))
        case Unregistered(), _:
            return petition
        case Registered(facts=facts), PetitionAccepted():
            return Accepted(facts=after(facts, event))
        case Registered(facts=facts), PetitionDeclined():
            return Declined(facts=facts)
        case Registered() | Accepted(), PetitionMerged(lead_id=lead):
            facts = replace(petition.facts, proposal=None)
            before = with_facts(petition, facts)
            return Merged(facts=facts, lead_id=lead, before=before)
        case Merged(before=before), PetitionUnmerged():
            return with_facts(before, replace(petition.facts, proposal=None))
        case Accepted() | InHandling(), PetitionDispatched():
            return Dispatched(facts=after(petition.facts, event), dispatch=_dispatch(event))
        case Dispatched(facts=facts, dispatch=dispatch), DispatchSigned():
            return InHandling(facts=facts, dispatch=dispatch)
        case Dispatched() | InHandling(), DispatchReturnRequested() | DispatchReturnDecided():
            return evolve_returns.evolve(petition, event)
        case InHandling(), PetitionReplied():
            return _replied(petition, event)
        case Replied(), (
            CallbackAttempted() | RepresentativeAsked() | CallbackCompleted() | ReopeningDeclined()
        ):
            return evolve_callback.evolve(petition, event)
        case Replied(), PetitionClosed(outcome=outcome, evidence_refs=refs):
            facts = after(petition.facts, event)
            return Closed(facts=facts, outcome=outcome, evidence=bool(refs), reply=petition)
        case Replied() | Closed(), PetitionReopened():
            reply = petition.reply if isinstance(petition, Closed) else petition
            return InHandling(facts=after(petition.facts, event), dispatch=reply.dispatch)
        case Closed(outcome=outcome), PetitionCorrected():
            facts = corrected(petition.facts, event)
            return replace(petition, facts=facts, outcome=event.outcome or outcome)
        case Accepted() | InHandling(), PetitionReferredToMediation(referral_id=referral):
            return Referred(facts=petition.facts, referral_id=referral, before=petition)
        case Referred(before=before), ReferralOutcomeRecorded():
            return _back(before, after(petition.facts, event))
        case Referred(before=before), PetitionReferralCancelled():
            return with_facts(before, petition.facts)
        case _, PetitionWithdrawn():
            return Withdrawn(facts=after(petition.facts, event))
        case _, PetitionVoided():
            return Voided(facts=after(petition.facts, event))
        case _:
            return _still(petition, event)


def _still(petition: KnownPetition, event: PetitionEvent) -> Petition:
    """It is what it was, and knows more."""
    match event:
        case (
            PetitionClassified()
            | PetitionCorrected()
            | PetitionMergeProposed()
            | PetitionUnmergeProposed()
            | DuplicateJoined()
            | DuplicateLeft()
            | ReferralOutcomeRecorded()
            | PetitionerContacted()
            | DeadlineBreached()
            | DeadlineRecalculated()
            | SupervisionOpened()
            | SupervisionClosed()
            | PetitionPlacedOnAgenda()
            | HandlingUrged()
            | ReviewRequested()
            | ReviewConcluded()
            | ExtensionRequested()
            | ExtensionDecided()
        ):
            return with_facts(petition, after(petition.facts, event))
        case _:
            return petition


def _back(before: Accepted | InHandling, facts: Facts) -> InHandling:
    """Out of mediation it is in handling, whether or not it had been dispatched."""
    dispatch = before.dispatch if isinstance(before, InHandling) else None
    return InHandling(facts=facts, dispatch=dispatch)


def _dispatch(event: PetitionDispatched) -> Dispatch:
    return Dispatch(
        dispatch_id=event.dispatch_id,
        lead_org=event.lead_org,
        co_orgs=event.co_orgs,
        return_until=event.return_until,
    )


def _replied(petition: InHandling, event: PetitionReplied) -> Replied:
    return Replied(
        facts=after(petition.facts, event),
        dispatch=petition.dispatch,
        handling_orgs=event.handling_orgs,
        replied_by=event.replied_by,
        legal_base=event.legal_base is not None,
    )
