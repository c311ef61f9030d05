"""The part of a case's card that begins with the agreement: signed, sealed, kept, looked after."""

from services.contracts.mediation.events.agreement import (
    AgreementPerformed,
    AgreementReached,
    AgreementSigned,
    AgreementTookEffect,
    CommitteeSealAffixed,
    FollowUpDone,
    PerformanceUrged,
    TermBreached,
    TermPerformed,
)
from services.gateway.readmodels.case_card import (
    AgreementOnCard,
    CaseCard,
    CaseStatus,
    FollowUpOnCard,
    SignatureOnCard,
)
from services.kernel import Event


def evolve(card: CaseCard, event: Event) -> CaseCard:
    match event:
        case AgreementReached():
            return card.but(status=CaseStatus.AGREED, agreement=AgreementOnCard.of(event))
        case FollowUpDone():
            performed = card.status is CaseStatus.PERFORMED
            return card.but(
                status=CaseStatus.FOLLOWED_UP if performed else card.status,
                follow_ups=(*card.follow_ups, FollowUpOnCard.of(event)),
            )
        case AgreementTookEffect():
            return _kept(card, event).but(status=CaseStatus.EFFECTIVE)
        case AgreementPerformed():
            return _kept(card, event).but(status=CaseStatus.PERFORMED)
        case _:
            return _kept(card, event)


def _kept(card: CaseCard, event: Event) -> CaseCard:
    agreement = card.agreement
    return card if agreement is None else card.but(agreement=_changed(agreement, event))


def _changed(agreement: AgreementOnCard, event: Event) -> AgreementOnCard:
    match event:
        case AgreementSigned(signer=signer, signs_as=signs_as, signed_on=day):
            signature = SignatureOnCard(signer=signer, signs_as=signs_as, signed_on=day)
            return agreement.but(signatures=(*agreement.signatures, signature))
        case CommitteeSealAffixed(affixed_on=day):
            return agreement.but(sealed_on=day)
        case AgreementTookEffect(effective_on=day):
            return agreement.but(effective_on=day)
        case TermPerformed(term_id=term):
            return agreement.but(performed_terms=(*agreement.performed_terms, term))
        case TermBreached(term_id=term):
            return agreement.but(breached_terms=(*agreement.breached_terms, term))
        case PerformanceUrged():
            return agreement.but(urged=agreement.urged + 1)
        case AgreementPerformed(performed_on=day):
            return agreement.but(performed_on=day)
        case _:
            return agreement
