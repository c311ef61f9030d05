"""Following the majority (从众) where it is delicate (domain §5.1-13), and what never matters."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.contracts.petitions.owners_words import Choice, JointMatter, ServiceMode
from services.petitions.owners.counting import (
    FollowRule,
    Vote,
    Weight,
    count,
    has_majority,
    has_quorum,
)
from tests.petitions.owners.street_of_300 import OWNER_X, SINGLES, WEIGHTS, served, votes

ORDINARY, SPECIAL = JointMatter.USE_FUND, JointMatter.RAISE_FUND
ON = FollowRule(enabled=True, printed=True)
ALL = {voter: frozenset({ServiceMode.HAND}) for voter in WEIGHTS}


def test_5_1_13_an_area_majority_for_and_a_head_majority_against_lead_nobody() -> None:
    """X alone has 1 000 m² for it, five owners 500 m² against it: silence only takes part."""
    ballots = [
        Vote(voter=OWNER_X, choice=Choice.FOR),
        *(Vote(voter=each, choice=Choice.AGAINST) for each in SINGLES[:5]),
    ]
    tally = count(ORDINARY, WEIGHTS, ballots, ALL, ON)

    assert tally.part == tally.total
    assert tally.for_all == Weight(area=1_000_00, heads=1)
    assert tally.against == Weight(area=500_00, heads=5)
    assert tally.follow == Weight(area=28_500_00, heads=266)
    assert tally.quorum_met
    assert not tally.passed


def test_5_1_13_a_tie_leads_nobody() -> None:
    tally = count(ORDINARY, WEIGHTS, votes(10, 10), ALL, ON)

    assert tally.for_all == Weight(area=1_000_00, heads=10)
    assert not tally.passed


def test_5_1_13_all_silent_but_one_follow_that_one() -> None:
    """The clause says so, for better or worse (P-LAW-53)."""
    agreed = count(ORDINARY, WEIGHTS, votes(1), ALL, ON)
    refused = count(ORDINARY, WEIGHTS, votes(0, 1), ALL, ON)

    assert agreed.for_all == agreed.total
    assert agreed.passed
    assert refused.for_all == Weight()
    assert not refused.passed


def test_5_1_13_all_silent_follow_nobody() -> None:
    assert not count(ORDINARY, WEIGHTS, [], ALL, ON).passed


def test_5_1_13_a_ballot_that_a_tenant_signed_for_reached_no_owner() -> None:
    """120 for it, 80 more owners reached: of these, five through their tenants alone."""
    tenants = served(195, 200, ServiceMode.TENANT)
    by_hand = {**served(120, 200, ServiceMode.HAND)}
    tally = count(ORDINARY, WEIGHTS, votes(120), {**by_hand, **tenants}, ON)

    assert tally.part == Weight(area=19_500_00, heads=195)


def test_a_mark_of_follow_without_a_clause_only_takes_part() -> None:
    ballots = [
        *votes(150),
        *(Vote(voter=each, choice=Choice.FOLLOW) for each in SINGLES[150:200]),
    ]
    tally = count(ORDINARY, WEIGHTS, ballots, ALL, FollowRule())

    assert tally.part == Weight(area=20_000_00, heads=200)
    assert tally.for_all == Weight(area=15_000_00, heads=150)


def test_p_inv_32_no_silence_counts_unless_the_notice_told_what_it_leads_to() -> None:
    tally = count(ORDINARY, WEIGHTS, votes(120), ALL, FollowRule(enabled=True))

    assert tally.part == Weight(area=12_000_00, heads=120)


def test_p_inv_33_items_6_to_8_follow_only_where_the_clause_names_them() -> None:
    named = FollowRule(enabled=True, printed=True, special=True)
    without, with_clause = (count(SPECIAL, WEIGHTS, votes(120), ALL, rule) for rule in (ON, named))

    assert not without.quorum_met
    assert with_clause.passed


def test_p_inv_29_two_ballots_of_one_owner_are_never_counted() -> None:
    torn = [Vote(voter=OWNER_X, choice=choice) for choice in (Choice.FOR, Choice.AGAINST)]

    with pytest.raises(ValueError, match="P-INV-29"):
        count(ORDINARY, WEIGHTS, torn, {}, ON)


marks = st.lists(st.sampled_from(Choice), max_size=270)


@given(marks, st.randoms(use_true_random=False), st.booleans())
def test_neither_order_nor_a_ballot_sent_twice_changes_a_tally(
    choices: list[Choice], chance: Random, enabled: bool
) -> None:
    rule = FollowRule(enabled=enabled, printed=True)
    ballots = [
        Vote(voter=voter, choice=choice) for voter, choice in zip(SINGLES, choices, strict=False)
    ]
    again = [*ballots, *ballots[::2]]
    chance.shuffle(again)
    reached = served(100, 270, ServiceMode.POST)

    assert count(ORDINARY, WEIGHTS, ballots, reached, rule) == count(
        ORDINARY, WEIGHTS, again, reached, rule
    )


@given(st.integers(1, 10**9), st.integers(1, 10**6))
def test_one_hundredth_of_a_square_metre_decides(area: int, heads: int) -> None:
    """At every size the edge is exact: no percentage is rounded on the way."""
    whole = Weight(area=3 * area, heads=3 * heads)
    edge = Weight(area=2 * area, heads=2 * heads)
    twice = Weight(area=2 * area, heads=2 * heads)

    assert has_quorum(edge, whole)
    assert not has_quorum(Weight(area=2 * area - 1, heads=2 * heads), whole)
    assert not has_quorum(Weight(area=2 * area, heads=2 * heads - 1), whole)
    assert not has_majority(ORDINARY, Weight(area=area, heads=heads), twice)
    assert has_majority(ORDINARY, Weight(area=area + 1, heads=heads + 1), twice)


@given(st.integers(1, 10**9), st.integers(1, 10**6))
def test_three_quarters_include_the_number_itself(area: int, heads: int) -> None:
    part = Weight(area=4 * area, heads=4 * heads)

    assert has_majority(SPECIAL, Weight(area=3 * area, heads=3 * heads), part)
    assert not has_majority(SPECIAL, Weight(area=3 * area - 1, heads=3 * heads), part)
    assert not has_majority(SPECIAL, Weight(area=3 * area, heads=3 * heads - 1), part)
