"""When a session is set and held, and when it must not be."""

from datetime import date

import pytest

from services.contracts.ids import SessionId
from services.contracts.mediation.commands.case import (
    AdjournSession,
    HoldSession,
    RaiseSafety,
    ScheduleSession,
)
from services.contracts.mediation.events import mediation_events
from services.contracts.mediation.events.case import (
    CaseEvent,
    CasePartyNamed,
)
from services.contracts.mediation.events.session import (
    SafetyAlertRaised,
    SessionAdjourned,
)
from services.contracts.mediation.kinds import Capacity, SafetyFlag, SessionMode, Side
from services.kernel import Command
from services.mediation.cases import case
from services.mediation.cases.refusals import (
    AgreementStands,
    NotEveryPartyConsented,
    OtherSideMissing,
)
from services.mediation.cases.work_refusals import (
    LeadHasNotAccepted,
    MediatorNotAvailable,
    NoJointSession,
    NoSessionRunning,
    NoTeamAssigned,
    SessionNotScheduled,
)
from tests.mediation.cast import (
    CASE,
    LI,
    MA,
    MA_PERSON,
    SESSION,
    WANG,
    ZHAO,
    accepted,
    assigned,
    both,
    certified,
    consented,
    held,
    knowing,
    minor,
    opened,
    ready,
    reported,
    scheduled,
    sealed,
    talking,
    took_it,
    triaged,
)
from tests.mediation.test_parties import written
from tests.scenario import NOON, Scenario, an_id

given = Scenario(case.decider, mediation_events, minor).given
schedule = ScheduleSession(case_id=CASE, session_id=SESSION, at=NOON, mode=SessionMode.ROOM)
hold = HoldSession(case_id=CASE, session_id=SESSION, attendance=(WANG, LI), record=sealed(CASE))
adjourn = AdjournSession(case_id=CASE, reason="等待检测结果")
alarm = RaiseSafety(case_id=CASE, flag=SafetyFlag.VIOLENCE)
alarmed = SafetyAlertRaised(case_id=CASE, flag=SafetyFlag.VIOLENCE)
adjourned = SessionAdjourned(case_id=CASE, reason="等待检测结果")
named = CasePartyNamed(
    case_id=CASE, party=ZHAO, side=Side.B, capacity=Capacity.DEVELOPER, name=None, phone=None
)


def test_a_session_is_set_held_and_broken_off() -> None:
    given(*ready).when(schedule).then(scheduled)
    given(*ready, scheduled).when(hold).then(held)
    given(*talking).when(adjourn).then(adjourned)
    given(*talking, adjourned).when(schedule).then(scheduled)


@pytest.mark.parametrize("yes", [(), (consented(WANG),), (consented(LI),)])
def test_m_inv_1_no_session_before_every_party_consented(yes: tuple[CaseEvent, ...]) -> None:
    given(opened, *yes, accepted, assigned, took_it).when(schedule).refused(NotEveryPartyConsented)


def test_m_inv_1_a_party_named_meanwhile_has_to_consent_before_it_is_held() -> None:
    given(*ready, scheduled, named).when(hold).refused(NotEveryPartyConsented)
    given(*ready, scheduled, named, consented(ZHAO)).when(hold).then(held)


def test_m_inv_1_nobody_mediates_with_one_side() -> None:
    alone = opened.model_copy(update={"parties": opened.parties[:1]})
    given(alone, consented(WANG), accepted, assigned, took_it).when(schedule).refused(
        OtherSideMissing
    )


def test_no_session_without_a_team_whose_lead_took_it() -> None:
    given(opened, *both).when(schedule).refused(NoTeamAssigned)
    given(opened, *both, accepted).when(hold).refused(NoTeamAssigned)
    given(opened, *both, accepted, assigned).when(schedule).refused(LeadHasNotAccepted)


def test_m_inv_4_the_leads_certificate_is_valid_on_the_day() -> None:
    ends = certified(MA, MA_PERSON, until=date(2024, 11, 3))
    lapsed = Scenario(case.decider, mediation_events, knowing(reported(), triaged(), ends))
    lapsed.given(*ready).when(schedule).refused(MediatorNotAvailable)
    lapsed.given(*ready, scheduled).when(hold).refused(MediatorNotAvailable)


def test_only_the_session_that_is_set_is_held() -> None:
    given(*ready).when(hold).refused(SessionNotScheduled)
    other = hold.model_copy(update={"session_id": an_id(SessionId, "other")})
    given(*ready, scheduled).when(other).refused(SessionNotScheduled)
    given(*talking).when(hold).refused(SessionNotScheduled)


def test_only_a_running_session_is_broken_off() -> None:
    given(*ready).when(adjourn).refused(NoSessionRunning)
    given(*talking, adjourned).when(adjourn).refused(NoSessionRunning)


@pytest.mark.parametrize("flag", [SafetyFlag.VIOLENCE, SafetyFlag.DV])
def test_m_inv_10_where_there_is_violence_the_parties_do_not_meet(flag: SafetyFlag) -> None:
    known = knowing(reported(), triaged(flags=(flag,)))
    dangerous = Scenario(case.decider, mediation_events, known)
    dangerous.given(*ready).when(schedule).refused(NoJointSession)
    apart = schedule.model_copy(update={"joint": False})
    dangerous.given(*ready).when(apart).then(scheduled.model_copy(update={"joint": False}))


def test_m_inv_10_an_alarm_between_setting_and_holding_keeps_them_apart() -> None:
    given(*ready, scheduled).when(alarm).then(alarmed)
    given(*ready, scheduled, alarmed).when(alarm).then()
    given(*ready, scheduled, alarmed).when(hold).refused(NoJointSession)


@pytest.mark.parametrize("ask", [schedule, hold, adjourn])
def test_after_the_agreement_there_are_no_sessions(ask: Command) -> None:
    given(*talking, written).when(ask).refused(AgreementStands)
