"""Corner cases that a toy gets wrong (domain §5.1), where no other file tells them whole."""

from datetime import UTC, datetime

import pytest

from services.contracts.petitions.commands.duplicates import (
    ConfirmMerge,
    ConfirmUnmerge,
    MergeDuplicate,
    UnmergePetition,
)
from services.contracts.petitions.commands.petition import AcceptPetition
from services.contracts.petitions.events.closing import CallbackCompleted
from services.contracts.petitions.words import (
    Confirmation,
    MergeBasis,
    Outcome,
    Regime,
    Satisfaction,
)
from services.gateway.readmodels.petition_card import PetitionCard
from services.gateway.readmodels.petitions import petitions
from services.petitions.hall.refusals_closing import (
    CallbackMissing,
    NotSolvedInTheirWords,
    ReopenOrDecide,
)
from tests.gateway.paper import Paper
from tests.petitions.cast import (
    ADA,
    BOB,
    LAMP,
    LIFT,
    answered,
    called,
    caller,
    closed,
    given,
    kept,
    officer,
    resident,
    second_clerk,
    tried,
    words,
)
from tests.petitions.hall_at_work import a_street
from tests.petitions.hall_in_memory import HallInMemory
from tests.petitions.test_closing import by_evidence, close, closing, complete
from tests.petitions.test_registering import register
from tests.scenario import STREET

IN_5_WORKING_DAYS = datetime(2024, 11, 11, 16, 0, tzinfo=UTC)
"""From Monday the 4th: Tuesday is the first, the fifth ends on Monday the 11th at 24:00."""
IN_60_DAYS = datetime(2025, 1, 3, 16, 0, tzinfo=UTC)
"""26 days of November after the 4th, 31 of December, 3 of January: that Friday at 24:00."""


async def shown(hall: HallInMemory) -> dict[str, PetitionCard]:
    paper = Paper()
    paper.events = list(await hall.store.read(STREET, 0, 1000))
    return paper.cards(petitions)


async def test_5_1_3_a_formal_duplicate_of_a_station_matter_keeps_its_clock_and_gets_it_back() -> (
    None
):
    hall = await a_street()
    await hall.ask(register(), by=resident(ADA))
    formal = register(
        petition_id=LIFT,
        regime=Regime.FORMAL,
        petitioner=BOB,
        petitioner_name=words(BOB),
        narrative=words(BOB),
    )
    await hall.ask(formal, by=resident(BOB))
    for which in (LAMP, LIFT):
        await hall.ask(AcceptPetition(petition_id=which), by=officer)
    apart = await shown(hall)
    lead, later = apart[str(LAMP)], apart[str(LIFT)]
    assert (lead.due_at, later.due_at) == (IN_5_WORKING_DAYS, IN_60_DAYS)

    merge = MergeDuplicate(petition_id=LIFT, lead_id=LAMP, basis=MergeBasis.SAME_MATTER)
    await hall.ask(merge, by=officer)
    await hall.ask(ConfirmMerge(petition_id=LIFT, lead_id=LAMP), by=second_clerk)
    together = await shown(hall)
    assert together[str(LAMP)].due_at == IN_5_WORKING_DAYS
    assert together[str(LAMP)].clocks == lead.clocks
    assert together[str(LIFT)].clocks == later.clocks

    undo = UnmergePetition(petition_id=LIFT, lead_id=LAMP, reason="不是同一事项")
    await hall.ask(undo, by=officer)
    await hall.ask(ConfirmUnmerge(petition_id=LIFT, lead_id=LAMP), by=second_clerk)
    parted = await shown(hall)
    for before in (lead, later):
        after = parted[str(before.petition_id)]
        assert (after.status, after.due_at, after.clocks, after.members) == (
            before.status,
            before.due_at,
            before.clocks,
            (),
        )


solved_not_satisfied = called(True, Satisfaction.DISSATISFIED)
satisfied_not_solved = called(False, Satisfaction.SATISFIED)
somebody_else = called(False, Satisfaction.NO_OPINION, effective=False)
nobody = (tried(0), tried(1), tried(2))


def test_5_1_6_solved_but_not_satisfied_is_heard_again_and_never_content() -> None:
    given(*answered, solved_not_satisfied).when(close(), by=caller).refused(ReopenOrDecide)
    given(*answered, solved_not_satisfied, kept).when(close(), by=caller).then(closed)
    card = Paper().tell(*answered, solved_not_satisfied, kept, closed).card(petitions)
    assert (card.resolved, card.content) == (True, False)


def test_5_1_6_satisfied_but_not_solved_is_not_resolved() -> None:
    explained = close(Outcome.EXPLAINED)
    for history in (
        (*answered, satisfied_not_solved),
        (*answered, satisfied_not_solved, kept),
    ):
        given(*history).when(close(), by=caller).refused(NotSolvedInTheirWords)
    given(*answered, satisfied_not_solved).when(explained, by=caller).refused(ReopenOrDecide)
    given(*answered, satisfied_not_solved, kept).when(explained, by=caller).then(closing(explained))
    told = (*answered, satisfied_not_solved, kept, closing(explained))
    card = Paper().tell(*told).card(petitions)
    assert (card.resolved, card.content) == (False, False)


def test_5_1_6_no_answer_three_times_is_evidence_and_not_content() -> None:
    told = closing(by_evidence)
    given(*answered, *nobody).when(by_evidence, by=caller).then(told)
    paper = Paper().tell(*answered, *nobody, told)
    card = paper.card(petitions)
    assert (card.confirmed_by, card.resolved, card.content) == (Confirmation.EVIDENCE, True, False)
    assert not [cell for cell in paper.folded(petitions).cells if cell[0] == "callback"]


def test_5_1_6_another_of_the_family_says_nothing_for_the_petitioner() -> None:
    """It is no effective call-back: it closes nothing, counts nowhere, and may be tried again."""
    given(*answered, somebody_else).when(close(), by=caller).refused(CallbackMissing)
    given(*answered, somebody_else).when(complete(), by=caller).then(called())
    paper = Paper().tell(*answered, somebody_else)
    assert paper.card(petitions).content is False
    assert not [cell for cell in paper.folded(petitions).cells if cell[0] == "callback"]


@pytest.mark.parametrize("said", [solved_not_satisfied, satisfied_not_solved])
def test_5_1_6_what_was_said_is_counted_as_it_was_said(said: CallbackCompleted) -> None:
    cells = Paper().tell(*answered, said).folded(petitions).cells
    counted = {cell[1] for cell in cells if cell[0] == "callback"}
    expected = {"effective", "contacted", said.satisfaction, *(("solved",) if said.solved else ())}
    assert counted == expected
