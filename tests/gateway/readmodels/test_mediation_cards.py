"""The cards of mediation: a dispute, its case, what was agreed and how it was kept."""

from datetime import date, timedelta

from services.contracts.ids import AgreementId, CaseId, DisputeId, MediatorId, PersonId, SessionId
from services.contracts.mediation.events.agreement import (
    AgreementPerformed,
    AgreementReached,
    AgreementSigned,
    AgreementTookEffect,
    CommitteeSealAffixed,
    FollowUpDone,
    TermBreached,
    TermPerformed,
)
from services.contracts.mediation.events.case import (
    CaseAccepted,
    CaseOpened,
    CaseTerminated,
    MediatorObjected,
    PartyConsented,
    PartyStopped,
    TeamAssigned,
)
from services.contracts.mediation.events.session import (
    SessionHeld,
    SessionScheduled,
)
from services.contracts.mediation.kinds import (
    AgreementForm,
    Capacity,
    ConsentMode,
    EndReason,
    LocalKind,
    Performed,
    Satisfaction,
    SessionMode,
    Side,
    SignMethod,
    Signpost,
    SignsAs,
    StartedBy,
)
from services.contracts.mediation.values import CaseParty, Term
from services.gateway.readmodels.case_card import CaseStatus, Consent
from services.gateway.readmodels.cases import cases
from services.gateway.readmodels.disputes import DisputeStatus, disputes
from tests.gateway.paper import Paper, sealed
from tests.gateway.statistics.test_mediation_figures import dispute, reported
from tests.scenario import NOON, an_id

CASE, AGREEMENT = an_id(CaseId), an_id(AgreementId)
ADA, BOB = an_id(PersonId, "ada"), an_id(PersonId, "bob")
LEAD, MEMBER = an_id(MediatorId, "lead"), an_id(MediatorId, "member")
DAY = date(2024, 11, 20)


def opened(*about: DisputeId) -> CaseOpened:
    parties = tuple(
        CaseParty(party=who, side=side, capacity=Capacity.OWNER)
        for who, side in ((ADA, Side.A), (BOB, Side.B))
    )
    return CaseOpened(
        case_id=CASE,
        dispute_ids=about,
        estate_id="E01",
        parties=parties,
        started_by=StartedBy.COMMITTEE,
        delegation_ref=None,
        referral_id=None,
        level=1,
        previous_case_id=None,
    )


def in_session() -> Paper:
    paper = Paper("mediation").tell(
        reported(1, LocalKind.LIFE, NOON), reported(2, LocalKind.LIFE, NOON)
    )
    paper.tell(opened(dispute(1), dispute(2)))
    for who in (ADA, BOB):
        paper.tell(PartyConsented(case_id=CASE, party=who, at=NOON, mode=ConsentMode.ORAL))
    session = an_id(SessionId)
    return paper.tell(
        CaseAccepted(
            case_id=CASE,
            committee_id="SQ",
            accepted_at=NOON,
            due_at=NOON + timedelta(days=30),
            rights_notice_ref="QL-1",
        ),
        TeamAssigned(
            case_id=CASE,
            lead_id=LEAD,
            member_ids=(MEMBER,),
            gold_required=True,
            level=2,
            reason="重大",
        ),
        SessionScheduled(
            case_id=CASE,
            session_id=session,
            at=NOON,
            mode=SessionMode.ROOM,
            joint=True,
            open=False,
            address=None,
        ),
        SessionHeld(
            case_id=CASE,
            session_id=session,
            held_at=NOON + timedelta(hours=1),
            level=2,
            attendance=(ADA, BOB),
            record=sealed(CASE),
            private_talks=False,
        ),
    )


def test_a_case_knows_its_parties_its_team_and_its_sessions() -> None:
    paper = in_session()
    card = paper.card(cases)
    assert (card.status, card.level, card.number) == (CaseStatus.IN_SESSION, 2, "TJ-2024-0001")
    assert [party.consent for party in card.parties] == [Consent.CONSENTED] * 2
    [session] = card.sessions
    assert (session.held, session.mode, session.record) == (True, SessionMode.ROOM, sealed(CASE))
    paper.tell(MediatorObjected(case_id=CASE, party=ADA, mediator_id=MEMBER))
    card = paper.card(cases)
    assert (card.lead_id, card.member_ids, card.stood_aside) == (LEAD, (), (MEMBER,))


def test_its_disputes_are_in_mediation_until_it_ends_without_agreement() -> None:
    paper = in_session()
    for card in paper.cards(disputes).values():
        assert (card.status, card.case_id) == (DisputeStatus.IN_MEDIATION, CASE)
    paper.tell(
        PartyStopped(case_id=CASE, party=BOB),
        CaseTerminated(
            case_id=CASE,
            dispute_ids=(dispute(1), dispute(2)),
            reason=EndReason.WITHDRAWN,
            signposts=(Signpost.COURT,),
            notice_ref=None,
        ),
    )
    for card in paper.cards(disputes).values():
        assert (card.status, card.ended) == (DisputeStatus.CLOSED, EndReason.WITHDRAWN)
    ended = paper.card(cases)
    assert (ended.status, ended.signposts) == (CaseStatus.TERMINATED, (Signpost.COURT,))
    assert ended.parties[1].consent is Consent.STOPPED
    kept = paper.folded(disputes).cards[str(dispute(1))]
    assert kept is not None
    assert kept.version == 1  # what happens to its case does not change the dispute's own version


def test_an_agreement_is_followed_until_somebody_went_to_see() -> None:
    paper = in_session().tell(
        AgreementReached(
            case_id=CASE,
            agreement_id=AGREEMENT,
            form=AgreementForm.WRITTEN,
            partial=False,
            terms=(Term(term_id="T1", obligor=ADA, act=sealed(ADA), due_on=DAY),),
            facts=None,
            agreed_on=DAY,
        )
    )
    for who, signs_as in ((ADA, SignsAs.PARTY), (BOB, SignsAs.PARTY), (LEAD, SignsAs.MEDIATOR)):
        paper.tell(
            AgreementSigned(
                case_id=CASE,
                agreement_id=AGREEMENT,
                signs_as=signs_as,
                signer=who,
                method=SignMethod.SIGNATURE,
                signed_on=DAY,
            )
        )
    paper.tell(
        CommitteeSealAffixed(
            case_id=CASE, agreement_id=AGREEMENT, committee_id="SQ", affixed_on=DAY
        ),
        AgreementTookEffect(case_id=CASE, agreement_id=AGREEMENT, effective_on=DAY),
    )
    assert paper.card(cases).status is CaseStatus.EFFECTIVE
    paper.tell(
        TermBreached(case_id=CASE, agreement_id=AGREEMENT, term_id="T1", due_on=DAY),
        TermPerformed(
            case_id=CASE, agreement_id=AGREEMENT, term_id="T1", performed_on=DAY, evidence=None
        ),
        AgreementPerformed(case_id=CASE, agreement_id=AGREEMENT, performed_on=DAY, level=2),
        FollowUpDone(
            case_id=CASE,
            n=1,
            on=DAY,
            performance=Performed.FULL,
            satisfaction=Satisfaction.SATISFIED,
            relapse=False,
            party=ADA,
            notes=None,
        ),
    )
    card = paper.card(cases)
    agreement = card.agreement
    assert card.status is CaseStatus.FOLLOWED_UP
    assert len(agreement.signatures) == 3
    assert (agreement.sealed_on, agreement.effective_on, agreement.performed_on) == (DAY,) * 3
    assert (agreement.performed_terms, agreement.breached_terms) == (("T1",), ("T1",))
    assert len(card.follow_ups) == 1
