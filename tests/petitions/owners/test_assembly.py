"""What becomes of an owners' assembly, from the proposal to the decision on the board."""

from datetime import date, datetime, timedelta

import pytest

from services.contracts.ids import OwnerKey, RollId
from services.contracts.petitions.commands.owners_assembly import (
    CancelAssembly,
    CloseVoting,
    InvalidateBallot,
    ProposeAssembly,
    PublishDecision,
    RevokeDecision,
    ServeBallots,
    TellPublicationOverdue,
)
from services.contracts.petitions.events.owners_assembly import (
    AssemblyCancelled,
    AssemblyDecided,
    AssemblyQuorumFailed,
    BallotInvalidated,
    BallotsServed,
    BallotSuperseded,
    DecisionPosted,
    DecisionPublicationOverdue,
    DecisionRevokedByAuthority,
    TallyCounted,
)
from services.contracts.petitions.owners_assembly_values import (
    FollowClause,
    ItemOutcome,
    Mark,
    OpenedBallot,
    ProposedBy,
    ServedOwner,
)
from services.contracts.petitions.owners_words import Choice, JointMatter, ServiceMode
from services.kernel import CancelTimer, SetTimer
from services.kernel.actor import Principal
from services.petitions.owners import assembly
from services.petitions.owners import refusals_assembly as refusals
from tests.petitions.cast import ADA, id_of
from tests.petitions.owners.assembly_cast import (
    A_DAY,
    CLOSES,
    OPENS,
    VOTE,
    ada_for,
    ada_voted,
    bob_against,
    bob_voted,
    cast,
    closed,
    count_of,
    dev_for,
    dev_voted,
    given,
    lift,
    notice,
    noticed,
    opened,
    other_teller,
    proposed,
    teller,
    was_cast,
)
from tests.petitions.owners.test_roll import ADA_KEY, BOB_KEY, DEVELOPER, ROLL
from tests.scenario import NOON, an_id

POST_BY = CLOSES + timedelta(days=3)
tally = TallyCounted(
    assembly_id=VOTE,
    item_id="lift",
    matter=JointMatter.USE_FUND,
    area_total=289_50,
    heads_total=3,
    area_part=289_50,
    heads_part=3,
    area_for=200_00,
    heads_for=2,
    area_against=89_50,
    heads_against=1,
    area_abstain=0,
    heads_abstain=0,
    area_follow=0,
    heads_follow=0,
    area_for_all=200_00,
    heads_for_all=2,
    quorum_met=True,
    passed=True,
    tellers=(id_of(teller), id_of(other_teller)),
)
passed = ItemOutcome(item_id="lift", quorum_met=True, passed=True)
decided = AssemblyDecided(assembly_id=VOTE, items=(passed,), post_by=POST_BY)
failed = AssemblyQuorumFailed(assembly_id=VOTE, round=1)
all_in = (proposed, noticed, ada_voted, bob_voted, dev_voted, closed)


def test_an_assembly_is_proposed_upon_a_frozen_roll() -> None:
    ask = ProposeAssembly(assembly_id=VOTE, roll_id=ROLL, proposed_by=ProposedBy.COMMITTEE)
    unknown = ask.model_copy(update={"roll_id": an_id(RollId, "draft")})
    given().when(ask).then(proposed)
    given().when(unknown).refused(refusals.RollIsNotFrozen)


def test_p_law_51_owners_who_propose_are_a_fifth_of_them() -> None:
    ask = ProposeAssembly(assembly_id=VOTE, roll_id=ROLL, proposed_by=ProposedBy.OWNERS)
    one_of_three = ask.model_copy(update={"proposers": (ADA_KEY,)})
    stranger = ask.model_copy(update={"proposers": (an_id(OwnerKey, "stranger"),)})
    given().when(ask).refused(refusals.TooFewOwnersPropose)
    given().when(stranger).refused(refusals.NotOnTheRoll)
    by_ada = {"proposed_by": ProposedBy.OWNERS, "proposers": (ADA_KEY,)}
    given().when(one_of_three).then(proposed.model_copy(update=by_ada))


def test_p_inv_27_fifteen_full_days_lie_between_notice_and_vote() -> None:
    """Posted on 4 November: the 5th to the 19th are full days, the vote opens on the 20th."""
    too_soon = notice.model_copy(update={"voting_opens_at": NOON + 15 * A_DAY})
    given(proposed).when(notice).then(noticed)
    given(proposed).when(too_soon).refused(refusals.NoticeTooShort)


def test_p_inv_28_what_is_noticed_does_not_change() -> None:
    given(proposed, noticed).when(notice).refused(refusals.AssemblyIsNoticed)
    twice = notice.model_copy(update={"items": (lift, lift)})
    given(proposed).when(twice).refused(refusals.ItemNoticedTwice)


def test_p_inv_28_a_ballot_marks_the_noticed_items_and_no_other() -> None:
    off = OpenedBallot(
        serial="A1", nonce="0" * 64, marks=(Mark(item_id="manager", choice=Choice.FOR),)
    )
    voted = was_cast(off, ADA_KEY)
    given(proposed, noticed, voted, closed).when(count_of(off), at=CLOSES, by=teller).refused(
        refusals.MarkOffTheNotice
    )


def test_ballots_are_served_to_owners_of_the_roll() -> None:
    ada = ServedOwner(voter_key=ADA_KEY, mode=ServiceMode.HAND, evidence_ref="送-001")
    ask = ServeBallots(assembly_id=VOTE, served=(ada,))
    buyer = ada.model_copy(update={"voter_key": an_id(OwnerKey, "buyer")})
    later = ServeBallots(assembly_id=VOTE, served=(buyer,))
    given(proposed, noticed).when(ask).then(BallotsServed(assembly_id=VOTE, served=(ada,)))
    given(proposed, noticed).when(later).refused(refusals.NotOnTheRoll)


def test_5_1_11_p_inv_31_who_bought_after_the_roll_was_frozen_does_not_vote() -> None:
    buyer = cast(ada_for, an_id(OwnerKey, "buyer"))
    given(proposed, noticed).when(buyer, at=OPENS).refused(refusals.NotOnTheRoll)


@pytest.mark.parametrize("at", [OPENS - A_DAY, CLOSES + A_DAY])
def test_a_ballot_counts_in_the_time_of_the_vote_alone(at: datetime) -> None:
    given(proposed, noticed).when(cast(ada_for, ADA_KEY), at=at).refused(refusals.VotingIsNotOpen)


def test_5_1_12_a_ballot_sent_twice_is_one_and_another_under_its_serial_is_refused() -> None:
    other = cast(opened("A1", Choice.AGAINST), ADA_KEY)
    so_far = given(proposed, noticed, ada_voted)
    given(proposed, noticed).when(cast(ada_for, ADA_KEY), at=OPENS).then(ada_voted)
    so_far.when(cast(ada_for, ADA_KEY), at=OPENS).then()
    so_far.when(other, at=OPENS).refused(refusals.SerialUsed)


def test_p_inv_29_a_second_ballot_supersedes_only_where_the_rules_say_so() -> None:
    allowed = noticed.model_copy(update={"revoting": True})
    again = opened("A2", Choice.AGAINST)
    replaced = BallotSuperseded(assembly_id=VOTE, old_serial="A1", new_serial="A2")
    ask = cast(again, ADA_KEY)
    given(proposed, noticed, ada_voted).when(ask, at=OPENS).refused(refusals.HasVoted)
    given(proposed, allowed, ada_voted).when(ask, at=OPENS).then(was_cast(again, ADA_KEY), replaced)
    given(proposed, allowed, ada_voted, closed).when(ask, at=OPENS).refused(refusals.VotingIsClosed)


def test_a_ballot_out_of_force_is_not_counted() -> None:
    out = BallotInvalidated(assembly_id=VOTE, serial="B1", reason="无签名")
    ask = InvalidateBallot(assembly_id=VOTE, serial="B1", reason="无签名")
    given(*all_in).when(ask, by=teller).then(out)
    given(*all_in, out).when(ask, by=teller).refused(refusals.BallotNotInForce)
    everything = count_of(ada_for, bob_against, dev_for)
    given(*all_in, out).when(everything, at=CLOSES, by=teller).refused(refusals.BallotsMissing)


def test_a_vote_is_closed_when_its_time_is_over() -> None:
    ask = CloseVoting(assembly_id=VOTE)
    given(proposed, noticed).when(ask, at=CLOSES - A_DAY).refused(refusals.VotingStillOpen)
    given(proposed, noticed).when(ask, at=CLOSES).then(closed)


def test_two_tellers_count_and_only_sums_are_told() -> None:
    ask = count_of(dev_for, ada_for, bob_against)
    given(*all_in).when(ask, at=CLOSES, by=teller).then(tally, decided)
    given(*all_in[:-1]).when(ask, at=CLOSES, by=teller).refused(refusals.VotingStillOpen)


def test_a_ballot_opened_otherwise_than_it_was_cast_stops_the_count() -> None:
    forged = opened("B1", Choice.FOR)
    given(*all_in).when(count_of(ada_for, forged, dev_for), at=CLOSES, by=teller).refused(
        refusals.CommitmentBroken
    )


def test_a_ballot_kept_back_or_counted_twice_stops_the_count() -> None:
    for ballots in ((ada_for, dev_for), (ada_for, ada_for, bob_against, dev_for)):
        given(*all_in).when(count_of(*ballots), at=CLOSES, by=teller).refused(
            refusals.BallotsMissing
        )


def test_p_inv_34_no_candidate_and_not_one_alone_counts() -> None:
    ask = count_of(ada_for, bob_against, dev_for)
    stands = noticed.model_copy(update={"candidates": (id_of(teller),)})
    alone = ask.model_copy(update={"tellers": (id_of(teller), id_of(teller))})
    stranger = Principal(person=str(ADA), street="shengquan", grants=teller.grants)
    given(proposed, stands, ada_voted, bob_voted, dev_voted, closed).when(
        ask, at=CLOSES, by=teller
    ).refused(refusals.TellersUnfit)
    given(*all_in).when(alone, at=CLOSES, by=teller).refused(refusals.TellersUnfit)
    given(*all_in).when(ask, at=CLOSES, by=stranger).refused(refusals.TellersUnfit)


def test_5_1_15_a_failed_quorum_is_noticed_again_and_no_ballot_is_carried_over() -> None:
    few = given(proposed, noticed, ada_voted, closed).when(count_of(ada_for), at=CLOSES, by=teller)
    assert few.events[-1] == failed
    again = given(proposed, noticed, ada_voted, closed, failed)
    again.when(notice, at=CLOSES).refused(refusals.NoticeTooShort)
    second = noticed.model_copy(update={"round": 2})
    given(proposed, noticed, ada_voted, closed, failed, second).when(
        cast(ada_for, ADA_KEY), at=OPENS
    ).then(ada_voted)


def test_p_inv_32_served_and_silent_follow_where_clause_and_notice_say_so() -> None:
    clause = FollowClause(clause_ref="议事规则第九条", printed=True)
    silent = BallotsServed(
        assembly_id=VOTE,
        served=tuple(
            ServedOwner(voter_key=key, mode=ServiceMode.POST, evidence_ref="邮-1")
            for key in (BOB_KEY, DEVELOPER)
        ),
    )
    follows = noticed.model_copy(update={"follow": clause})
    ask = count_of(ada_for)
    told = given(proposed, follows, silent, ada_voted, closed).when(ask, at=CLOSES, by=teller)
    assert told.events[-1] == decided
    told = given(proposed, noticed, silent, ada_voted, closed).when(ask, at=CLOSES, by=teller)
    assert told.events[-1] == failed


def test_p_inv_35_a_decision_is_posted_within_three_days_or_it_is_told() -> None:
    tell = TellPublicationOverdue(assembly_id=VOTE)
    publish = PublishDecision(assembly_id=VOTE)
    done = DecisionPosted(assembly_id=VOTE, posted_at=CLOSES, keep_until=date(2029, 11, 24))
    late = DecisionPublicationOverdue(assembly_id=VOTE)

    assert assembly.deadlines(decided) == [
        SetTimer(name="publication", due_at=POST_BY, command=tell)
    ]
    assert assembly.deadlines(done) == [CancelTimer(name="publication")]
    given(*all_in, decided).when(tell).then(late)
    given(*all_in, decided).when(publish, at=CLOSES).then(done)
    given(*all_in, decided, done).when(tell).then()
    given(*all_in).when(publish).refused(refusals.AssemblyIsNotDecided)


def test_an_assembly_is_called_off_or_its_decision_revoked() -> None:
    cancel = CancelAssembly(assembly_id=VOTE, reason="议题撤回")
    revoke = RevokeDecision(assembly_id=VOTE, reason="违法")
    cancelled = AssemblyCancelled(assembly_id=VOTE, reason="议题撤回")
    revoked = DecisionRevokedByAuthority(assembly_id=VOTE, reason="违法")
    given(proposed, noticed).when(cancel).then(cancelled)
    given(*all_in, decided).when(cancel).refused(refusals.AssemblyIsDecided)
    given(*all_in, decided).when(revoke).then(revoked)
    given(*all_in, decided, revoked).when(revoke).refused(refusals.AssemblyHasEnded)
    given(proposed, cancelled).when(notice).refused(refusals.AssemblyHasEnded)
