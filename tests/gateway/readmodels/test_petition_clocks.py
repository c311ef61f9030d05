"""What a petition's card shows of its clocks."""

from services.contracts.petitions.clocks import (
    Clock,
    ClockKind,
    SupervisionLevel,
    SupervisionTrigger,
)
from services.contracts.petitions.events.clocks import (
    DeadlineBreached,
    DeadlineRecalculated,
    SupervisionClosed,
    SupervisionOpened,
)
from services.contracts.petitions.events.petition import PetitionAccepted
from services.gateway.readmodels.petitions import petitions
from tests.gateway.paper import Paper
from tests.gateway.petition_story import petition, registered, replied
from tests.petitions.cast import DUE, SOON, contact_clock, handling_clock

one = petition(1)
accepted = PetitionAccepted(petition_id=one, due_at=DUE, clocks=(contact_clock, handling_clock))


def breached(clock: Clock) -> DeadlineBreached:
    return DeadlineBreached(
        petition_id=one, clock_id=clock.clock_id, kind=clock.kind, due_at=clock.due_at
    )


def test_what_ran_out_is_overdue_until_it_is_done() -> None:
    paper = Paper().tell(registered(1), accepted)
    paper.tell(breached(contact_clock), breached(handling_clock))
    card = paper.card(petitions)
    assert card.clocks == (contact_clock, handling_clock)
    assert [each.kind for each in card.overdue] == [ClockKind.FIRST_CONTACT, ClockKind.HANDLING]
    assert "overdue:yes" in petitions.tags(card)
    done = paper.tell(replied(1)).card(petitions)
    assert (done.clocks, done.overdue) == ((), ())
    assert "overdue:no" in petitions.tags(done)


def test_a_deadline_counted_anew_is_the_cards() -> None:
    moved = handling_clock.model_copy(update={"due_at": SOON})
    told = DeadlineRecalculated(
        petition_id=one, clock=moved, due_before=DUE, governing_due_at=SOON, reason="调休"
    )
    card = Paper().tell(registered(1), accepted, told).card(petitions)
    assert (card.due_at, card.clocks) == (SOON, (contact_clock, moved))


def test_the_level_of_supervision_is_shown_until_it_ends() -> None:
    told = SupervisionOpened(
        petition_id=one,
        level=SupervisionLevel.LISTED,
        trigger=SupervisionTrigger.REPEATED,
        clock_id=None,
        reason="多人反映",
    )
    paper = Paper().tell(registered(1), accepted, told)
    card = paper.card(petitions)
    assert card.supervision is SupervisionLevel.LISTED
    assert "supervision:LISTED" in petitions.tags(card)
    ended = paper.tell(SupervisionClosed(petition_id=one, result="已办结")).card(petitions)
    assert ended.supervision is None
