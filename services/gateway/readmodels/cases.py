"""The mediation cases, from the first consent to the last visit."""

from services.contracts.ids import PersonId
from services.contracts.mediation.events.case import (
    AssignmentAccepted,
    AssignmentDeclined,
    CaseAccepted,
    CaseArchived,
    CaseEscalated,
    CaseHandedUp,
    CaseOpened,
    CaseOutcomePublished,
    CasePartyNamed,
    CaseTerminated,
    ConflictDeclared,
    MediatorObjected,
    MediatorRecused,
    PartyConsented,
    PartyRefused,
    PartyStopped,
    RouteProposed,
    TeamAssigned,
    WritingAsked,
)
from services.contracts.mediation.events.session import (
    SafetyAlertRaised,
    SessionAdjourned,
    SessionHeld,
    SessionScheduled,
)
from services.gateway.readmodels import case_agreement
from services.gateway.readmodels.card import tagged
from services.gateway.readmodels.case_card import (
    CONFIDENTIAL,
    CaseCard,
    CaseStatus,
    Consent,
    PartyOnCard,
    SessionOnCard,
)
from services.gateway.readmodels.days import day_of, in_order
from services.kernel import Event, ReadModel
from services.kernel.readmodel import Told
from services.kernel.record import Stored


def evolve(card: CaseCard | None, told: Told[Event]) -> CaseCard | None:
    match card, told.event:
        case None, CaseOpened() as event:
            moment = told.stored.occurred_at
            return CaseCard.of(
                event,
                number=f"TJ-{day_of(moment).year}-{told.rank:04}",
                opened_at=moment,
                parties=tuple(PartyOnCard.of(party) for party in event.parties),
            )
        case None, _:
            return None
        case _:
            return _evolve(card, told.event)


def _evolve(card: CaseCard, event: Event) -> CaseCard:
    match event:
        case CasePartyNamed():
            return card.but(parties=(*card.parties, PartyOnCard.of(event)))
        case PartyConsented(party=who):
            return _says(card, who, consent=Consent.CONSENTED)
        case PartyRefused(party=who):
            return _says(card, who, consent=Consent.REFUSED)
        case PartyStopped(party=who):
            return _says(card, who, consent=Consent.STOPPED)
        case WritingAsked(party=who):
            return _says(card, who, wants_writing=True)
        case CaseAccepted():
            return card.but(
                status=CaseStatus.ACCEPTED,
                committee_id=event.committee_id,
                accepted_at=event.accepted_at,
                due_at=event.due_at,
            )
        case (
            ConflictDeclared(mediator_id=who)
            | MediatorRecused(mediator_id=who)
            | MediatorObjected(mediator_id=who)
        ):
            return card.but(
                stood_aside=(*card.stood_aside, who),
                lead_id=None if card.lead_id == who else card.lead_id,
                member_ids=tuple(each for each in card.member_ids if each != who),
            )
        case RouteProposed(team=team, gold_required=gold):
            return card.but(proposed_team=team, gold_required=gold)
        case TeamAssigned():
            return card.but(
                status=CaseStatus.ASSIGNED,
                lead_id=event.lead_id,
                member_ids=event.member_ids,
                gold_required=event.gold_required,
                level=event.level,
                team_accepted=(),
            )
        case AssignmentAccepted(mediator_id=who):
            return card.but(team_accepted=(*card.team_accepted, who))
        case AssignmentDeclined(mediator_id=who):
            return card.but(
                lead_id=None if card.lead_id == who else card.lead_id,
                member_ids=tuple(each for each in card.member_ids if each != who),
            )
        case SessionScheduled() | SessionHeld() | SessionAdjourned():
            return _session(card, event)
        case SafetyAlertRaised(flag=flag):
            return card.but(safety_flags=(*card.safety_flags, flag))
        case CaseEscalated(to_level=level, reason=reason):
            return card.but(level=level, reason=reason)
        case CaseHandedUp(to=to, reason=reason):
            return card.but(status=CaseStatus.HANDED_UP, handed_up_to=to, reason=reason)
        case CaseTerminated(reason=why, signposts=signposts):
            return card.but(status=CaseStatus.TERMINATED, ended=why, signposts=signposts)
        case CaseArchived(retention_until=day):
            return card.but(status=CaseStatus.ARCHIVED, retention_until=day)
        case CaseOutcomePublished(outcome_code=code):
            return card.but(outcome_code=code)
        case _:
            return case_agreement.evolve(card, event)


def _says(card: CaseCard, who: PersonId, **said: object) -> CaseCard:
    return card.but(
        parties=tuple(party.but(**said) if party.party == who else party for party in card.parties)
    )


def _session(card: CaseCard, event: SessionScheduled | SessionHeld | SessionAdjourned) -> CaseCard:
    match event:
        case SessionScheduled():
            return card.but(sessions=(*card.sessions, SessionOnCard.of(event)))
        case SessionHeld(session_id=which):
            known = {session.session_id: session for session in card.sessions}
            session = known.get(which) or SessionOnCard(
                session_id=which, at=event.held_at, mode=None, joint=None
            )
            known[which] = session.but(at=event.held_at, held=True, record=event.record)
            return card.but(
                status=CaseStatus.IN_SESSION,
                sessions=tuple(known.values()),
                sessions_held=card.sessions_held + 1,
            )
        case SessionAdjourned():
            return card.but(status=CaseStatus.ADJOURNED)


def series(stored: Stored) -> str | None:
    opens = stored.type == CaseOpened.__name__
    return str(day_of(stored.occurred_at).year) if opens else None


cases = ReadModel(
    name="cases",
    room="mediation",
    category="case",
    card=CaseCard,
    evolve=evolve,
    sort=lambda card: in_order(card.opened_at),
    tags=lambda card: tagged(
        status=card.status,
        level=card.level,
        estate=card.estate_id,
        committee=card.committee_id,
        mediator=(*((card.lead_id,) if card.lead_id else ()), *card.member_ids),
        dispute=card.dispute_ids,
        referral=card.referral_id,
        party=tuple(party.party for party in card.parties),
        outcome=card.outcome_code,
        ended=card.ended,
        number=card.number,
    ),
    series=series,
    confidential=CONFIDENTIAL,
)
