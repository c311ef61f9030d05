"""A vote upon a roll of three: Ada 100 m², Bob 89.50 m², the developer's unsold 100 m²."""

from datetime import timedelta

from services.contracts.ids import AssemblyId, OwnerKey
from services.contracts.petitions.commands.owners_assembly import (
    CastBallot,
    CountBallots,
    NoticeAssembly,
)
from services.contracts.petitions.events import petitions_events
from services.contracts.petitions.events.owners_assembly import (
    AssemblyNoticed,
    AssemblyProposed,
    BallotCast,
    VotingClosed,
)
from services.contracts.petitions.owners_assembly_values import (
    Mark,
    Medium,
    NoticedItem,
    OpenedBallot,
    ProposedBy,
)
from services.contracts.petitions.owners_words import Choice, JointMatter
from services.kernel.decider import fold
from services.petitions.owners import assembly
from services.petitions.owners.commitments import commitment
from services.petitions.surroundings import evolve
from tests.petitions.cast import id_of, somebody, street, words
from tests.petitions.owners.test_roll import (
    ADA_KEY,
    BOB_KEY,
    DEVELOPER,
    ROLL,
    drafted,
    first,
    frozen,
    posted,
    recorded,
    second,
    space,
    unsold,
)
from tests.scenario import NOON, Scenario, an_id

VOTE = an_id(AssemblyId)
A_DAY = timedelta(days=1)
OPENS, CLOSES = NOON + 16 * A_DAY, NOON + 20 * A_DAY
teller, other_teller = somebody("teller", "E01"), somebody("teller", "C1")
around = fold(
    evolve,
    street,
    [drafted, recorded, posted, frozen([first, second, unsold, space], 289_50, 3)],
)
lift = NoticedItem(item_id="lift", matter=JointMatter.USE_FUND, text="使用维修资金更新电梯")
proposed = AssemblyProposed(
    assembly_id=VOTE,
    roll_id=ROLL,
    estate_ids=("E01",),
    proposed_by=ProposedBy.COMMITTEE,
    proposers=(),
)
notice = NoticeAssembly(
    assembly_id=VOTE,
    voting_opens_at=OPENS,
    voting_closes_at=CLOSES,
    items=(lift,),
    residents_committee_informed_at=NOON,
)
noticed = AssemblyNoticed(**vars(notice), round=1, notice_posted_at=NOON)
closed = VotingClosed(assembly_id=VOTE)


def opened(serial: str, choice: Choice) -> OpenedBallot:
    nonce = serial.encode().hex().ljust(64, "0")
    return OpenedBallot(serial=serial, nonce=nonce, marks=(Mark(item_id="lift", choice=choice),))


ada_for, dev_for = opened("A1", Choice.FOR), opened("D1", Choice.FOR)
bob_against = opened("B1", Choice.AGAINST)


def cast(ballot: OpenedBallot, voter: OwnerKey) -> CastBallot:
    return CastBallot(
        assembly_id=VOTE,
        serial=ballot.serial,
        voter_key=voter,
        medium=Medium.PAPER,
        marks=words(VOTE, "marks"),
        commitment=commitment(ballot.nonce, ballot.marks),
    )


def was_cast(ballot: OpenedBallot, voter: OwnerKey) -> BallotCast:
    return BallotCast(**vars(cast(ballot, voter)), cast_at=OPENS)


ada_voted, bob_voted = was_cast(ada_for, ADA_KEY), was_cast(bob_against, BOB_KEY)
dev_voted = was_cast(dev_for, DEVELOPER)


def count_of(*ballots: OpenedBallot) -> CountBallots:
    tellers = (id_of(teller), id_of(other_teller))
    return CountBallots(assembly_id=VOTE, tellers=tellers, opened=ballots)


given = Scenario(assembly.decider, petitions_events, around).given
