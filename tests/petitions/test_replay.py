"""Whatever is asked in whatever order: the hall's rules hold, and a replay gives the same."""

from collections.abc import Sequence

from hypothesis import given, settings

from services.contracts.petitions.events import petitions_events
from services.contracts.petitions.events.closing import CallbackCompleted, PetitionClosed
from services.contracts.petitions.events.duplicates import PetitionMerged
from services.contracts.petitions.events.petition import (
    PetitionClassified,
    PetitionDispatched,
    PetitionEvent,
    PetitionReplied,
)
from services.contracts.petitions.events.referral import (
    PetitionReferralCancelled,
    PetitionReferredToMediation,
    ReferralOutcomeRecorded,
)
from services.contracts.petitions.words import (
    Outcome,
)
from services.kernel.decider import fold
from services.petitions.hall.outcomes import DAYS_TRIED
from services.petitions.hall.states import Known, Merged
from tests.petitions.cast import (
    LAMP,
)
from tests.petitions.lives import History, evolve, initial, lived, lives, onward


@settings(max_examples=150, deadline=None)
@given(lives)
def test_p_inv_16_a_replay_from_the_stored_bytes_gives_the_same_petition(history: History) -> None:
    for events in history.values():
        once = fold(evolve, initial, events)
        stored = [(type(each).__name__, petitions_events.encode(each)) for each in events]
        again = [petitions_events.decode(name, 1, body) for name, body in stored]
        assert fold(evolve, initial, again) == once  # type: ignore[arg-type] # petition events
        assert fold(evolve, initial, events) == once


@settings(max_examples=150, deadline=None)
@given(lives)
def test_p_inv_5_no_chain_and_no_member_without_its_lead(history: History) -> None:
    states = {each: fold(evolve, initial, events) for each, events in history.items()}
    for each, state in states.items():
        assert isinstance(state, Known)
        for member, _ in state.facts.members:
            assert isinstance(states[member], Merged)
        if isinstance(state, Merged):
            lead = states[state.lead_id]
            assert isinstance(lead, Known)
            assert not isinstance(lead, Merged)
            assert [member for member, _ in lead.facts.members].count(each) == 1
    for event in _all(history, PetitionMerged):
        assert event.proposed_by != event.confirmed_by


@settings(max_examples=150, deadline=None)
@given(lives)
def test_p_inv_1_8_10_13_15_hold_whatever_is_asked(history: History) -> None:
    for dispatched in _all({LAMP: history[LAMP]}, PetitionDispatched):
        assert dispatched.lead_org not in ("C1", "E01", "S01")
    for events in history.values():
        assert sum(isinstance(each, PetitionClassified) for each in events) <= 1
        for n, event in enumerate(events):
            if isinstance(event, PetitionClosed):
                _check_end(event, events[:n])


def _check_end(end: PetitionClosed, before: Sequence[PetitionEvent]) -> None:
    reply = [each for each in before if isinstance(each, PetitionReplied)][-1]
    said = [
        each for each in before if isinstance(each, CallbackCompleted) and each.cycle == end.cycle
    ]
    assert all(each.called_by != reply.replied_by for each in said)
    assert end.approved_by != reply.replied_by
    out = sum(isinstance(each, PetitionReferredToMediation) for each in before)
    back = [each for each in before if isinstance(each, PetitionReferralCancelled)]
    outcomes_told = [each for each in before if isinstance(each, ReferralOutcomeRecorded)]
    assert out <= len(back) + len(outcomes_told)
    if end.outcome is Outcome.RESOLVED:
        word = any(each.effective and each.solved for each in said)
        tries = [each for each in before if type(each).__name__ == "CallbackAttempted"]
        assert word or (end.evidence_refs and len(tries) >= DAYS_TRIED)


def _all[E: PetitionEvent](history: History, kind: type[E]) -> list[E]:
    return [each for events in history.values() for each in events if isinstance(each, kind)]


def test_the_common_way_leads_to_the_end_and_to_a_second_beginning() -> None:
    history = lived([LAMP] * len(onward))
    assert [type(each).__name__ for each in history[LAMP]] == [
        "PetitionRegistered",
        "PetitionAccepted",
        "PetitionDispatched",
        "DispatchSigned",
        "PetitionReplied",
        "CallbackCompleted",
        "PetitionClosed",
        "PetitionReopened",
    ]
