"""A whistle: proposed, screened by another, blown; each department answers for itself."""

from datetime import timedelta
from itertools import permutations

import pytest

from services.contracts.ids import PetitionId, WhistleId
from services.contracts.petitions.commands.whistle import (
    ArbitrateWhistle,
    BlowWhistle,
    ContestWhistle,
    EvaluateDepartment,
    EvaluateStreetWhistle,
    HandleWhistle,
    ProposeWhistle,
    ReportIn,
    ScreenWhistle,
    TellDepartmentOverdue,
)
from services.contracts.petitions.events import petitions_events
from services.contracts.petitions.events.registry import UnitRegistered
from services.contracts.petitions.events.whistle import (
    AnyWhistleEvent,
    DepartmentEvaluated,
    DepartmentOverdue,
    DepartmentReportedIn,
    StreetWhistleEvaluated,
    WhistleArbitrated,
    WhistleBlown,
    WhistleContested,
    WhistleHandled,
    WhistleProposed,
    WhistleScreened,
)
from services.contracts.petitions.whistle import Arbitration
from services.contracts.places import UnitKind
from services.kernel import CancelTimer, SetTimer
from services.kernel.decider import fold
from services.petitions.hall.refusals import (
    ConflictOfInterest,
    MomentInFuture,
    PetitionHasEnded,
    PetitionUnknown,
)
from services.petitions.hall.refusals_closing import SecondPersonConfirms
from services.petitions.registry.refusals import UnitUnknown
from services.petitions.surroundings import evolve
from services.petitions.whistle import whistle
from services.petitions.whistle.refusals import (
    AlreadyScored,
    BeforeTheWhistle,
    DepartmentIsReleased,
    DepartmentIsResponsible,
    DepartmentNotCalled,
    NotADepartment,
    NotContested,
    NotReportedIn,
    OtherPetition,
    RequiredByIsPast,
    WhistleAlreadyProposed,
    WhistleIsBlown,
    WhistleIsScreened,
    WhistleNotBlown,
    WhistleNotScreened,
    WhistleTurnedDown,
    WhistleUnknown,
)
from services.petitions.whistle.states import Blown, Whistle
from tests.petitions.cast import (
    EVE,
    LAMP,
    OTHER,
    closed,
    handler,
    id_of,
    officer,
    registered,
    somebody,
    street,
    words,
)
from tests.scenario import NOON, STREET, Scenario, an_id

ILLEGAL = an_id(WhistleId, "illegal building")
secretary = somebody("estate_secretary", "E01")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
DUE = NOON + 2 * DAY

departments = [
    UnitRegistered(unit_id=code, kind=UnitKind.DEPARTMENT, name=code, parent_id=parent)
    for code, parent in (("FIRE", STREET), ("SQUAD", "URBAN"))
]
around = fold(evolve, street, [*departments, registered])
given = Scenario(whistle.decider, petitions_events, around).given

propose = ProposeWhistle(
    whistle_id=ILLEGAL,
    petition_id=LAMP,
    departments=("URBAN", "FIRE"),
    matter=words(LAMP, "matter"),
)
approve = ScreenWhistle(whistle_id=ILLEGAL, ok=True)
turn_down = ScreenWhistle(whistle_id=ILLEGAL, ok=False, reason="社区可自行处理")
blow = BlowWhistle(whistle_id=ILLEGAL, departments=("URBAN", "FIRE", "URBAN"), required_by=DUE)
report = ReportIn(whistle_id=ILLEGAL, department="URBAN", at=NOON + HOUR)
contest = ContestWhistle(
    whistle_id=ILLEGAL, department="URBAN", petition_id=LAMP, reason=words(LAMP, "reason")
)
theirs = ArbitrateWhistle(
    whistle_id=ILLEGAL,
    department="URBAN",
    decision=Arbitration.RESPONSIBLE,
    reason="属查处违建职责",
    required_by=NOON + 4 * DAY,
)
released = theirs.model_copy(update={"decision": Arbitration.RELEASED, "required_by": None})
handle = HandleWhistle(
    whistle_id=ILLEGAL, department="URBAN", petition_id=LAMP, result=words(LAMP, "result")
)
late = TellDepartmentOverdue(whistle_id=ILLEGAL, department="URBAN")
score = EvaluateDepartment(whistle_id=ILLEGAL, department="URBAN", score=60)
rate = EvaluateStreetWhistle(whistle_id=ILLEGAL, department="URBAN", quality=90)

proposed = WhistleProposed(
    **vars(propose),
    estate_id="E01",
    accused_orgs=(),
    accused_persons=(),
    proposed_by=id_of(secretary),
)
approved = WhistleScreened(
    whistle_id=ILLEGAL, petition_id=LAMP, ok=True, reason=None, screened_by=id_of(officer)
)
refused = WhistleScreened(**vars(turn_down), petition_id=LAMP, screened_by=id_of(officer))
blown = WhistleBlown(
    whistle_id=ILLEGAL,
    petition_id=LAMP,
    departments=("URBAN", "FIRE"),
    matter=words(LAMP, "matter"),
    blown_at=NOON,
    required_by=DUE,
)
there = DepartmentReportedIn(**vars(report), petition_id=LAMP, response_seconds=3600)
contested = WhistleContested(**vars(contest))
bound = WhistleArbitrated(**vars(theirs), petition_id=LAMP, arbitrated_by=id_of(officer))
gone = WhistleArbitrated(**vars(released), petition_id=LAMP, arbitrated_by=id_of(officer))
handled = WhistleHandled(**vars(handle))
silent = DepartmentOverdue(
    whistle_id=ILLEGAL, petition_id=LAMP, department="URBAN", required_by=DUE
)
scored = DepartmentEvaluated(**vars(score), petition_id=LAMP, evaluated_by=id_of(officer))
rated = StreetWhistleEvaluated(**vars(rate), petition_id=LAMP, evaluated_by=id_of(handler))
called = (proposed, approved, blown)


def known_after(*events: AnyWhistleEvent) -> Whistle:
    return fold(whistle.decider.evolve, whistle.decider.initial, events)


def test_p_law_20_a_whistle_is_proposed_screened_by_another_and_blown() -> None:
    given().when(propose, by=secretary).then(proposed)
    given(proposed).when(approve, by=secretary).refused(SecondPersonConfirms)
    given(proposed).when(approve, by=officer).then(approved)
    given(proposed, approved).when(blow, by=officer).then(blown)


def test_a_whistle_goes_one_step_after_the_other() -> None:
    given().when(approve, by=officer).refused(WhistleUnknown)
    given(proposed).when(propose, by=secretary).refused(WhistleAlreadyProposed)
    given(proposed).when(blow, by=officer).refused(WhistleNotScreened)
    given(proposed, approved).when(turn_down, by=officer).refused(WhistleIsScreened)
    given(proposed, approved).when(report, by=handler).refused(WhistleNotBlown)
    given(*called).when(blow, by=officer).refused(WhistleIsBlown)


def test_what_was_turned_down_is_not_blown() -> None:
    given(proposed).when(turn_down, by=officer).then(refused)
    given(proposed, refused).when(blow, by=officer).refused(WhistleTurnedDown)


def test_a_whistle_is_blown_for_an_open_petition_only() -> None:
    other = propose.model_copy(update={"petition_id": OTHER})
    given().when(other, by=secretary).refused(PetitionUnknown)
    after = Scenario(whistle.decider, petitions_events, evolve(around, closed)).given
    after().when(propose, by=secretary).refused(PetitionHasEnded)
    after(proposed, approved).when(blow, by=officer).refused(PetitionHasEnded)


def test_only_departments_are_called_and_in_good_time() -> None:
    for code, reason in (("C1", NotADepartment), ("NOWHERE", UnitUnknown)):
        to = {"departments": ("URBAN", code)}
        given().when(propose.model_copy(update=to), by=secretary).refused(reason)
        given(proposed, approved).when(blow.model_copy(update=to), by=officer).refused(reason)
    now = blow.model_copy(update={"required_by": NOON})
    given(proposed, approved).when(now, by=officer).refused(RequiredByIsPast)


@pytest.mark.parametrize("unit", ["URBAN", "SQUAD"])
def test_p_inv_1_no_whistle_goes_to_the_accused_or_below(unit: str) -> None:
    about = registered.model_copy(update={"accused_orgs": ("URBAN",), "accused_persons": (EVE,)})
    accusing = fold(evolve, street, [*departments, about])
    told = proposed.model_copy(update={"departments": ("FIRE",), "accused_orgs": ("URBAN",)})
    known = Scenario(whistle.decider, petitions_events, accusing).given
    to = {"departments": ("FIRE", unit)}
    known().when(propose.model_copy(update=to), by=secretary).refused(ConflictOfInterest)
    known(told, approved).when(blow.model_copy(update=to), by=officer).refused(ConflictOfInterest)


def test_p_inv_1_a_complaint_about_the_community_is_whistled_for_by_the_street() -> None:
    about = registered.model_copy(update={"accused_orgs": ("C1",), "accused_persons": (EVE,)})
    accusing = fold(evolve, street, [about])
    standing = whistle.standing(propose, whistle.decider.initial, accusing)
    assert standing.place == STREET
    assert standing.people["accused"] == {str(EVE)}


def test_a_department_answers_for_itself() -> None:
    known = known_after(*called)
    assert whistle.standing(report, known, around).place == "URBAN"
    assert whistle.standing(score, known, around).place == "S01"


def test_a_department_reports_in_once() -> None:
    given(*called).when(report, at=NOON + HOUR, by=handler).then(there)
    given(*called, there).when(report, at=NOON + HOUR, by=handler).then()
    given(*called).when(report, at=NOON, by=handler).refused(MomentInFuture)
    early = report.model_copy(update={"at": NOON - HOUR})
    given(*called).when(early, by=handler).refused(BeforeTheWhistle)
    uncalled = report.model_copy(update={"department": "SQUAD"})
    given(*called).when(uncalled, at=NOON + HOUR, by=handler).refused(DepartmentNotCalled)


def test_who_is_there_works_and_says_what_was_done() -> None:
    given(*called).when(handle, by=handler).refused(NotReportedIn)
    given(*called, there).when(handle, by=handler).then(handled)
    given(*called, there).when(contest, by=handler).refused(DepartmentIsResponsible)
    other = handle.model_copy(update={"petition_id": PetitionId(OTHER)})
    given(*called, there).when(other, by=handler).refused(OtherPetition)


def test_who_contests_waits_for_the_streets_decision() -> None:
    given(*called).when(contest, by=handler).then(contested)
    given(*called, contested).when(contest, by=handler).then()
    given(*called).when(theirs, by=officer).refused(NotContested)
    given(*called, contested).when(theirs, by=officer).then(bound)
    given(*called, contested, bound).when(contest, by=handler).refused(DepartmentIsResponsible)
    past = theirs.model_copy(update={"required_by": NOON})
    given(*called, contested).when(past, by=officer).refused(RequiredByIsPast)


def test_who_was_released_owes_nothing_and_may_still_score_the_whistle() -> None:
    given(*called, contested).when(released, by=officer).then(gone)
    for ask in (report, handle, contest, score):
        given(*called, contested, gone).when(ask, at=DUE).refused(DepartmentIsReleased)
    given(*called, contested, gone).when(late, at=DUE).then()
    given(*called, contested, gone).when(rate, by=handler).then(rated)


def test_silence_is_told_once_when_the_day_is_over() -> None:
    given(*called).when(late, at=DUE).then(silent)
    given(*called).when(late, at=NOON).then()
    given(*called, silent).when(late, at=DUE).then()
    given(*called, there).when(late, at=DUE).then()
    given(*called, contested).when(late, at=DUE).then()
    given(*called, contested, bound).when(late, at=DUE).then()
    again = silent.model_copy(update={"required_by": NOON + 4 * DAY})
    given(*called, contested, bound).when(late, at=NOON + 4 * DAY).then(again)


def test_a_timer_runs_for_each_department_until_it_answers() -> None:
    for_fire = TellDepartmentOverdue(whistle_id=ILLEGAL, department="FIRE")
    assert whistle.decider.deadlines(blown) == [
        SetTimer(name="report-in-URBAN", due_at=DUE, command=late),
        SetTimer(name="report-in-FIRE", due_at=DUE, command=for_fire),
    ]
    for answer in (there, contested):
        assert whistle.decider.deadlines(answer) == [CancelTimer(name="report-in-URBAN")]
    assert whistle.decider.deadlines(bound) == [
        SetTimer(name="report-in-URBAN", due_at=NOON + 4 * DAY, command=late)
    ]
    assert whistle.decider.deadlines(gone) == []


def test_a_score_once_given_stands() -> None:
    given(*called, scored).when(score, by=officer).then()
    better = score.model_copy(update={"score": 100})
    given(*called, scored).when(better, by=officer).refused(AlreadyScored)
    worse = rate.model_copy(update={"quality": 0})
    given(*called, rated).when(worse, by=handler).refused(AlreadyScored)


@pytest.mark.parametrize("order", tuple(permutations((handle, score, rate))))
def test_5_1_9_not_ours_then_theirs_then_late_and_both_scores_in_any_order(
    order: tuple[HandleWhistle | EvaluateDepartment | EvaluateStreetWhistle, ...],
) -> None:
    """The petition is closed meanwhile: what comes after its end is recorded all the same."""
    after = Scenario(whistle.decider, petitions_events, evolve(around, closed)).given
    result: dict[type, AnyWhistleEvent] = {
        HandleWhistle: handled,
        EvaluateDepartment: scored,
        EvaluateStreetWhistle: rated,
    }
    history: list[AnyWhistleEvent] = [*called, contested, bound, there]
    for ask in order:
        by = officer if isinstance(ask, EvaluateDepartment) else handler
        after(*history).when(ask, at=NOON + 5 * DAY, by=by).then(result[type(ask)])
        history.append(result[type(ask)])
    whole = known_after(*history)
    assert isinstance(whole, Blown)
    assert (whole.duties["URBAN"].score, whole.duties["URBAN"].quality) == (60, 90)
