"""What the hall puts under supervision by itself, and who may urge (P-LAW-17)."""

from datetime import date, timedelta
from typing import Any

from services.contracts.ids import PetitionId
from services.contracts.petitions.clocks import ClockKind, SupervisionLevel, SupervisionTrigger
from services.contracts.petitions.commands.clocks import UrgeHandling
from services.contracts.petitions.commands.closing import ReopenPetition
from services.contracts.petitions.commands.duplicates import ConfirmMerge
from services.contracts.petitions.events.clocks import HandlingUrged, SupervisionOpened
from services.contracts.petitions.events.closing import PetitionReopened
from services.contracts.petitions.events.duplicates import DuplicateJoined, PetitionMergeProposed
from services.contracts.petitions.words import MergeBasis, ReopenReason
from services.petitions.hall.refusals_clocks import NoSuchClock
from tests.petitions.cast import (
    ADA,
    DUE,
    LAMP,
    LIFT,
    accepted,
    answered,
    called,
    caller,
    clerk,
    closed,
    given,
    hall,
    id_of,
    in_hand,
    registered,
    replied,
    resident,
    second_clerk,
)
from tests.scenario import NOON, an_id

again = ReopenPetition(petition_id=LAMP, reason=ReopenReason.NOT_SOLVED)
urge = UrgeHandling(petition_id=LAMP)


def opened(trigger: SupervisionTrigger, which: PetitionId = LAMP) -> SupervisionOpened:
    return SupervisionOpened(
        petition_id=which,
        level=SupervisionLevel.NORMAL,
        trigger=trigger,
        clock_id=None,
        reason=None,
    )


def test_p_law_17_what_is_reopened_twice_is_supervised() -> None:
    first = given(*answered, called(), closed).when(again, by=caller).events
    assert [type(each) for each in first] == [PetitionReopened]
    second = (
        *(*answered, called(), closed, first[0]),
        replied.model_copy(update={"cycle": 2}),
        called().model_copy(update={"cycle": 2}),
        closed.model_copy(update={"cycle": 2}),
    )
    _, supervised = given(*second).when(again, by=caller).events
    assert supervised == opened(SupervisionTrigger.NOT_SOLVED)
    watched = (*second, opened(SupervisionTrigger.OVERDUE))
    (alone,) = given(*watched).when(again, by=caller).events
    assert isinstance(alone, PetitionReopened)


def test_p_law_17_the_fifth_petition_about_one_matter_has_it_supervised() -> None:
    proposed = PetitionMergeProposed(
        petition_id=LAMP, lead_id=LIFT, basis=MergeBasis.SAME_MATTER, proposed_by=id_of(clerk)
    )
    lead: list[Any] = [registered.model_copy(update={"petition_id": LIFT})]
    confirm = ConfirmMerge(petition_id=LAMP, lead_id=LIFT)
    counts = []
    for n in range(4):
        told = (
            hall.beside(LIFT, *lead).given(registered, proposed).when(confirm, by=second_clerk)
        ).events
        counts.append([type(each).__name__ for each in told])
        lead.append(
            DuplicateJoined(
                petition_id=LIFT,
                member_id=an_id(PetitionId, f"member {n}"),
                member_due_at=None,
                governing_due_at=None,
            )
        )
    assert counts[:3] == [["PetitionMerged", "DuplicateJoined"]] * 3
    assert told[-1] == opened(SupervisionTrigger.REPEATED, LIFT)


def urged(day: date) -> HandlingUrged:
    return HandlingUrged(
        petition_id=LAMP,
        clock_id="HANDLING-1",
        kind=ClockKind.HANDLING,
        due_at=DUE,
        on=day,
        urged_by=ADA,
    )


def test_whoever_brought_it_may_urge_once_a_day() -> None:
    today = date(2024, 11, 4)
    given(*in_hand).when(urge, by=resident(ADA)).then(urged(today))
    given(*in_hand, urged(today)).when(urge, by=caller).then()
    tomorrow = urged(date(2024, 11, 5))
    given(*in_hand, urged(today)).when(urge, by=resident(ADA), at=NOON + timedelta(days=1)).then(
        tomorrow
    )


def test_there_is_nothing_to_urge_where_no_clock_runs() -> None:
    given(registered).when(urge, by=resident(ADA)).refused(NoSuchClock)
    given(*answered).when(urge, by=resident(ADA)).refused(NoSuchClock)
    given(registered, accepted).when(
        UrgeHandling(petition_id=LAMP, kind=ClockKind.CALL_BACK), by=caller
    ).refused(NoSuchClock)
