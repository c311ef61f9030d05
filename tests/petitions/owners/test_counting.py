"""The ballots B1 to B10 with the figures of the table (domain §4.5), and what toys get wrong."""

from collections.abc import Mapping

from services.contracts.ids import OwnerKey
from services.contracts.petitions.owners_words import (
    Choice,
    ExclusiveKind,
    JointMatter,
    ServiceMode,
)
from services.petitions.owners.counting import (
    ExclusiveUnit,
    FollowRule,
    Tally,
    Vote,
    Weight,
    count,
    weigh,
)
from tests.petitions.owners.street_of_300 import (
    DEVELOPER,
    OWNER_X,
    UNITS,
    WEIGHTS,
    owner,
    served,
    votes,
)

ORDINARY, SPECIAL = JointMatter.USE_FUND, JointMatter.RAISE_FUND
OFF, ON = FollowRule(), FollowRule(enabled=True, printed=True)
NOT_SERVED: Mapping[OwnerKey, frozenset[ServiceMode]] = {}
BY_HAND = ServiceMode.HAND


def of(area: int, heads: int) -> Weight:
    """An area in square metres."""
    return Weight(area=area * 100, heads=heads)


def cast(
    matter: JointMatter, agree: int, against: int = 0, developer: Choice | None = None
) -> Tally:
    return count(matter, WEIGHTS, votes(agree, against, developer=developer), NOT_SERVED, OFF)


def shown(tally: Tally) -> tuple[Weight, Weight, bool, bool]:
    return tally.part, tally.for_all, tally.quorum_met, tally.passed


def test_p_law_45_300_units_are_272_owners() -> None:
    assert len(UNITS) == 300
    assert cast(ORDINARY, 0).total == of(30_000, 272)
    assert WEIGHTS[OWNER_X] == of(1_000, 1)
    assert WEIGHTS[DEVELOPER] == of(2_000, 1)


def test_b1_more_than_half_of_both_measures_passes() -> None:
    tally = cast(ORDINARY, 96, 94, developer=Choice.FOR)

    assert shown(tally) == (of(21_000, 191), of(11_600, 97), True, True)


def test_b2_more_than_half_of_the_area_is_not_enough_without_the_heads() -> None:
    tally = cast(ORDINARY, 94, 96, developer=Choice.FOR)

    assert shown(tally) == (of(21_000, 191), of(11_400, 95), True, False)


def test_b3_the_quorum_fails_on_heads_though_the_area_is_exactly_two_thirds() -> None:
    tally = cast(ORDINARY, 120, 60, developer=Choice.FOR)

    assert shown(tally) == (of(20_000, 181), of(14_000, 121), False, False)


def test_b4_exactly_two_thirds_of_the_area_is_enough() -> None:
    tally = cast(ORDINARY, 101, 99)

    assert shown(tally) == (of(20_000, 200), of(10_100, 101), True, True)


def test_b5_exactly_half_of_the_area_is_not_over_half() -> None:
    tally = cast(ORDINARY, 105, 85, developer=Choice.AGAINST)

    assert shown(tally) == (of(21_000, 191), of(10_500, 105), True, False)


def test_b6_three_quarters_of_both_pass_a_special_item() -> None:
    tally = cast(SPECIAL, 143, 47, developer=Choice.FOR)

    assert shown(tally) == (of(21_000, 191), of(16_300, 144), True, True)


def test_b7_a_special_item_fails_on_heads() -> None:
    tally = cast(SPECIAL, 142, 48, developer=Choice.FOR)

    assert shown(tally) == (of(21_000, 191), of(16_200, 143), True, False)


def test_b8_without_a_follow_rule_silence_is_not_taking_part() -> None:
    ballots, reached = votes(120, 30, 10), served(160, 220, BY_HAND)
    tally = count(ORDINARY, WEIGHTS, ballots, reached, OFF)

    assert shown(tally) == (of(16_000, 160), of(12_000, 120), False, False)


def test_b9_with_a_follow_rule_the_served_and_silent_join_the_majority() -> None:
    ballots, reached = votes(120, 30, 10), served(160, 220, BY_HAND)
    tally = count(ORDINARY, WEIGHTS, ballots, reached, ON)

    assert shown(tally) == (of(22_000, 220), of(18_000, 180), True, True)


def test_b10_p_inv_32_a_ballot_on_the_board_alone_reaches_nobody() -> None:
    reached = {**served(160, 215, BY_HAND), **served(215, 220, ServiceMode.PUBLIC)}
    tally = count(ORDINARY, WEIGHTS, votes(120, 30, 10), reached, ON)

    assert shown(tally) == (of(21_500, 215), of(17_500, 175), True, True)


def test_toys_count_flats_as_heads_and_pass_b2_and_b3() -> None:
    """Each unit a voter of its own: 114 of 210 for it, and 200 of 300 taking part."""
    flats = {owner(5000 + n): of(100, 1) for n in range(300)}
    b2 = [
        Vote(voter=flat, choice=Choice.FOR if n < 114 else Choice.AGAINST)
        for n, flat in enumerate([*flats][:210])
    ]
    b3 = [Vote(voter=flat, choice=Choice.FOR) for flat in [*flats][:200]]

    assert count(ORDINARY, flats, b2, NOT_SERVED, OFF).passed
    assert not cast(ORDINARY, 94, 96, developer=Choice.FOR).passed
    assert count(ORDINARY, flats, b3, NOT_SERVED, OFF).quorum_met
    assert not cast(ORDINARY, 120, 60, developer=Choice.FOR).quorum_met


def test_toys_take_all_owners_as_the_base_of_the_majority_and_fail_b1() -> None:
    tally = cast(ORDINARY, 96, 94, developer=Choice.FOR)

    assert 2 * tally.for_all.heads < tally.total.heads
    assert tally.passed


def test_p_law_47_parking_counts_where_the_rules_say_so() -> None:
    ada, bob = owner(1), owner(2)
    units = [
        ExclusiveUnit(owner=ada, area=100_00),
        ExclusiveUnit(owner=ada, area=12_50, kind=ExclusiveKind.PARKING),
        ExclusiveUnit(owner=bob, area=12_50, kind=ExclusiveKind.PARKING),
    ]

    assert weigh(units, None, parking_counted=False) == {ada: Weight(area=100_00, heads=1)}
    assert weigh(units, None, parking_counted=True) == {
        ada: Weight(area=112_50, heads=1),
        bob: Weight(area=12_50, heads=1),
    }
