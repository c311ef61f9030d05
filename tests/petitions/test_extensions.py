"""More time is asked for in time, granted once, and by somebody else."""

from datetime import UTC, datetime, timedelta

import pytest

from services.contracts.petitions.clocks import Clock, ClockKind
from services.contracts.petitions.commands.clocks import BreachDeadline, RecalculateDeadline
from services.contracts.petitions.commands.extensions import DecideExtension, RequestExtension
from services.contracts.petitions.commands.handling import DispatchPetition
from services.contracts.petitions.commands.returns import DecideReturn, RequestReturn
from services.contracts.petitions.events.clocks import DeadlineBreached
from services.contracts.petitions.events.duplicates import DuplicateJoined
from services.contracts.petitions.events.extensions import ExtensionDecided, ExtensionRequested
from services.contracts.petitions.events.returns import DispatchReturnDecided
from services.contracts.petitions.words import Regime
from services.kernel import SetTimer
from services.petitions.hall import overdue
from services.petitions.hall.refusals import PetitionIsReplied, PetitionNotDispatched
from services.petitions.hall.refusals_extensions import (
    AlreadyExtended,
    ExtensionAlreadyRequested,
    ExtensionNotRequested,
    ExtensionTooLate,
    ExtensionTooLong,
    OwnExtensionRequest,
    PetitionerNotTold,
    UpstreamGivesTheDate,
)
from tests.petitions.cast import (
    DISPATCH,
    DUE,
    LAMP,
    LIFT,
    accepted,
    anonymous,
    answered,
    dispatched,
    given,
    handler,
    handling_clock,
    id_of,
    in_hand,
    registered,
    somebody,
    words,
)

head = somebody("street_officer")
ask = RequestExtension(petition_id=LAMP, days=3, reason=words(LAMP))
grant = DecideExtension(petition_id=LAMP, approved=True, reason="须待配件", petitioner_told=True)
refuse = grant.model_copy(update={"approved": False, "petitioner_told": False})
asked = ExtensionRequested(
    petition_id=LAMP,
    clock_id="HANDLING-1",
    org="URBAN",
    days=3,
    reason=words(LAMP),
    requested_by=id_of(handler),
)
LATER = datetime(2024, 11, 14, 16, tzinfo=UTC)
"""24:00 of Thursday the 14th, three days after Monday the 11th."""
longer = Clock(
    clock_id="HANDLING-1",
    kind=ClockKind.HANDLING,
    start_at=handling_clock.start_at,
    warn_at=datetime(2024, 11, 13, 16, tzinfo=UTC),
    due_at=LATER,
    unit=None,
    amount=None,
    rule_ref="P-INV-6",
)


def decided(approved: bool) -> ExtensionDecided:
    return ExtensionDecided(
        petition_id=LAMP,
        approved=approved,
        clock=longer if approved else None,
        due_before=DUE,
        governing_due_at=LATER if approved else DUE,
        reason="须待配件",
        petitioner_told=approved,
        decided_by=id_of(head),
    )


def test_it_is_asked_by_the_unit_that_has_it_in_hand() -> None:
    given(*in_hand).when(ask, by=handler).then(asked)
    given(registered, accepted, dispatched).when(ask, by=handler).then(asked)
    given(registered, accepted).when(ask, by=handler).refused(PetitionNotDispatched)
    given(*answered).when(ask, by=handler).refused(PetitionIsReplied)


def test_p_inv_6_asked_on_the_last_day_it_is_in_time_and_a_moment_later_not() -> None:
    """§5.1-5."""
    moment = timedelta(microseconds=1)
    given(*in_hand).when(ask, by=handler, at=DUE - moment).then(asked)
    given(*in_hand).when(ask, by=handler, at=DUE).refused(ExtensionTooLate)
    given(*in_hand, asked).when(grant, by=head, at=DUE - moment).then(decided(True))
    given(*in_hand, asked).when(grant, by=head, at=DUE).refused(ExtensionTooLate)
    given(*in_hand, asked).when(refuse, by=head, at=DUE).then(decided(False))


def test_p_inv_6_once_told_that_it_is_over_it_is_not_extended() -> None:
    late = DeadlineBreached(
        petition_id=LAMP, clock_id="HANDLING-1", kind=ClockKind.HANDLING, due_at=DUE
    )
    given(*in_hand, late).when(ask, by=handler).refused(ExtensionTooLate)


def test_p_inv_6_whoever_asked_does_not_decide() -> None:
    given(*in_hand, asked).when(grant, by=handler).refused(OwnExtensionRequest)
    given(*in_hand, asked).when(grant, by=head).then(decided(True))
    given(*in_hand).when(grant, by=head).refused(ExtensionNotRequested)


def test_p_inv_6_there_is_one_extension_and_no_other() -> None:
    given(*in_hand, asked).when(ask, by=handler).refused(ExtensionAlreadyRequested)
    given(*in_hand, asked, decided(True)).when(ask, by=handler).refused(AlreadyExtended)
    given(*in_hand, asked, decided(False)).when(ask, by=handler).then(asked)


@pytest.mark.parametrize(("regime", "longest"), [(Regime.STATION, 15), (Regime.FORMAL, 30)])
def test_p_inv_6_a_formal_petition_gets_thirty_days_at_most(regime: Regime, longest: int) -> None:
    here = registered.model_copy(update={"regime": regime})
    most = ask.model_copy(update={"days": longest})
    told = asked.model_copy(update={"days": longest})
    given(here, *in_hand[1:]).when(most, by=handler).then(told)
    if longest < 30:
        more = ask.model_copy(update={"days": longest + 1})
        given(here, *in_hand[1:]).when(more, by=handler).refused(ExtensionTooLong)


def test_p_law_5_the_sixty_days_and_thirty_more_end_where_they_end_by_the_calendar() -> None:
    """Sixty days from 4 November 2024 end on Friday 3 January; thirty more on Sunday 2 February,
    which gives way to Monday the 3rd (a year of Monday to Friday)."""
    formal = registered.model_copy(update={"regime": Regime.FORMAL})
    due = datetime(2025, 1, 3, 16, tzinfo=UTC)
    clock = handling_clock.model_copy(update={"due_at": due})
    history = (
        formal,
        accepted.model_copy(update={"due_at": due, "clocks": (clock,)}),
        dispatched.model_copy(update={"due_at": due, "clocks": (clock,)}),
        asked.model_copy(update={"days": 30}),
    )
    (told,) = given(*history).when(grant, by=head).events
    assert isinstance(told, ExtensionDecided)
    assert told.governing_due_at == datetime(2025, 2, 3, 16, tzinfo=UTC)


def test_p_law_5_the_petitioner_is_told_why() -> None:
    quiet = grant.model_copy(update={"petitioner_told": False})
    given(*in_hand, asked).when(quiet, by=head).refused(PetitionerNotTold)
    nobody = decided(True).model_copy(update={"petitioner_told": False})
    given(anonymous, *in_hand[1:], asked).when(quiet, by=head).then(nobody)


def test_a_hotline_ticket_is_extended_upstream() -> None:
    hotline = registered.model_copy(
        update={"regime": Regime.HOTLINE, "upstream_due_at": DUE + timedelta(days=1)}
    )
    given(hotline, *in_hand[1:]).when(ask, by=handler).refused(UpstreamGivesTheDate)


def test_the_clock_runs_out_at_the_new_date_and_not_at_the_old_one() -> None:
    set_anew = overdue.deadlines(decided(True))
    over = BreachDeadline(petition_id=LAMP, kind=ClockKind.HANDLING)
    assert SetTimer(name="HANDLING-over", due_at=LATER, command=over) in set_anew
    assert overdue.deadlines(decided(False)) == []
    extended = (*in_hand, asked, decided(True))
    given(*extended).when(over, at=DUE).then()
    late = DeadlineBreached(
        petition_id=LAMP, clock_id="HANDLING-1", kind=ClockKind.HANDLING, due_at=LATER
    )
    given(*extended).when(over, at=LATER).then(late)


def test_p_inv_5_an_earlier_date_of_a_member_still_governs() -> None:
    sooner = DUE - timedelta(days=1)
    member = DuplicateJoined(
        petition_id=LAMP,
        member_id=LIFT,
        member_due_at=sooner,
        governing_due_at=sooner,
    )
    (told,) = given(*in_hand, member, asked).when(grant, by=head).events
    assert isinstance(told, ExtensionDecided)
    assert told.clock == longer
    assert told.governing_due_at == sooner


def test_r_inv_6_a_granted_date_is_nobodys_count() -> None:
    anew = RecalculateDeadline(petition_id=LAMP, kind=ClockKind.HANDLING, reason="新日历")
    given(*in_hand, asked, decided(True)).when(anew, by=head).then()


def test_a_ticket_given_back_after_an_extension_keeps_its_date() -> None:
    give_back = RequestReturn(petition_id=LAMP, dispatch_id=DISPATCH, reason=words(LAMP))
    history = (*in_hand, asked, decided(True))
    (returning,) = given(*history).when(give_back, by=handler).events
    taken = DecideReturn(petition_id=LAMP, dispatch_id=DISPATCH, approved=True, reason="不属其职责")
    (back,) = given(*history, returning).when(taken, by=head).events
    assert isinstance(back, DispatchReturnDecided)
    again = DispatchPetition(petition_id=LAMP, dispatch_id=DISPATCH, lead_org="C1")
    (told,) = given(*history, returning, back).when(again, by=head).events
    assert told.clocks == (longer,)  # type: ignore[attr-defined] # a dispatch
