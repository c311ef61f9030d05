"""The corner cases of an owners' vote across roll, ballots and count (domain §5.1-11, 12, 15)."""

from datetime import timedelta, timezone
from itertools import permutations

from services.contracts.petitions.events.owners_assembly import BallotSuperseded
from services.contracts.petitions.owners_assembly_values import Medium
from services.contracts.petitions.owners_words import Choice
from services.petitions.owners.counting import ExclusiveUnit, Weight, weigh
from services.petitions.owners.refusals_assembly import (
    BallotsMissing,
    NoticeTooShort,
    VotingIsNotOpen,
)
from tests.petitions.owners.assembly_cast import (
    A_DAY,
    CLOSES,
    OPENS,
    VOTE,
    ada_for,
    ada_voted,
    cast,
    closed,
    count_of,
    given,
    notice,
    noticed,
    opened,
    proposed,
    teller,
    was_cast,
)
from tests.petitions.owners.street_of_300 import owner
from tests.petitions.owners.test_assembly import failed
from tests.petitions.owners.test_roll import ADA_KEY

HAWAII, SHENGQUAN = timezone(-timedelta(hours=10)), timezone(timedelta(hours=8))


def test_5_1_11_the_seller_votes_on_after_the_sale() -> None:
    """Nothing told after the freeze changes the roll: it knows the seller's key alone."""
    given(proposed, noticed).when(cast(ada_for, ADA_KEY), at=OPENS).then(ada_voted)


def test_5_1_11_three_flats_of_which_two_a_company_owns_are_two_heads() -> None:
    person, company = owner(1), owner(2)
    flats = (
        ExclusiveUnit(owner=person, area=80_00),
        ExclusiveUnit(owner=company, area=90_00),
        ExclusiveUnit(owner=company, area=95_50),
    )
    for order in permutations(flats):
        assert weigh(order, None, parking_counted=False) == {
            person: Weight(area=80_00, heads=1),
            company: Weight(area=185_50, heads=1),
        }


def test_5_1_12_a_paper_ballot_after_an_electronic_one_is_the_one_that_counts() -> None:
    allowed = noticed.model_copy(update={"revoting": True})
    on_paper = opened("A2", Choice.AGAINST)
    electronic = ada_voted.model_copy(update={"medium": Medium.ELECTRONIC})
    later = was_cast(on_paper, ADA_KEY)
    superseded = BallotSuperseded(assembly_id=VOTE, old_serial="A1", new_serial="A2")
    so_far = (proposed, allowed, electronic)

    given(*so_far).when(cast(on_paper, ADA_KEY), at=OPENS).then(later, superseded)
    counted = given(*so_far, later, superseded, closed)
    assert counted.when(count_of(on_paper), at=CLOSES, by=teller).refusal is None
    counted.when(count_of(ada_for), at=CLOSES, by=teller).refused(BallotsMissing)


def test_5_1_12_a_superseded_ballot_sent_again_by_the_network_changes_nothing() -> None:
    allowed = noticed.model_copy(update={"revoting": True})
    later = was_cast(opened("A2", Choice.AGAINST), ADA_KEY)
    superseded = BallotSuperseded(assembly_id=VOTE, old_serial="A1", new_serial="A2")
    given(proposed, allowed, ada_voted, later, superseded).when(
        cast(ada_for, ADA_KEY), at=OPENS
    ).then()


def test_5_1_12_the_moment_counts_in_whatever_time_zone_it_is_told() -> None:
    ask, last = cast(ada_for, ADA_KEY), was_cast(ada_for, ADA_KEY)
    at_the_end = last.model_copy(update={"cast_at": CLOSES})
    for zone in (HAWAII, SHENGQUAN):
        at = CLOSES.astimezone(zone)
        given(proposed, noticed).when(ask, at=at).then(at_the_end)
        given(proposed, noticed).when(ask, at=at + timedelta(seconds=1)).refused(VotingIsNotOpen)


def test_5_1_15_a_second_notice_runs_its_fifteen_days_from_the_start() -> None:
    """Noticed again as the first vote ends: the second opens on the sixteenth day after."""
    so_far = (proposed, noticed, ada_voted, closed, failed)
    again = {"voting_opens_at": CLOSES + 15 * A_DAY, "voting_closes_at": CLOSES + 17 * A_DAY}
    in_time = {**again, "voting_opens_at": CLOSES + 16 * A_DAY}
    second = {**in_time, "round": 2, "notice_posted_at": CLOSES}

    too_soon = notice.model_copy(update=again)
    given(*so_far).when(too_soon, at=CLOSES).refused(NoticeTooShort)
    given(*so_far).when(notice.model_copy(update=in_time), at=CLOSES).then(
        noticed.model_copy(update=second)
    )
