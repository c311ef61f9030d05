"""What is known of a petition whatever it is at the moment, and how events add to it."""

from services.contracts.petitions.events.agenda import PetitionPlacedOnAgenda
from services.contracts.petitions.events.clocks import HandlingUrged
from services.contracts.petitions.events.closing import PetitionReopened
from services.contracts.petitions.events.duplicates import (
    DuplicateJoined,
    DuplicateLeft,
    PetitionMergeProposed,
    PetitionUnmergeProposed,
)
from services.contracts.petitions.events.extensions import ExtensionDecided, ExtensionRequested
from services.contracts.petitions.events.petition import (
    PetitionAccepted,
    PetitionClassified,
    PetitionCorrected,
    PetitionEvent,
    PetitionRegistered,
    PetitionReplied,
)
from services.contracts.petitions.events.referral import ReferralOutcomeRecorded
from services.contracts.petitions.events.reviews import ReviewConcluded, ReviewRequested
from services.kernel import replace
from services.petitions.hall.due import without
from services.petitions.hall.known import Classification, Extension, Facts, Mediated, Proposal
from services.petitions.hall.timed import timed


def registered(event: PetitionRegistered) -> Facts:
    return Facts(
        regime=event.regime,
        estate_id=event.estate_id,
        station_id=event.station_id,
        category_code=event.category_code,
        petitioner=event.petitioner,
        representatives=event.representatives,
        accused_orgs=event.accused_orgs,
        accused_persons=frozenset(event.accused_persons),
        same_matter=event.same_matter,
        urgency=event.urgency,
        upstream_due_at=event.upstream_due_at,
    )


def after(facts: Facts, event: PetitionEvent) -> Facts:
    """What the event tells, and the clocks that run after it."""
    return timed(_told(facts, event), event)


def _told(facts: Facts, event: PetitionEvent) -> Facts:
    match event:
        case PetitionAccepted(due_at=due):
            return replace(facts, due_at=due)
        case PetitionClassified():
            return replace(
                facts, category_code=event.category_code, classification=_classification(event)
            )
        case PetitionCorrected():
            return corrected(facts, event)
        case PetitionMergeProposed(lead_id=lead, proposed_by=who, basis=basis):
            return replace(facts, proposal=Proposal(lead_id=lead, by=who, what=basis))
        case PetitionUnmergeProposed(lead_id=lead, proposed_by=who, reason=reason):
            return replace(facts, proposal=Proposal(lead_id=lead, by=who, what=reason))
        case DuplicateJoined(member_id=member, member_due_at=due):
            return replace(facts, members=(*without(facts, member), (member, due)))
        case DuplicateLeft(member_id=member):
            return replace(facts, members=without(facts, member))
        case PetitionReplied(clocks=(clock, *_)):
            return replace(facts, answered_at=clock.start_at)  # the call-back runs from the reply
        case ReviewRequested(level=level):
            return replace(facts, reviews=level, reviewing=True)
        case ReviewConcluded(concluded_at=at):
            return replace(facts, answered_at=at, reviewing=False)
        case PetitionPlacedOnAgenda(topic_id=topic):
            return replace(facts, topics=facts.topics | {topic})
        case HandlingUrged(on=day):
            return replace(facts, urged_on=day)
        case ExtensionRequested(clock_id=clock, days=days, requested_by=who):
            return replace(facts, extension=Extension(clock_id=clock, days=days, by=who))
        case ExtensionDecided(approved=approved):
            granted = facts.extension and replace(facts.extension, granted=True)
            return replace(facts, extension=granted if approved else None)
        case ReferralOutcomeRecorded():
            return replace(facts, mediated=_mediated(event))
        case PetitionReopened(cycle=cycle, due_at=due):
            return replace(facts, cycle=cycle, due_at=due, returned=False)
        case _:
            return facts


def _classification(event: PetitionClassified) -> Classification:
    return Classification(
        topic_class=event.topic_class,
        category_code=event.category_code,
        demand_type=event.demand_type,
    )


def _mediated(event: ReferralOutcomeRecorded) -> Mediated:
    return Mediated(
        referral_id=event.referral_id,
        outcome=event.outcome_code,
        performed=event.performed is True,
    )


def corrected(facts: Facts, event: PetitionCorrected) -> Facts:
    """The latest category and class (P-INV-15); an outcome is the closed petition's own."""
    category = event.category_code or facts.category_code
    known = facts.classification
    if known is None:
        return replace(facts, category_code=category)
    renewed = replace(
        known, category_code=category, topic_class=event.topic_class or known.topic_class
    )
    return replace(facts, category_code=category, classification=renewed)
