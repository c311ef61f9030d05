"""Agents vote as they are instructed, guardians for whom they stand for (P-LAW-48, 49)."""

from datetime import datetime, timedelta

import pytest

from services.contracts.ids import OwnerKey
from services.contracts.petitions.commands.owners_assembly import (
    CastBallot,
    CountBallots,
    RegisterProxy,
)
from services.contracts.petitions.events.owners_assembly import (
    BallotCast,
    BallotInvalidated,
    BallotSuperseded,
    ProxyRegistered,
    TallyCounted,
)
from services.contracts.petitions.owners_assembly_values import Mark, OpenedInstructions, Via
from services.contracts.petitions.owners_words import Choice
from services.petitions.owners import assembly, refusals_proxies
from services.petitions.owners import refusals_assembly as refusals
from services.petitions.owners.commitments import commitment
from services.petitions.owners.evolve_assembly import evolve
from services.petitions.owners.states_assembly import Unproposed
from tests.petitions.cast import ADA, EVE, words
from tests.petitions.owners.assembly_cast import (
    A_DAY,
    CLOSES,
    OPENS,
    VOTE,
    ada_for,
    ada_voted,
    around,
    bob_against,
    bob_voted,
    cast,
    closed,
    count_of,
    dev_for,
    dev_voted,
    given,
    noticed,
    opened,
    proposed,
    teller,
    was_cast,
)
from tests.petitions.owners.test_roll import ADA_KEY, BOB_KEY, DEVELOPER
from tests.scenario import an_id

SAYS_FOR = (Mark(item_id="lift", choice=Choice.FOR),)
NONCE = "7f" * 32
told_to_agree = OpenedInstructions(principal_key=BOB_KEY, nonce=NONCE, marks=SAYS_FOR)
paper = RegisterProxy(
    assembly_id=VOTE,
    principal_key=BOB_KEY,
    agent=EVE,
    via=Via.PROXY,
    scope=("lift",),
    valid_from=OPENS,
    valid_until=OPENS + A_DAY,
    document_ref="委-001",
    instructions=words(VOTE, "instructions"),
    commitment=commitment(NONCE, SAYS_FOR),
)
bobs_agent = ProxyRegistered(**vars(paper))
as_guardian = paper.model_copy(
    update={"via": Via.GUARDIAN, "instructions": None, "commitment": None}
)
of_dev = paper.model_copy(update={"principal_key": DEVELOPER})
agent_for, agent_against = opened("P1", Choice.FOR), opened("P2", Choice.AGAINST)
by_proxy = {"via": Via.PROXY}


def entered(serial: str, choice: Choice) -> CastBallot:
    return cast(opened(serial, choice), BOB_KEY).model_copy(update=by_proxy)


def was_entered(serial: str, choice: Choice) -> BallotCast:
    return was_cast(opened(serial, choice), BOB_KEY).model_copy(update=by_proxy)


def count_with(*ballots: object, instructions: tuple[OpenedInstructions, ...]) -> CountBallots:
    asked = count_of(*ballots)  # type: ignore[arg-type]  # opened ballots
    return asked.model_copy(update={"instructions": instructions})


def test_p_law_49_an_agent_is_registered_with_paper_items_period_and_instructions() -> None:
    given(proposed, noticed).when(paper).then(bobs_agent)
    for strange in (
        {"scope": ("manager",)},
        {"valid_until": OPENS},
    ):
        ask = paper.model_copy(update=strange)
        given(proposed, noticed).when(ask).refused(refusals_proxies.ProxyWithoutMatter)
    for bare in ({"instructions": None}, {"commitment": None}, {"via": Via.GUARDIAN}):
        ask = paper.model_copy(update=bare)
        given(proposed, noticed).when(ask).refused(refusals_proxies.InstructionsUnfit)


def test_p_law_48_a_guardian_needs_no_instructions() -> None:
    given(proposed, noticed).when(as_guardian).then(ProxyRegistered(**vars(as_guardian)))


def test_nobody_is_registered_for_a_stranger_or_after_the_vote() -> None:
    stranger = paper.model_copy(update={"principal_key": an_id(OwnerKey, "stranger")})
    given(proposed, noticed).when(stranger).refused(refusals.NotOnTheRoll)
    given(proposed, noticed, closed).when(paper).refused(refusals.VotingIsClosed)
    given(proposed, noticed, bob_voted).when(paper).refused(refusals.HasVoted)


def test_p_inv_30_an_agent_has_no_more_principals_than_the_rules_allow() -> None:
    of_two = noticed.model_copy(update={"principals_per_agent": 2})
    given(proposed, noticed, bobs_agent).when(of_dev).refused(
        refusals_proxies.AgentHasEnoughPrincipals
    )
    given(proposed, of_two, bobs_agent).when(of_dev).then(ProxyRegistered(**vars(of_dev)))


def test_p_inv_30_a_later_paper_of_one_owner_takes_the_place_of_the_earlier() -> None:
    again = paper.model_copy(update={"document_ref": "委-002"})
    given(proposed, noticed, bobs_agent).when(again).then(ProxyRegistered(**vars(again)))


def test_p_inv_30_a_guardian_is_no_agent_and_has_no_cap() -> None:
    also = as_guardian.model_copy(update={"principal_key": DEVELOPER})
    given(proposed, noticed, bobs_agent).when(also).then(ProxyRegistered(**vars(also)))


def test_an_agents_ballot_needs_the_paper_of_its_kind_in_its_period() -> None:
    ask = entered("P1", Choice.FOR)
    so_far = given(proposed, noticed, bobs_agent)
    so_far.when(ask, at=OPENS).then(was_entered("P1", Choice.FOR))
    later: datetime = OPENS + A_DAY + timedelta(seconds=1)
    so_far.when(ask, at=later).refused(refusals_proxies.NoSuchProxy)
    given(proposed, noticed).when(ask, at=OPENS).refused(refusals_proxies.NoSuchProxy)
    otherwise = ask.model_copy(update={"via": Via.GUARDIAN})
    so_far.when(otherwise, at=OPENS).refused(refusals_proxies.NoSuchProxy)


def test_5_1_12_p_inv_29_a_proxys_ballot_never_supersedes_the_owners_own() -> None:
    """Bob voted electronically, then on paper; then his agent comes with a third."""
    revoting = noticed.model_copy(update={"revoting": True})
    on_paper = was_cast(opened("B2", Choice.AGAINST), BOB_KEY)
    superseded = BallotSuperseded(assembly_id=VOTE, old_serial="B1", new_serial="B2")
    given(proposed, revoting, bobs_agent, bob_voted, on_paper, superseded).when(
        entered("P1", Choice.FOR), at=OPENS
    ).refused(refusals_proxies.OwnerVotedInPerson)


def test_p_inv_29_the_owners_own_ballot_supersedes_a_proxys_where_the_rules_let_it() -> None:
    revoting = noticed.model_copy(update={"revoting": True})
    agents = was_entered("P1", Choice.FOR)
    own = cast(bob_against, BOB_KEY)
    superseded = BallotSuperseded(assembly_id=VOTE, old_serial="P1", new_serial="B1")
    given(proposed, revoting, bobs_agent, agents).when(own, at=OPENS).then(bob_voted, superseded)
    given(proposed, noticed, bobs_agent, agents).when(own, at=OPENS).refused(refusals.HasVoted)


def test_p_inv_30_a_ballot_as_instructed_counts() -> None:
    history = (proposed, noticed, bobs_agent, ada_voted, was_entered("P1", Choice.FOR), dev_voted)
    ask = count_with(ada_for, agent_for, dev_for, instructions=(told_to_agree,))
    told = given(*history, closed).when(ask, at=CLOSES, by=teller)
    tally = told.events[0]
    assert isinstance(tally, TallyCounted)
    assert (tally.area_for, tally.heads_for) == (289_50, 3)


def test_p_inv_30_a_ballot_against_instructions_is_invalidated_and_not_counted() -> None:
    marked = was_entered("P2", Choice.AGAINST)
    history = (proposed, noticed, bobs_agent, ada_voted, marked, dev_voted, closed)
    ask = count_with(ada_for, agent_against, dev_for, instructions=(told_to_agree,))
    told = given(*history).when(ask, at=CLOSES, by=teller)
    out, tally = told.events[:2]
    assert out == BallotInvalidated(assembly_id=VOTE, serial="P2", reason="违反委托指示")
    assert isinstance(tally, TallyCounted)
    assert (tally.heads_part, tally.heads_against, tally.heads_for) == (2, 0, 2)


@pytest.mark.parametrize("instructions", [(), (told_to_agree, told_to_agree)])
def test_p_inv_30_the_instructions_of_each_agent_who_voted_are_opened(
    instructions: tuple[OpenedInstructions, ...],
) -> None:
    history = (proposed, noticed, bobs_agent, was_entered("P1", Choice.FOR), closed)
    ask = count_with(agent_for, instructions=instructions)
    given(*history).when(ask, at=CLOSES, by=teller).refused(refusals_proxies.InstructionsMissing)


def test_p_inv_30_instructions_opened_otherwise_than_given_stop_the_count() -> None:
    history = (proposed, noticed, bobs_agent, was_entered("P2", Choice.AGAINST), closed)
    forged = told_to_agree.model_copy(
        update={"marks": (Mark(item_id="lift", choice=Choice.AGAINST),)}
    )
    ask = count_with(agent_against, instructions=(forged,))
    given(*history).when(ask, at=CLOSES, by=teller).refused(refusals.CommitmentBroken)


def test_an_agent_speaks_for_the_owner_and_the_owner_alone_for_themselves() -> None:
    known = evolve(evolve(evolve(Unproposed(), proposed), noticed), bobs_agent)
    own, agents = cast(ada_for, ADA_KEY), entered("P1", Choice.FOR)
    assert assembly.standing(own, known, around).people == {"voter": {str(ADA)}}
    assert assembly.standing(agents, known, around).people == {"voter": {str(EVE)}}
