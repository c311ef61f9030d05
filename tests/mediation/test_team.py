"""Who mediates, and who may not."""

import pytest

from services.contracts.ids import MediatorId, PersonId
from services.contracts.mediation.commands.case import (
    AcceptAssignment,
    AcceptCase,
    AssignTeam,
    DeclareConflict,
    DeclineAssignment,
    ObjectToMediator,
    ProposeRoute,
    RecuseMediator,
)
from services.contracts.mediation.events import mediation_events
from services.contracts.mediation.events.agreement import AgreementReached
from services.contracts.mediation.events.case import (
    AssignmentDeclined,
    CaseEvent,
    ConflictDeclared,
    MediatorObjected,
    MediatorRecused,
    RouteProposed,
)
from services.contracts.mediation.kinds import (
    AgreementForm,
    Grade,
    LocalKind,
    Relation,
    Risk,
    Severity,
)
from services.kernel import Command
from services.mediation.cases import case
from services.mediation.cases.refusals import (
    AgreementStands,
    NotEveryPartyConsented,
    OtherSideMissing,
    SpeaksForAnother,
)
from services.mediation.cases.work_refusals import (
    CaseAlreadyAccepted,
    CaseNotAccepted,
    DisputeIsNotTriaged,
    LeadBelowLevel,
    LeadMustBeGold,
    MediatorIsParty,
    MediatorNotAvailable,
    MediatorStandsAside,
    NoTeamAssigned,
    NotInTeam,
    WrongCommittee,
)
from services.mediation.people.refusals import MediatorUnknown
from tests.mediation.cast import (
    AGREEMENT,
    CASE,
    CHAIR_PERSON,
    DAY,
    GU,
    LI,
    LOW,
    MA,
    OLD,
    STRANGER,
    TODAY,
    WANG,
    accepted,
    assigned,
    both,
    certified,
    consented,
    grave,
    knowing,
    major,
    minor,
    nobody_but,
    opened,
    ready,
    reported,
    somebody,
    talking,
    term,
    took_it,
    triaged,
    untriaged,
)
from tests.scenario import NOON, STREET, Scenario, an_id

given = Scenario(case.decider, mediation_events, minor).given
accept = AcceptCase(case_id=CASE, committee_id="C1", rights_notice_ref="告知-01")
assign = AssignTeam(case_id=CASE, lead_id=MA, member_ids=(LOW,), reason="就近")
propose = ProposeRoute(case_id=CASE)
take = AcceptAssignment(case_id=CASE, mediator_id=MA)
decline = DeclineAssignment(case_id=CASE, mediator_id=MA, reason="外出")
conflict = DeclareConflict(case_id=CASE, mediator_id=MA, relation=Relation.KIN)
recuse = RecuseMediator(case_id=CASE, mediator_id=MA, reason="同楼")
objection = ObjectToMediator(case_id=CASE, party=WANG, mediator_id=MA)

declared = ConflictDeclared(case_id=CASE, mediator_id=MA, relation=Relation.KIN)
declined = AssignmentDeclined(case_id=CASE, mediator_id=MA, reason="外出")
waiting = (opened, *both, accepted)


def test_a_committee_accepts_what_every_party_consented_to() -> None:
    given(opened, *both).when(accept).then(accepted)


def test_grave_matters_have_thirty_days() -> None:
    at_street = opened.model_copy(update={"level": 3})
    longer = accepted.model_copy(update={"committee_id": STREET, "due_at": NOON + 30 * DAY})
    scenario = Scenario(case.decider, mediation_events, grave)
    ask = accept.model_copy(update={"committee_id": STREET})
    scenario.given(at_street, *both).when(ask).then(longer)


def test_no_acceptance_without_consent_sides_triage_or_the_right_committee() -> None:
    given(opened, consented(WANG)).when(accept).refused(NotEveryPartyConsented)
    alone = opened.model_copy(update={"parties": opened.parties[:1]})
    given(alone, consented(WANG)).when(accept).refused(OtherSideMissing)
    unknown = Scenario(case.decider, mediation_events, untriaged)
    unknown.given(opened, *both).when(accept).refused(DisputeIsNotTriaged)
    wrong = accept.model_copy(update={"committee_id": STREET})
    given(opened, *both).when(wrong).refused(WrongCommittee)


def test_a_case_is_accepted_once_and_before_anything_else() -> None:
    given(*waiting).when(accept).refused(CaseAlreadyAccepted)
    given(opened, *both).when(assign).refused(CaseNotAccepted)


def test_a_human_assigns_a_team_of_certified_mediators() -> None:
    given(*waiting).when(assign).then(assigned)


@pytest.mark.parametrize("who", [OLD, STRANGER], ids=["expired", "unknown"])
def test_only_valid_certificates_are_assigned(who: MediatorId) -> None:
    given(*waiting).when(assign.model_copy(update={"lead_id": who})).refused(MediatorNotAvailable)
    helper = assign.model_copy(update={"member_ids": (who,)})
    given(*waiting).when(helper).refused(MediatorNotAvailable)


def test_nobody_mediates_in_their_own_case() -> None:
    own = certified(an_id(MediatorId, "wang"), WANG)
    here = Scenario(case.decider, mediation_events, knowing(reported(), triaged(), own))
    ask = assign.model_copy(update={"lead_id": own.mediator_id})
    here.given(*waiting).when(ask).refused(MediatorIsParty)


def test_m_inv_9_a_lead_mediates_at_the_case_level_or_above() -> None:
    at_two = (opened.model_copy(update={"level": 2}), *both, accepted)
    given(*at_two).when(assign.model_copy(update={"lead_id": LOW})).refused(LeadBelowLevel)


def test_m_inv_5_where_the_table_says_gold_the_lead_is_gold() -> None:
    scenario = Scenario(case.decider, mediation_events, major)
    scenario.given(*waiting).when(assign).refused(LeadMustBeGold)
    golden = assign.model_copy(update={"lead_id": GU})
    given_gold = assigned.model_copy(update={"lead_id": GU, "gold_required": True})
    scenario.given(*waiting).when(golden).then(given_gold)


def test_m_inv_5_a_major_property_matter_may_be_led_by_speciality() -> None:
    pipes = triaged(Severity.MAJOR, Risk.YELLOW, kind=LocalKind.PROPERTY)
    scenario = Scenario(case.decider, mediation_events, knowing(reported(), pipes))
    scenario.given(*waiting).when(assign).then(assigned)


def test_the_rule_proposes_level_and_team_and_assigns_nobody() -> None:
    route = RouteProposed(
        case_id=CASE, level=1, team=(LOW,), gold_required=False, rule_version="routing-2024-1"
    )
    given(*waiting).when(propose).then(route)


def test_the_rule_proposes_the_street_and_gold_for_grave_matters() -> None:
    route = RouteProposed(
        case_id=CASE, level=3, team=(GU,), gold_required=True, rule_version="routing-2024-1"
    )
    Scenario(case.decider, mediation_events, grave).given(*waiting).when(propose).then(route)


def test_the_rule_prefers_the_speciality_and_may_find_nobody() -> None:
    plumber = certified(
        an_id(MediatorId, "plumber"),
        an_id(PersonId, "plumber"),
        level=1,
        specialities=(LocalKind.LIFE,),
    )
    known = knowing(reported(), triaged(), plumber)
    route = RouteProposed(
        case_id=CASE,
        level=1,
        team=(plumber.mediator_id,),
        gold_required=False,
        rule_version="routing-2024-1",
    )
    Scenario(case.decider, mediation_events, known).given(*waiting).when(propose).then(route)
    nobody = RouteProposed(
        case_id=CASE, level=2, team=(), gold_required=True, rule_version="routing-2024-1"
    )
    Scenario(case.decider, mediation_events, major).given(*waiting).when(propose).then(nobody)


def test_no_route_before_triage() -> None:
    scenario = Scenario(case.decider, mediation_events, untriaged)
    scenario.given(*waiting).when(propose).refused(DisputeIsNotTriaged)


def test_a_mediator_takes_an_assignment_once_or_declines_it() -> None:
    given(*waiting, assigned).when(take).then(took_it)
    given(*waiting, assigned, took_it).when(take).then()
    given(*waiting, assigned).when(decline).then(declined)


def test_without_its_lead_a_team_is_none() -> None:
    given(*waiting, assigned, declined).when(take).refused(NoTeamAssigned)
    given(*talking, declared).when(take).refused(NoTeamAssigned)
    member_gone = AssignmentDeclined(case_id=CASE, mediator_id=LOW, reason="外出")
    given(*waiting, assigned, member_gone).when(take).then(took_it)


def test_only_the_team_accepts_or_declines() -> None:
    stranger = take.model_copy(update={"mediator_id": GU})
    given(*waiting, assigned).when(stranger).refused(NotInTeam)
    given(*waiting).when(take).refused(NoTeamAssigned)


def test_a_disclosed_decided_or_objected_mediator_stands_aside() -> None:
    given(*ready).when(conflict).then(declared)
    given(*ready).when(recuse, by=somebody("committee_chair")).then(
        MediatorRecused(case_id=CASE, mediator_id=MA, decided_by=str(CHAIR_PERSON), reason="同楼")
    )
    given(*ready).when(objection).then(MediatorObjected(case_id=CASE, party=WANG, mediator_id=MA))
    given(*ready, declared).when(objection).then()
    given(*ready, declared).when(assign).refused(MediatorStandsAside)


def test_an_objection_is_the_partys_own_and_about_a_known_mediator() -> None:
    given(*ready).when(objection, by=nobody_but(LI)).refused(SpeaksForAnother)
    unknown = objection.model_copy(update={"mediator_id": STRANGER})
    given(*ready).when(unknown).refused(MediatorUnknown)


@pytest.mark.parametrize("ask", [propose, assign, take, decline, conflict, recuse, objection])
def test_after_the_agreement_the_team_stays(ask: Command) -> None:
    history: tuple[CaseEvent, ...] = (
        *talking,
        AgreementReached(
            case_id=CASE,
            agreement_id=AGREEMENT,
            form=AgreementForm.WRITTEN,
            partial=False,
            terms=(term(),),
            facts=None,
            agreed_on=TODAY,
        ),
    )
    given(*history).when(ask).refused(AgreementStands)


def test_a_promoted_mediator_leads_where_gold_is_asked_for() -> None:
    assert knowing().mediators[GU].grade is Grade.GOLD
