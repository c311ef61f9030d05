"""What the room knows of its street, and when it lets a person be forgotten."""

from services.contracts.ids import CaseId
from services.contracts.mediation.commands.around import (
    AnswerErasureInMediation,
    NoteUnitForMediation,
)
from services.contracts.mediation.events import mediation_events
from services.contracts.mediation.events.around import MediationErasureAnswered, MediationUnitNoted
from services.contracts.mediation.events.case import CaseArchived, CaseEvent
from services.contracts.mediation.events.mediators import (
    MediatorPromoted,
    MediatorReinstated,
    MediatorRevoked,
    MediatorSuspended,
    SpecialityRecorded,
)
from services.contracts.mediation.kinds import EndReason, Grade, LocalKind
from services.contracts.places import UnitKind
from services.mediation import forgetting, unit
from tests.mediation.cast import (
    CASE,
    DAY,
    LOW,
    LOW_PERSON,
    MA,
    TODAY,
    WANG,
    ZHAO,
    accepted,
    assigned,
    knowing,
    opened,
    reported,
    took_it,
)
from tests.mediation.test_parties import ended, named
from tests.mediation.test_performance import seen, whole
from tests.mediation.test_team import declared, declined
from tests.scenario import NOON, Scenario, an_id

note = NoteUnitForMediation(unit_id="E03", kind=UnitKind.ESTATE, parent_id="C1")
noted = MediationUnitNoted(unit_id="E03", kind=UnitKind.ESTATE, parent_id="C1")
given = Scenario(unit.decider, mediation_events, knowing()).given
forget = AnswerErasureInMediation(person=WANG)
applied = MediationErasureAnswered(person=WANG, outcome="APPLIED", ground=None, until=None)
archived = CaseArchived(case_id=CASE, retention_until=TODAY)


def kept(until: object) -> MediationErasureAnswered:
    return MediationErasureAnswered.model_validate(
        {"person": WANG, "outcome": "RESTRICTED", "ground": "OPEN_CASE", "until": until}
    )


def asked(*events: CaseEvent) -> Scenario:
    return Scenario(forgetting.decider, mediation_events, knowing(reported(), *events)).given()


def test_a_unit_is_noted_once_and_again_when_it_moved() -> None:
    given().when(note).then(noted)
    given(noted).when(note).then()
    moved = note.model_copy(update={"parent_id": "C2"})
    given(noted).when(moved).then(noted.model_copy(update={"parent_id": "C2"}))


def test_x10_who_is_in_no_open_case_may_be_forgotten_and_their_ended_cases_are_named() -> None:
    asked().when(forget).then(applied)
    theirs = applied.model_copy(update={"cases": (CASE,)})
    asked(opened, ended(EndReason.FAILED)).when(forget).then(theirs)
    asked(opened, accepted, archived).when(forget).then(theirs)
    asked(opened, accepted, seen(1)).when(forget).then(theirs)


def test_x10_whose_name_came_later_has_a_part_in_the_case_and_a_stranger_has_none() -> None:
    zhao, stranger = (AnswerErasureInMediation(person=each) for each in (ZHAO, LOW_PERSON))
    over = asked(opened, named, ended(EndReason.FAILED))
    over.when(zhao).then(applied.model_copy(update={"person": ZHAO, "cases": (CASE,)}))
    over.when(stranger).then(applied.model_copy(update={"person": LOW_PERSON}))


def test_x10_a_case_that_goes_on_keeps_the_ended_ones_too() -> None:
    going_on = opened.model_copy(update={"case_id": an_id(CaseId, "another")})
    asked(opened, ended(EndReason.FAILED), going_on).when(forget).then(kept(None))


def test_x10_who_is_a_party_of_an_open_case_is_kept_for_now() -> None:
    asked(opened).when(forget).then(kept(None))
    asked(opened, accepted).when(forget).then(kept(NOON + 15 * DAY))
    late = AnswerErasureInMediation(person=ZHAO)
    outcome = kept(None).model_copy(update={"person": ZHAO})
    asked(opened, named).when(late).then(outcome)


def test_every_asking_is_answered_anew() -> None:
    Scenario(forgetting.decider, mediation_events, knowing()).given(kept(None)).when(forget).then(
        applied
    )


def test_a_mediators_certificate_is_known_as_it_stands() -> None:
    gold = MediatorPromoted(mediator_id=LOW, cert_no="G-9", valid_from=TODAY, valid_to=TODAY)
    pause = MediatorSuspended(mediator_id=LOW, reason="投诉")
    back = MediatorReinstated(mediator_id=LOW)
    skill = SpecialityRecorded(
        mediator_id=LOW, occupation="律师", skills=(), specialities=(LocalKind.LIFE,)
    )
    gone = MediatorRevoked(mediator_id=LOW, person=LOW_PERSON, reason="辞任")
    low = knowing(gold, skill).mediators[LOW]
    assert (low.grade, low.valid_on(TODAY), low.specialities) == (
        Grade.GOLD,
        True,
        frozenset({LocalKind.LIFE}),
    )
    assert not knowing(gold, pause).mediators[LOW].valid_on(TODAY)
    assert knowing(gold, pause, back).mediators[LOW].valid_on(TODAY)
    assert LOW not in knowing(gone).mediators


def test_a_mediators_load_is_the_open_cases_of_the_team() -> None:
    team = (reported(), opened, accepted, assigned)
    assert knowing(*team, took_it).load_of(MA) == 1
    assert knowing(*team, declined).load_of(MA) == 0
    assert knowing(*team, declared).load_of(MA) == 0
    assert knowing(*team, ended(EndReason.FAILED)).load_of(MA) == 0
    assert knowing(*team, whole).load_of(MA) == 0
