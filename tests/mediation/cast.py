"""The cast of every scenario in the room: a street, its mediators, a leak between floors."""

from datetime import date, datetime, timedelta

from services.contracts.ids import (
    AgreementId,
    CaseId,
    DisputeId,
    MediatorId,
    PersonId,
    SessionId,
)
from services.contracts.mediation.events.around import MediationUnitNoted
from services.contracts.mediation.events.case import (
    AssignmentAccepted,
    CaseAccepted,
    CaseOpened,
    PartyConsented,
    TeamAssigned,
)
from services.contracts.mediation.events.dispute import DisputeReported, DisputeTriaged
from services.contracts.mediation.events.mediators import MediatorCertified
from services.contracts.mediation.events.session import (
    SessionHeld,
    SessionScheduled,
)
from services.contracts.mediation.kinds import (
    Capacity,
    ConsentMode,
    DisputeSource,
    Grade,
    LocalKind,
    Risk,
    SafetyFlag,
    SessionMode,
    Severity,
    Side,
    StartedBy,
)
from services.contracts.mediation.values import CaseParty, DisputeParty, Term
from services.contracts.places import UnitKind
from services.kernel import Event, Sealed
from services.kernel.actor import Grant, Principal
from services.kernel.decider import fold
from services.mediation.known import Surroundings
from services.mediation.surroundings import evolve
from tests.scenario import NOON, STREET, an_id

TODAY = date(2024, 11, 4)
TOMORROW = date(2024, 11, 5)
DAY = timedelta(days=1)

WANG, LI, ZHAO = (an_id(PersonId, name) for name in ("wang", "li", "zhao"))
MA_PERSON, GU_PERSON, LOW_PERSON, CHAIR_PERSON = (
    an_id(PersonId, name) for name in ("ma", "gu", "low", "chair")
)
MA, GU, LOW, OLD, STRANGER = (
    an_id(MediatorId, name) for name in ("ma", "gu", "low", "old", "stranger")
)
LEAK, NOISE, FAR = (an_id(DisputeId, name) for name in ("leak", "noise", "far"))
CASE, OLD_CASE = an_id(CaseId, "case"), an_id(CaseId, "old case")
SESSION = an_id(SessionId, "session")
AGREEMENT = an_id(AgreementId, "agreement")


def sealed(person: object, text: str = "…") -> Sealed:
    """A text nobody here can read."""
    return Sealed(person=str(person), under=str(CASE), nonce="bm9uY2U", box=text)


def somebody(role: str, org: str = STREET, person: object = CHAIR_PERSON) -> Principal:
    return Principal(person=str(person), street=STREET, grants=(Grant(role=role, org=org),))


def nobody_but(person: PersonId) -> Principal:
    """A person without any role."""
    return Principal(person=str(person), street=STREET)


the_map = (
    MediationUnitNoted(unit_id=STREET, kind=UnitKind.STREET, parent_id=None),
    MediationUnitNoted(unit_id="C1", kind=UnitKind.COMMUNITY, parent_id=STREET),
    MediationUnitNoted(unit_id="E01", kind=UnitKind.ESTATE, parent_id="C1"),
    MediationUnitNoted(unit_id="E02", kind=UnitKind.ESTATE, parent_id="C1"),
)


def certified(
    who: MediatorId,
    person: PersonId,
    grade: Grade = Grade.REGULAR,
    level: int = 1,
    committee: str = "C1",
    until: date = date(2026, 12, 31),
    specialities: tuple[LocalKind, ...] = (),
) -> MediatorCertified:
    return MediatorCertified(
        mediator_id=who,
        person=person,
        grade=grade,
        specialities=specialities,
        committee_id=committee,
        level=level,
        cert_no=f"T-{str(who)[:8]}",
        valid_from=date(2022, 1, 1),
        valid_to=until,
    )


the_mediators = (
    certified(MA, MA_PERSON, level=2, specialities=(LocalKind.PROPERTY,)),
    certified(GU, GU_PERSON, Grade.GOLD, level=3, committee=STREET),
    certified(LOW, LOW_PERSON, level=1),
    certified(OLD, an_id(PersonId, "old"), Grade.GOLD, until=date(2023, 6, 30)),
)


def reported(
    dispute: DisputeId = LEAK, estate: str = "E01", source: DisputeSource = DisputeSource.RESIDENT
) -> DisputeReported:
    return DisputeReported(
        dispute_id=dispute,
        source=source,
        source_ref=None,
        referral_id=None,
        local_kind=LocalKind.LIFE,
        official_kind=None,
        estate_id=estate,
        coarse_location=None,
        parties=(
            DisputeParty(party=WANG, side=Side.A, capacity=Capacity.OWNER),
            DisputeParty(party=LI, side=Side.B, capacity=Capacity.TENANT),
        ),
        reporter=WANG,
        summary=None,
        severity_hint=None,
        noticed_at=NOON,
        reported_at=NOON,
    )


def triaged(
    severity: Severity = Severity.MINOR,
    risk: Risk = Risk.GREEN,
    flags: tuple[SafetyFlag, ...] = (),
    kind: LocalKind = LocalKind.LIFE,
    dispute: DisputeId = LEAK,
) -> DisputeTriaged:
    return DisputeTriaged(
        dispute_id=dispute,
        local_kind=kind,
        official_kind=None,
        severity=severity,
        risk=risk,
        safety_flags=flags,
        rule_version=None,
        by=str(CHAIR_PERSON),
    )


def knowing(*events: Event) -> Surroundings:
    """The street and its mediators, and what else happened."""
    return fold(evolve, Surroundings(), [*the_map, *the_mediators, *events])


minor = knowing(reported(), triaged())
major = knowing(reported(), triaged(Severity.MAJOR, Risk.YELLOW))
grave = knowing(reported(), triaged(Severity.GRAVE, Risk.RED))
untriaged = knowing(reported())

opened = CaseOpened(
    case_id=CASE,
    dispute_ids=(LEAK,),
    estate_id="E01",
    parties=(
        CaseParty(party=WANG, side=Side.A, capacity=Capacity.OWNER),
        CaseParty(party=LI, side=Side.B, capacity=Capacity.TENANT),
    ),
    started_by=StartedBy.PARTY,
    delegation_ref=None,
    referral_id=None,
    level=1,
    previous_case_id=None,
)


def consented(party: PersonId, at: datetime = NOON) -> PartyConsented:
    return PartyConsented(case_id=CASE, party=party, at=at, mode=ConsentMode.ORAL)


both = (consented(WANG), consented(LI))
accepted = CaseAccepted(
    case_id=CASE,
    committee_id="C1",
    accepted_at=NOON,
    due_at=NOON + 15 * DAY,
    rights_notice_ref="告知-01",
)
assigned = TeamAssigned(
    case_id=CASE, lead_id=MA, member_ids=(LOW,), gold_required=False, level=1, reason="就近"
)
took_it = AssignmentAccepted(case_id=CASE, mediator_id=MA)
scheduled = SessionScheduled(
    case_id=CASE,
    session_id=SESSION,
    at=NOON,
    mode=SessionMode.ROOM,
    joint=True,
    open=False,
    address=None,
)
held = SessionHeld(
    case_id=CASE,
    session_id=SESSION,
    held_at=NOON,
    level=1,
    attendance=(WANG, LI),
    record=sealed(CASE),
    private_talks=False,
)
ready = (opened, *both, accepted, assigned, took_it)
talking = (*ready, scheduled, held)


def term(
    name: str = "T1", obligor: PersonId = LI, due: date = TODAY, fen: int | None = None
) -> Term:
    return Term(term_id=name, obligor=obligor, act=sealed(obligor), amount_fen=fen, due_on=due)
