"""The people and places of the hall's tests, and one petition told from beginning to end."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from services.contracts.ids import CaseId, DispatchId, DisputeId, PersonId, PetitionId, ReferralId
from services.contracts.petitions.clocks import Clock, ClockKind, PeriodUnit
from services.contracts.petitions.events import petitions_events
from services.contracts.petitions.events.closing import (
    CallbackAttempted,
    CallbackCompleted,
    PetitionClosed,
    ReopeningDeclined,
)
from services.contracts.petitions.events.petition import (
    ConflictCheck,
    DispatchSigned,
    PetitionAccepted,
    PetitionClassified,
    PetitionDispatched,
    PetitionRegistered,
    PetitionReplied,
)
from services.contracts.petitions.events.referral import (
    PetitionReferredToMediation,
    ReferralOutcomeRecorded,
)
from services.contracts.petitions.events.registry import (
    EstateRegistered,
    StationPlanned,
    UnitRegistered,
)
from services.contracts.petitions.words import (
    CallbackResult,
    Channel,
    Confirmation,
    DemandType,
    DisputeHint,
    IdentityMode,
    Outcome,
    ReferralOutcome,
    Regime,
    Satisfaction,
    TopicClass,
    Urgency,
)
from services.contracts.places import UnitKind
from services.kernel import Sealed
from services.kernel.actor import Grant, Principal
from services.kernel.decider import fold
from services.petitions.hall import petition
from services.petitions.hall.matter import query_code
from services.petitions.surroundings import Surroundings, evolve
from tests.scenario import NOON, STREET, Scenario, an_id

ADA, BOB, EVE = (an_id(PersonId, name) for name in ("ada", "bob", "eve"))
LAMP, LIFT, OTHER = (an_id(PetitionId, name) for name in ("lamp", "lift", "other"))
DISPATCH, REFERRAL = an_id(DispatchId), an_id(ReferralId)
DISPUTE, CASE = an_id(DisputeId), an_id(CaseId)
DUE = datetime(2024, 11, 11, 4, 0, tzinfo=UTC)
SOON = datetime(2024, 11, 8, 4, 0, tzinfo=UTC)

places = [
    UnitRegistered(unit_id=STREET, kind=UnitKind.STREET, name="圣泉街道", parent_id=None),
    UnitRegistered(unit_id="C1", kind=UnitKind.COMMUNITY, name="一社区", parent_id=STREET),
    UnitRegistered(unit_id="C2", kind=UnitKind.COMMUNITY, name="二社区", parent_id=STREET),
    UnitRegistered(unit_id="URBAN", kind=UnitKind.DEPARTMENT, name="城管", parent_id=STREET),
    EstateRegistered(
        estate_id="E01", name="小区01", community_id="C1", household_count=600, buildings=()
    ),
    EstateRegistered(
        estate_id="E07", name="小区07", community_id="C2", household_count=500, buildings=()
    ),
    StationPlanned(station_id="S01", estate_id="E01", name="小区01驿站"),
]
street = fold(evolve, Surroundings(), places)


def somebody(role: str, org: str = STREET, person: PersonId | None = None) -> Principal:
    """Somebody with this role there; the same words give the same person."""
    who = person or an_id(PersonId, f"{role}@{org}")
    return Principal(person=str(who), street=STREET, grants=(Grant(role=role, org=org),))


def resident(person: PersonId) -> Principal:
    return Principal(person=str(person), street=STREET)


def id_of(who: Principal) -> PersonId:
    return PersonId(UUID(who.person))


officer = somebody("street_officer")
community = somebody("community_officer", "C1")
clerk = somebody("station_clerk", "S01")
second_clerk = somebody("station_clerk", "S01", an_id(PersonId, "second clerk"))
handler = somebody("dept_handler", "URBAN")
caller = somebody("caller")


def words(about: object, field: str = "text") -> Sealed:
    """Something said, sealed: the hall never learns what."""
    return Sealed(person=str(about), under=str(UUID(int=1)), nonce="bm9uY2U=", box=field)


def matter_of(person: PersonId, category: str = "STREET_LIGHT") -> str:
    return f"{person}/{category}/E01/"


registered = PetitionRegistered(
    petition_id=LAMP,
    query_code=query_code(LAMP),
    regime=Regime.STATION,
    channel=Channel.POINT,
    collection_ref=None,
    identity_mode=IdentityMode.REAL,
    petitioner=ADA,
    petitioner_name=words(ADA),
    petitioner_phone=None,
    representatives=(),
    co_signer_count=0,
    demand_type=DemandType.HELP,
    category_code="STREET_LIGHT",
    urgency=Urgency.NORMAL,
    estate_id="E01",
    station_id="S01",
    building=None,
    location=None,
    topic_hint=None,
    narrative=words(ADA),
    attachment_refs=(),
    accused_orgs=(),
    accused_persons=(),
    upstream_ticket=None,
    same_matter=matter_of(ADA),
)
anonymous = registered.model_copy(
    update={
        "identity_mode": IdentityMode.ANONYMOUS,
        "petitioner": None,
        "petitioner_name": None,
        "same_matter": None,
    }
)
classified = PetitionClassified(
    petition_id=LAMP,
    topic_class=TopicClass.PRACTICAL,
    category_code="STREET_LIGHT",
    demand_type=DemandType.HELP,
    rule_version="v1",
)
contact_clock = Clock(
    clock_id="FIRST_CONTACT-1",
    kind=ClockKind.FIRST_CONTACT,
    start_at=NOON,
    warn_at=datetime(2024, 11, 4, 16, 0, tzinfo=UTC),
    due_at=datetime(2024, 11, 5, 16, 0, tzinfo=UTC),
    unit=PeriodUnit.WORKING_DAY,
    amount=1,
    rule_ref="FIRST-CONTACT",
)
handling_clock = Clock(
    clock_id="HANDLING-1",
    kind=ClockKind.HANDLING,
    start_at=NOON,
    warn_at=SOON,
    due_at=DUE,
    unit=None,
    amount=None,
    rule_ref="GIVEN",
)
callback_clock = Clock(
    clock_id="CALL_BACK-1",
    kind=ClockKind.CALL_BACK,
    start_at=NOON,
    warn_at=datetime(2024, 11, 10, 16, 0, tzinfo=UTC),
    due_at=datetime(2024, 11, 11, 16, 0, tzinfo=UTC),
    unit=PeriodUnit.WORKING_DAY,
    amount=5,
    rule_ref="CALL-BACK",
)
decision_clock = Clock(
    clock_id="REOPENING_DECISION-1",
    kind=ClockKind.REOPENING_DECISION,
    start_at=NOON,
    warn_at=datetime(2024, 11, 6, 16, 0, tzinfo=UTC),
    due_at=datetime(2024, 11, 7, 16, 0, tzinfo=UTC),
    unit=PeriodUnit.WORKING_DAY,
    amount=3,
    rule_ref="P-INV-9",
)
accepted = PetitionAccepted(petition_id=LAMP, due_at=DUE, clocks=(contact_clock, handling_clock))
dispatched = PetitionDispatched(
    petition_id=LAMP,
    dispatch_id=DISPATCH,
    lead_org="URBAN",
    co_orgs=(),
    handler=None,
    due_at=DUE,
    conflict_check=ConflictCheck(excluded_orgs=(), excluded_persons=()),
    clocks=(handling_clock,),
    return_until=datetime(2024, 11, 5, 16, 0, tzinfo=UTC),
)
signed = DispatchSigned(petition_id=LAMP, dispatch_id=DISPATCH, signed_by=id_of(handler))
replied = PetitionReplied(
    petition_id=LAMP,
    proposed_outcome=Outcome.RESOLVED,
    reply=words(LAMP),
    evidence_refs=(),
    legal_base=None,
    replied_by=id_of(handler),
    handling_orgs=("URBAN",),
    cycle=1,
    clocks=(callback_clock,),
)
in_hand = (registered, accepted, dispatched, signed)
answered = (*in_hand, replied)


def called(
    solved: bool = True,
    satisfaction: Satisfaction = Satisfaction.SATISFIED,
    effective: bool = True,
) -> CallbackCompleted:
    content = solved and satisfaction is not Satisfaction.DISSATISFIED
    return CallbackCompleted(
        petition_id=LAMP,
        effective=effective,
        contacted=True,
        solved=solved,
        satisfaction=satisfaction,
        comment=None,
        called_by=id_of(caller),
        cycle=1,
        clocks=() if content or not effective else (decision_clock,),
    )


def tried(day: int) -> CallbackAttempted:
    return CallbackAttempted(
        petition_id=LAMP,
        n=day + 1,
        at=NOON - timedelta(days=10 - day),
        result=CallbackResult.NO_ANSWER,
    )


kept = ReopeningDeclined(
    petition_id=LAMP, reason="已按规定办理", decided_by=id_of(officer), cycle=1
)
closed = PetitionClosed(
    petition_id=LAMP,
    outcome=Outcome.RESOLVED,
    confirmed_by=Confirmation.CALLBACK,
    evidence_refs=(),
    approved_by=id_of(caller),
    closed_at=NOON,
    cycle=1,
    members=(),
    same_matter=matter_of(ADA),
)
referred = PetitionReferredToMediation(
    petition_id=LAMP,
    referral_id=REFERRAL,
    kind_hint=DisputeHint.LIFE,
    consent=True,
    estate_id="E01",
    station_id="S01",
    petitioner=ADA,
)


def came_back(outcome: ReferralOutcome) -> ReferralOutcomeRecorded:
    return ReferralOutcomeRecorded(
        petition_id=LAMP,
        referral_id=REFERRAL,
        outcome_code=outcome,
        agreed_on=date(2024, 11, 3),
        performed=outcome is ReferralOutcome.AGREEMENT_PERFORMED,
    )


hall = Scenario(petition.decider, petitions_events, street)
given = hall.given
