"""How a case goes up, out, or into the archive."""

from datetime import UTC, date, datetime

import pytest

from services.contracts.ids import ReferralId
from services.contracts.mediation.commands.case import (
    ArchiveCase,
    EscalateCase,
    HandUpCase,
    RaiseSafety,
    RecordRefusal,
    TerminateCase,
)
from services.contracts.mediation.events import mediation_events
from services.contracts.mediation.events.case import (
    CaseArchived,
    CaseEscalated,
    CaseEvent,
    CaseHandedUp,
    CaseOutcomePublished,
    PartyRefused,
)
from services.contracts.mediation.kinds import EndReason, SafetyFlag
from services.kernel.decider import fold
from services.mediation.cases import case
from services.mediation.cases.folding import evolve
from services.mediation.cases.refusals import (
    AgreementIsBinding,
    AgreementStands,
    CaseIsArchived,
    CaseIsTerminated,
    CaseNotFinished,
    LevelOnlyGoesUpByOne,
    PartyEndsItThemselves,
    TopLevelFirst,
)
from services.mediation.cases.states import Accepted, Opened
from tests.mediation.cast import (
    CASE,
    LI,
    accepted,
    both,
    grave,
    minor,
    opened,
    ready,
    talking,
)
from tests.mediation.test_parties import ended, in_effect, written
from tests.mediation.test_performance import binding, done, seen, whole
from tests.scenario import Scenario, an_id

REFERRAL = an_id(ReferralId)
given = Scenario(case.decider, mediation_events, minor).given
urgent = Scenario(case.decider, mediation_events, grave).given
archive = ArchiveCase(case_id=CASE)
fail = TerminateCase(case_id=CASE, reason=EndReason.FAILED)
hand_up = HandUpCase(case_id=CASE, to="区矛盾纠纷大调解中心", reason="涉多街道")
handed = CaseHandedUp(case_id=CASE, to="区矛盾纠纷大调解中心", reason="涉多街道")
archived = CaseArchived(case_id=CASE, retention_until=date(2029, 11, 4))
finished = (*binding, done("T1"), done("T2"), whole, seen(1))


def at_level(level: int, *, referred: bool = False) -> CaseEvent:
    referral = REFERRAL if referred else None
    return opened.model_copy(update={"level": level, "referral_id": referral})


def up(to: int) -> EscalateCase:
    return EscalateCase(case_id=CASE, to_level=to, reason="两次未果")


def went_up(before: int, to: int, attempts: int = 0) -> CaseEscalated:
    return CaseEscalated(
        case_id=CASE, from_level=before, to_level=to, reason="两次未果", attempts=attempts
    )


def told(code: str) -> CaseOutcomePublished:
    return CaseOutcomePublished.model_validate(
        {
            "case_id": CASE,
            "referral_id": REFERRAL,
            "outcome_code": code,
            "agreed_on": None,
            "performed": False,
        }
    )


def test_m_inv_9_a_case_goes_up_by_one_and_its_attempts_are_kept() -> None:
    given(*talking).when(up(2)).then(went_up(1, 2, attempts=1))
    given(at_level(2)).when(up(3)).then(went_up(2, 3))


@pytest.mark.parametrize(("level", "to"), [(1, 1), (1, 3), (2, 1), (2, 2), (3, 1), (3, 2), (3, 3)])
def test_m_inv_9_a_case_never_goes_down_nor_skips_a_level(level: int, to: int) -> None:
    given(at_level(level)).when(up(to)).refused(LevelOnlyGoesUpByOne)


def test_m_inv_9_red_goes_straight_to_the_street() -> None:
    urgent(at_level(1)).when(up(3)).then(went_up(1, 3))
    urgent(at_level(3)).when(up(3)).refused(LevelOnlyGoesUpByOne)


def test_the_next_level_assigns_a_team_of_its_own() -> None:
    history = (*talking, went_up(1, 2, attempts=1))
    after = fold(evolve, case.decider.initial, history)
    assert isinstance(after, Accepted)
    assert (after.file.level, after.file.attempts) == (2, 0)
    early = fold(evolve, case.decider.initial, (opened, went_up(1, 2)))
    assert isinstance(early, Opened)


def test_only_what_the_street_tried_is_handed_up() -> None:
    given(*talking).when(hand_up).refused(TopLevelFirst)
    street = (at_level(3), *ready[1:])
    given(*street).when(hand_up).then(handed, ended(EndReason.TRANSFERRED))


def test_x1_the_hall_is_told_how_a_case_ended_without_agreement() -> None:
    given(at_level(3, referred=True)).when(hand_up).then(
        handed, ended(EndReason.TRANSFERRED), told("HANDED_UP")
    )
    given(at_level(1, referred=True)).when(fail).then(ended(EndReason.FAILED), told("TERMINATED"))
    no = PartyRefused(case_id=CASE, party=LI, clear=True)
    given(at_level(1, referred=True)).when(RecordRefusal(case_id=CASE, party=LI)).then(
        no, ended(EndReason.REFUSED), told("REFUSED")
    )


@pytest.mark.parametrize("history", [(opened,), (opened, *both, accepted), ready, talking])
def test_what_cannot_be_agreed_is_terminated_with_signposts(
    history: tuple[CaseEvent, ...],
) -> None:
    given(*history).when(fail).then(ended(EndReason.FAILED))


@pytest.mark.parametrize("reason", [EndReason.REFUSED, EndReason.WITHDRAWN])
def test_m_inv_2_refusing_and_stopping_are_the_parties_own_words(reason: EndReason) -> None:
    ask = TerminateCase(case_id=CASE, reason=reason)
    given(*talking).when(ask).refused(PartyEndsItThemselves)


def test_what_was_agreed_goes_nowhere_and_what_binds_is_not_terminated() -> None:
    given(*talking, written).when(up(2)).refused(AgreementStands)
    given(*talking, written).when(fail).then(ended(EndReason.FAILED))
    given(*talking, written, in_effect).when(fail).refused(AgreementIsBinding)


def test_a_file_is_closed_after_the_follow_up_or_the_termination() -> None:
    given(*finished).when(archive).then(archived)
    given(opened, ended(EndReason.FAILED)).when(archive).then(archived)
    given(*finished, archived).when(archive).then()


def test_a_file_of_a_leap_day_is_kept_until_the_first_of_march() -> None:
    leap = datetime(2024, 2, 29, 4, tzinfo=UTC)
    kept = CaseArchived(case_id=CASE, retention_until=date(2029, 3, 1))
    given(*finished).when(archive, at=leap).then(kept)


@pytest.mark.parametrize("history", [(opened,), talking, binding])
def test_what_is_not_finished_is_not_archived(history: tuple[CaseEvent, ...]) -> None:
    given(*history).when(archive).refused(CaseNotFinished)


def test_what_has_ended_stays_ended() -> None:
    alarm = RaiseSafety(case_id=CASE, flag=SafetyFlag.DV)
    given(opened, ended(EndReason.FAILED)).when(fail).then()
    given(opened, ended(EndReason.FAILED)).when(alarm).refused(CaseIsTerminated)
    given(*finished, archived).when(fail).refused(CaseIsArchived)
