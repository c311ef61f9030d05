"""A home becomes a shop (住改商) only where every interested owner agrees (P-LAW-63)."""

from fractions import Fraction

import pytest

from services.contracts.petitions.events.owners_assembly import (
    AssemblyQuorumFailed,
    TallyCounted,
)
from services.contracts.petitions.owners_assembly_values import NoticedItem
from services.contracts.petitions.owners_words import Choice, JointMatter
from services.petitions.owners.counting import Vote, Weight, consent
from services.petitions.owners.refusals_assembly import InterestedUnnamed
from tests.petitions.owners.assembly_cast import (
    CLOSES,
    ada_for,
    ada_voted,
    bob_against,
    bob_voted,
    closed,
    count_of,
    given,
    lift,
    notice,
    noticed,
    proposed,
    teller,
)
from tests.petitions.owners.street_of_300 import owner

NEIGHBOURS = {owner(n): Weight(area=100_00, heads=1) for n in range(10)}
shop = NoticedItem(
    item_id="lift",
    matter=JointMatter.HOME_TO_SHOP,
    text="1-101 开设诊所",
    interested_units=("1-101", "1-102"),
)
of_both = noticed.model_copy(update={"items": (shop,)})


def votes(agree: int, against: int = 0) -> list[Vote]:
    return [
        Vote(voter=owner(n), choice=Choice.FOR if n < agree else Choice.AGAINST)
        for n in range(agree + against)
    ]


def test_5_1_14_p_law_63_a_majority_of_ninety_per_cent_fails() -> None:
    nine, ten = consent(NEIGHBOURS, votes(9, 1)), consent(NEIGHBOURS, votes(10))

    assert Fraction(nine.agreed.heads, nine.total.heads) == Fraction(9, 10)
    assert (nine.quorum_met, nine.passed) == (True, False)
    assert (ten.quorum_met, ten.passed) == (True, True)


def test_p_law_63_silence_is_no_consent() -> None:
    tally = consent(NEIGHBOURS, votes(9))

    assert (tally.quorum_met, tally.passed) == (False, False)


def test_p_law_63_who_is_not_interested_neither_helps_nor_hinders() -> None:
    far_off = Vote(voter=owner(99), choice=Choice.AGAINST)

    assert consent(NEIGHBOURS, [*votes(10), far_off]) == consent(NEIGHBOURS, votes(10))


@pytest.mark.parametrize(
    "item",
    [
        shop.model_copy(update={"interested_units": ()}),
        shop.model_copy(update={"interested_units": ("9-909",)}),
        lift.model_copy(update={"interested_units": ("1-101",)}),
    ],
)
def test_p_law_63_the_notice_names_whose_consent_is_asked(item: NoticedItem) -> None:
    ask = notice.model_copy(update={"items": (item,)})
    given(proposed).when(ask).refused(InterestedUnnamed)


def test_p_law_63_a_parking_space_without_a_vote_interests_nobody() -> None:
    item = shop.model_copy(update={"interested_units": ("1-101", "P-1")})
    ask = notice.model_copy(update={"items": (item,)})
    given(proposed).when(ask).refused(InterestedUnnamed)


def test_5_1_14_the_count_asks_the_owners_of_the_named_units_alone() -> None:
    """Ada agrees, Bob does not, the developer's unit is far off and silent."""
    given(proposed).when(notice.model_copy(update={"items": (shop,)})).then(of_both)
    told = given(proposed, of_both, ada_voted, bob_voted, closed).when(
        count_of(ada_for, bob_against), at=CLOSES, by=teller
    )
    tally = told.events[0]
    assert isinstance(tally, TallyCounted)
    assert (tally.area_total, tally.heads_total) == (189_50, 2)
    assert (tally.quorum_met, tally.passed) == (True, False)


def test_p_law_63_one_interested_owner_missing_may_be_asked_again() -> None:
    told = given(proposed, of_both, ada_voted, closed).when(count_of(ada_for), at=CLOSES, by=teller)
    assert isinstance(told.events[-1], AssemblyQuorumFailed)
