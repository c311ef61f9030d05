"""Somebody asks to be forgotten (X10)."""

from datetime import UTC, date, datetime
from typing import Any

from services.contracts.ids import CaseId
from services.contracts.petitions.commands.privacy import (
    AnswerErasure,
    RecordErasureAnswer,
    RequestErasure,
    UrgeErasure,
)
from services.contracts.petitions.events import petitions_events
from services.contracts.petitions.events.privacy import (
    ErasureApplied,
    ErasureConcluded,
    ErasureRequested,
    ErasureRestricted,
    ErasureUrged,
    ServiceAnswer,
)
from services.contracts.petitions.words import ErasureAnswer, ErasureOutcome, RoomName
from services.kernel import CancelTimer, SetTimer
from services.kernel.decider import fold
from services.petitions.privacy import erasure
from services.petitions.surroundings import evolve
from tests.petitions.cast import (
    ADA,
    LAMP,
    LIFT,
    answered,
    called,
    closed,
    handler,
    officer,
    registered,
    street,
)
from tests.petitions.test_duplicates import merged
from tests.scenario import Scenario, an_id

FIFTEEN_DAYS = datetime(2024, 11, 25, 16, 0, tzinfo=UTC)
"""The end of Monday 2024-11-25 in Shengquan: fifteen working days after Monday 2024-11-04."""
FIVE_DAYS = datetime(2024, 11, 11, 16, 0, tzinfo=UTC)

knowing_open = fold(evolve, street, answered)
knowing_closed = fold(evolve, knowing_open, [called(), closed])


def given(*events: Any, around: Any = knowing_closed) -> Scenario:
    return Scenario(erasure.decider, petitions_events, around).given(*events)


request = RequestErasure(person=ADA)
answer = AnswerErasure(person=ADA)
requested = ErasureRequested(person=ADA, round=1, due_at=FIFTEEN_DAYS)


def applied(room: RoomName) -> ErasureApplied:
    return ErasureApplied(person=ADA, room=room)


def from_room(room: RoomName, ground: str | None = None) -> RecordErasureAnswer:
    return RecordErasureAnswer(
        person=ADA,
        room=room,
        outcome=ErasureAnswer.RESTRICTED if ground else ErasureAnswer.APPLIED,
        ground=ground,
        until=date(2024, 12, 31) if ground else None,
    )


def said(room: RoomName, ground: str | None = None, until: date | None = None) -> ServiceAnswer:
    kept = ErasureAnswer.RESTRICTED if ground else ErasureAnswer.APPLIED
    return ServiceAnswer(room=room, outcome=kept, ground=ground, until=until)


own, mediation, activities = (applied(room) for room in RoomName)
open_petition = ErasureRestricted(
    person=ADA, room=RoomName.PETITIONS, ground="OPEN_PETITION", until=None
)
erased = ErasureConcluded(
    person=ADA,
    outcome=ErasureOutcome.ERASED,
    per_service=tuple(said(room) for room in RoomName),
    petitions=(LAMP,),
)


def test_asking_begins_a_round_and_asking_twice_is_asking_once() -> None:
    given().when(request).then(requested)
    given(requested).when(request).then()


def test_the_hall_keeps_while_a_petition_is_open() -> None:
    given(requested, around=knowing_open).when(answer).then(open_petition)
    given(requested).when(answer).then(own)
    given(requested, own).when(answer).then()


def test_a_merged_petition_is_open_as_long_as_its_lead() -> None:
    lead = registered.model_copy(update={"petition_id": LIFT, "petitioner": None})
    around = fold(evolve, street, [registered, lead, merged])
    given(requested, around=around).when(answer).then(open_petition)
    ended = evolve(around, closed.model_copy(update={"petition_id": LIFT}))
    given(requested, around=ended).when(answer).then(own)


def test_the_third_answer_concludes() -> None:
    given(requested, own).when(from_room(RoomName.MEDIATION)).then(mediation)
    last = from_room(RoomName.ACTIVITIES)
    given(requested, own, mediation).when(last).then(activities, erased)
    given(requested, own, mediation, activities, erased).when(last).then()
    given(requested, own, mediation, activities, erased).when(request).then()


def test_the_ended_cases_the_mediation_room_names_are_concluded_with() -> None:
    case = an_id(CaseId, "wall")
    named = from_room(RoomName.MEDIATION).model_copy(update={"cases": (case,)})
    there = mediation.model_copy(update={"cases": (case,)})
    given(requested, own).when(named).then(there)
    answers = tuple(
        each.model_copy(update={"cases": (case,)}) if each.room is RoomName.MEDIATION else each
        for each in erased.per_service
    )
    whole = erased.model_copy(update={"per_service": answers, "cases": (case,)})
    last = from_room(RoomName.ACTIVITIES)
    given(requested, own, there).when(last).then(activities, whole)


def test_one_room_that_keeps_restricts_the_whole_and_it_may_be_asked_again() -> None:
    keeps = from_room(RoomName.MEDIATION, "OPEN_CASE")
    told = ErasureRestricted(
        person=ADA, room=RoomName.MEDIATION, ground="OPEN_CASE", until=date(2024, 12, 31)
    )
    restricted = ErasureConcluded(
        person=ADA,
        outcome=ErasureOutcome.RESTRICTED,
        per_service=(
            said(RoomName.PETITIONS),
            said(RoomName.ACTIVITIES),
            said(RoomName.MEDIATION, "OPEN_CASE", date(2024, 12, 31)),
        ),
        petitions=(LAMP,),
    )
    given(requested, own, activities).when(keeps).then(told, restricted)
    again = requested.model_copy(update={"round": 2})
    over = (requested, own, activities, told, restricted)
    given(*over).when(request).then(again)
    given(*over).when(from_room(RoomName.MEDIATION)).then()
    given(*over, again).when(from_room(RoomName.MEDIATION)).then(mediation)


def test_a_petition_brought_since_the_hall_answered_still_holds_it_back() -> None:
    last = from_room(RoomName.ACTIVITIES)
    restricted = erased.model_copy(
        update={
            "outcome": ErasureOutcome.RESTRICTED,
            "per_service": (
                said(RoomName.PETITIONS, "OPEN_PETITION"),
                said(RoomName.MEDIATION),
                said(RoomName.ACTIVITIES),
            ),
        }
    )
    before = given(requested, own, mediation, around=knowing_open)
    before.when(last).then(activities, open_petition, restricted)


def test_silent_rooms_are_urged_for_until_they_answer() -> None:
    urge = UrgeErasure(person=ADA)
    urged = ErasureUrged(
        person=ADA,
        n=1,
        missing=(RoomName.MEDIATION, RoomName.ACTIVITIES),
        urge_at=FIVE_DAYS,
    )
    given(requested, own).when(urge).then(urged)
    given(requested, own, urged).when(urge).then(urged.model_copy(update={"n": 2}))
    given(requested, own, mediation, activities, erased).when(urge).then()
    asked = SetTimer(name="answers", due_at=FIFTEEN_DAYS, command=urge)
    again = SetTimer(name="answers", due_at=FIVE_DAYS, command=urge)
    assert [erasure.deadlines(each) for each in (requested, urged)] == [[asked], [again]]
    assert erasure.deadlines(erased) == [CancelTimer(name="answers")]
    assert erasure.deadlines(own) == []


def test_an_answer_nobody_asked_for_says_nothing() -> None:
    given().when(from_room(RoomName.MEDIATION)).then()
    given().when(answer).then()
    given().when(UrgeErasure(person=ADA)).then()


def test_who_handled_a_petition_of_the_person_is_known() -> None:
    people = erasure.standing(request, erasure.Unasked(), knowing_closed).people
    assert people["person"] == {str(ADA)}
    assert handler.person in people["handler"]
    assert officer.person not in people["handler"]
