"""A ticket is given back in time, or not at all; and it wins no time."""

from datetime import UTC, datetime, timedelta

from services.contracts.petitions.commands.handling import DispatchPetition
from services.contracts.petitions.commands.returns import DecideReturn, RequestReturn
from services.contracts.petitions.events.petition import PetitionEvent
from services.contracts.petitions.events.returns import (
    DispatchReturnDecided,
    DispatchReturnRequested,
)
from services.contracts.petitions.words import Regime
from services.petitions.hall.refusals import OtherDispatch, PetitionIsReplied, PetitionNotDispatched
from services.petitions.hall.refusals_returns import (
    FinallyDesignated,
    OwnReturnRequest,
    ReturnAlreadyRequested,
    ReturnNotRequested,
    ReturnWindowOver,
)
from tests.petitions.cast import (
    DISPATCH,
    LAMP,
    accepted,
    answered,
    dispatched,
    given,
    handler,
    handling_clock,
    id_of,
    in_hand,
    officer,
    registered,
    words,
)

ask = RequestReturn(petition_id=LAMP, dispatch_id=DISPATCH, reason=words(LAMP))
take_back = DecideReturn(petition_id=LAMP, dispatch_id=DISPATCH, approved=True, reason="不属其职责")
leave = take_back.model_copy(update={"approved": False})
designate = leave.model_copy(update={"final_designation": True})
again = DispatchPetition(petition_id=LAMP, dispatch_id=DISPATCH, lead_org="C1")
asked = DispatchReturnRequested(
    petition_id=LAMP,
    dispatch_id=DISPATCH,
    org="URBAN",
    reason=words(LAMP),
    evidence_refs=(),
    requested_by=id_of(handler),
)
LAST = datetime(2024, 11, 5, 16, tzinfo=UTC)
"""24:00 of the working day after the dispatch."""


def decided(approved: bool, final: bool = False) -> DispatchReturnDecided:
    return DispatchReturnDecided(
        petition_id=LAMP,
        dispatch_id=DISPATCH,
        org="URBAN",
        approved=approved,
        final_designation=final,
        reason="不属其职责",
        decided_by=id_of(officer),
    )


def test_p_law_4_it_is_given_back_within_the_window_and_not_after_it() -> None:
    moment = timedelta(microseconds=1)
    for hands in ((registered, accepted, dispatched), in_hand):
        given(*hands).when(ask, by=handler, at=LAST - moment).then(asked)
        given(*hands).when(ask, by=handler, at=LAST).refused(ReturnWindowOver)


def test_p_law_4_a_formal_petitions_window_is_five_working_days() -> None:
    formal = registered.model_copy(update={"regime": Regime.FORMAL})
    (told,) = given(formal, accepted).when(again, by=officer).events
    assert told.return_until == datetime(2024, 11, 11, 16, tzinfo=UTC)  # type: ignore[attr-defined]


def test_it_is_asked_once_for_the_dispatch_that_stands() -> None:
    given(*in_hand, asked).when(ask, by=handler).refused(ReturnAlreadyRequested)
    other = ask.model_copy(update={"dispatch_id": LAMP})
    given(*in_hand).when(other, by=handler).refused(OtherDispatch)
    given(registered, accepted).when(ask, by=handler).refused(PetitionNotDispatched)
    given(*answered).when(ask, by=handler).refused(PetitionIsReplied)


def test_the_street_decides_and_never_who_asked() -> None:
    given(*in_hand, asked).when(take_back, by=officer).then(decided(True))
    given(*in_hand, asked).when(leave, by=officer).then(decided(False))
    given(*in_hand, asked).when(take_back, by=handler).refused(OwnReturnRequest)
    given(*in_hand).when(take_back, by=officer).refused(ReturnNotRequested)
    given(*in_hand, asked, decided(False)).when(leave, by=officer).refused(ReturnNotRequested)


def test_p_inv_7_after_a_final_designation_no_return_is_accepted() -> None:
    given(*in_hand, asked).when(designate, by=officer).then(decided(False, final=True))
    kept = (*in_hand, asked, decided(False, final=True))
    given(*kept).when(ask, by=handler).refused(FinallyDesignated)
    given(*in_hand, asked, decided(False)).when(ask, by=handler).then(asked)


def test_p_inv_7_returned_twice_then_designated_the_clock_never_restarts() -> None:
    """§5.1-4."""
    history: tuple[PetitionEvent, ...] = in_hand
    for final in (False, True):
        history = (*history, asked, decided(True, final))
        (told,) = given(*history).when(again, by=officer, at=LAST + timedelta(days=2)).events
        assert told.clocks == (handling_clock,)  # type: ignore[attr-defined] # a dispatch
        history = (*history, told)  # type: ignore[arg-type] # a petition's
    given(*history).when(ask, by=handler, at=LAST).refused(FinallyDesignated)
