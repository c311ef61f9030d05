"""Two petitions about one matter: proposed by one person, confirmed by another, and undone."""

from typing import Any

import pytest

from services.contracts.petitions.commands.duplicates import (
    ConfirmMerge,
    ConfirmUnmerge,
    MergeDuplicate,
    UnmergePetition,
)
from services.contracts.petitions.events.duplicates import (
    DuplicateJoined,
    DuplicateLeft,
    PetitionMerged,
    PetitionMergeProposed,
    PetitionUnmerged,
    PetitionUnmergeProposed,
)
from services.contracts.petitions.events.petition import PetitionAccepted, PetitionEvent
from services.contracts.petitions.words import MergeBasis, Regime
from services.kernel.decider import fold
from services.petitions.hall import petition
from services.petitions.hall.refusals import PetitionInHandling
from services.petitions.hall.refusals_closing import (
    LeadIsMerged,
    LeadIsNotOpen,
    LeadsDuplicates,
    LeadUnknown,
    MergesIntoItself,
    NothingProposed,
    PetitionIsNotMerged,
    SecondPersonConfirms,
)
from tests.petitions.cast import (
    DUE,
    LAMP,
    LIFT,
    OTHER,
    SOON,
    accepted,
    answered,
    called,
    clerk,
    closed,
    hall,
    id_of,
    in_hand,
    officer,
    registered,
    second_clerk,
)

MATTER = MergeBasis.SAME_MATTER
propose = MergeDuplicate(petition_id=LAMP, lead_id=LIFT, basis=MATTER)
confirm = ConfirmMerge(petition_id=LAMP, lead_id=LIFT)
undo = UnmergePetition(petition_id=LAMP, lead_id=LIFT, reason="不是同一事项")
confirm_undo = ConfirmUnmerge(petition_id=LAMP, lead_id=LIFT)

proposed = PetitionMergeProposed(
    petition_id=LAMP, lead_id=LIFT, basis=MATTER, proposed_by=id_of(clerk)
)
merged = PetitionMerged(
    petition_id=LAMP,
    lead_id=LIFT,
    basis=MATTER,
    proposed_by=id_of(clerk),
    confirmed_by=id_of(second_clerk),
)
undoing = PetitionUnmergeProposed(
    petition_id=LAMP, lead_id=LIFT, reason="不是同一事项", proposed_by=id_of(clerk)
)
unmerged = PetitionUnmerged(
    petition_id=LAMP,
    lead_id=LIFT,
    reason="不是同一事项",
    proposed_by=id_of(clerk),
    confirmed_by=id_of(officer),
)
lead = registered.model_copy(update={"petition_id": LIFT})
lead_accepted = PetitionAccepted(petition_id=LIFT, due_at=SOON)


def joined(due: Any, governing: Any) -> DuplicateJoined:
    return DuplicateJoined(
        petition_id=LIFT, member_id=LAMP, member_due_at=due, governing_due_at=governing
    )


given = hall.beside(LIFT, lead).given


def test_one_proposes_and_another_confirms() -> None:
    given(registered).when(propose, by=clerk).then(proposed)
    given(registered, proposed).when(propose, by=clerk).then()
    given(registered, proposed).when(confirm, by=second_clerk).then(merged, joined(None, None))


def test_whoever_proposed_does_not_confirm() -> None:
    given(registered, proposed).when(confirm, by=clerk).refused(SecondPersonConfirms)
    history = (registered, proposed, merged, undoing)
    given(*history).when(confirm_undo, by=clerk).refused(SecondPersonConfirms)


def test_nothing_is_confirmed_that_was_not_proposed() -> None:
    given(registered).when(confirm).refused(NothingProposed)
    other = proposed.model_copy(update={"lead_id": OTHER})
    given(registered, other).when(confirm).refused(NothingProposed)
    given(registered, proposed, merged).when(confirm_undo).refused(NothingProposed)


def test_p_inv_5_the_earliest_due_date_governs_and_both_stay_visible() -> None:
    sooner = hall.beside(LIFT, lead, lead_accepted).given
    sooner(registered, accepted, proposed).when(confirm, by=second_clerk).then(
        merged, joined(DUE, SOON)
    )
    given(registered, accepted, proposed).when(confirm, by=second_clerk).then(
        merged, joined(DUE, DUE)
    )


def test_p_inv_5_a_formal_member_and_its_lead_keep_their_own_clocks_when_parted() -> None:
    formal = registered.model_copy(update={"regime": Regime.FORMAL})
    beside = hall.beside(LIFT, lead, lead_accepted, joined(DUE, SOON)).given
    left = DuplicateLeft(petition_id=LIFT, member_id=LAMP, governing_due_at=SOON)
    history = (formal, accepted, proposed, merged, undoing)
    restored = unmerged.model_copy(update={"clocks": accepted.clocks})
    beside(*history).when(confirm_undo, by=officer).then(restored, left)
    evolve, initial = petition.decider.evolve, petition.decider.initial
    assert fold(evolve, initial, [*history, restored]) == fold(evolve, initial, history[:2])
    alone = [lead, lead_accepted]
    told = [*alone, joined(DUE, SOON), left]
    assert fold(evolve, initial, told) == fold(evolve, initial, alone)


def test_p_inv_5_a_petition_does_not_lead_itself() -> None:
    ask = propose.model_copy(update={"lead_id": LAMP})
    hall.beside(LAMP, registered).given(registered).when(ask).refused(MergesIntoItself)


def test_p_inv_5_the_lead_is_not_merged_itself() -> None:
    chained = hall.beside(LIFT, lead, merged.model_copy(update={"petition_id": LIFT})).given
    chained(registered).when(propose).refused(LeadIsMerged)
    chained(registered, proposed).when(confirm, by=second_clerk).refused(LeadIsMerged)


def test_p_inv_5_whoever_leads_others_follows_nobody() -> None:
    leads = DuplicateJoined(
        petition_id=LAMP, member_id=OTHER, member_due_at=None, governing_due_at=None
    )
    given(registered, leads).when(propose).refused(LeadsDuplicates)
    given(registered, proposed, leads).when(confirm, by=second_clerk).refused(LeadsDuplicates)


def test_the_lead_is_there_and_still_going() -> None:
    hall.given(registered).when(propose).refused(LeadUnknown)
    ended = tuple(each.model_copy(update={"petition_id": LIFT}) for each in answered)
    over = closed.model_copy(update={"petition_id": LIFT})
    said = called().model_copy(update={"petition_id": LIFT})
    beside = hall.beside(LIFT, *ended, said, over).given
    beside(registered).when(propose).refused(LeadIsNotOpen)


@pytest.mark.parametrize("ask", [propose, confirm])
def test_what_is_merged_stays_merged_however_often_it_is_asked(ask: Any) -> None:
    given(registered, proposed, merged).when(ask, by=second_clerk).then()


def test_what_is_in_hand_is_merged_no_more() -> None:
    given(*in_hand).when(propose).refused(PetitionInHandling)


def test_an_unmerge_names_the_lead_it_undoes() -> None:
    given(registered, proposed, merged).when(undo, by=clerk).then(undoing)
    given(registered).when(undo).refused(PetitionIsNotMerged)
    other = undo.model_copy(update={"lead_id": OTHER})
    elsewhere = hall.beside(OTHER, lead).given
    elsewhere(registered, proposed, merged).when(other).refused(PetitionIsNotMerged)
    given(registered).when(confirm_undo).refused(PetitionIsNotMerged)


def test_merging_guards_both_petitions() -> None:
    asks: list[Any] = [propose, confirm, undo, confirm_undo]
    assert [petition.decider.others(ask) for ask in asks] == [[str(LIFT)]] * 4


def test_a_petition_may_be_merged_again_after_an_unmerge() -> None:
    history: tuple[PetitionEvent, ...] = (registered, proposed, merged, undoing, unmerged)
    given(*history).when(propose, by=clerk).then(proposed)
    given(*history).when(confirm, by=officer).refused(NothingProposed)
