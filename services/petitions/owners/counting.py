"""How owners' votes are counted: two parallel votes, by exclusive area and by headcount.

Civil Code 278(2): two thirds of both take part; then more than half of both of those who take
part agree, for items 6, 7 and 8 three quarters. Article 279: that a home becomes a shop takes
every interested owner, whatever majority there is. Civil Code 1259: 以上 includes the number
itself, 过 does not. Areas are integers of 0.01 m²; nothing is divided, so nothing is rounded.
"""

from collections.abc import Iterable, Mapping

from services.contracts.ids import OwnerKey
from services.contracts.petitions.owners_words import (
    Choice,
    ExclusiveKind,
    JointMatter,
    ServiceMode,
    UnitStatus,
)
from services.kernel import State, replace

SPECIAL = frozenset({JointMatter.RAISE_FUND, JointMatter.REBUILD, JointMatter.COMMON_PARTS})
"""Items that ask for three quarters (P-LAW-42)."""

NOT_REACHED = frozenset({ServiceMode.PUBLIC, ServiceMode.TENANT})
"""Ways of serving after which an owner's silence says nothing (P-INV-32)."""


class ExclusiveUnit(State):
    """An exclusive part as the vote sees it: how large, and whose."""

    owner: OwnerKey
    area: int
    kind: ExclusiveKind = ExclusiveKind.HOME
    status: UnitStatus = UnitStatus.SOLD


class Weight(State):
    """What some owners weigh together, on either measure."""

    area: int = 0
    heads: int = 0

    def __add__(self, other: "Weight") -> "Weight":
        return Weight(area=self.area + other.area, heads=self.heads + other.heads)

    def leads(self, other: "Weight") -> bool:
        """More on both measures: a draw on either is no lead."""
        return self.area > other.area and self.heads > other.heads


class Vote(State):
    """What one owner marked for the item, on the one ballot that is in force."""

    voter: OwnerKey
    choice: Choice


class FollowRule(State):
    """从众, 沉默条款: silence counted with the majority (P-LAW-53). Without a clause, never.

    `printed`: the notice told what silence leads to. `special`: the clause names items 6 to 8.
    """

    enabled: bool = False
    printed: bool = False
    special: bool = False

    def applies(self, matter: JointMatter) -> bool:
        return self.enabled and self.printed and (self.special or matter not in SPECIAL)


class Tally(State):
    """The sums of one item. `follow`: who marked 从众 or was silent and counts as taking part."""

    total: Weight
    part: Weight
    agreed: Weight
    against: Weight
    abstained: Weight
    follow: Weight
    for_all: Weight
    """Those who agreed, and those who followed a majority for it."""
    quorum_met: bool
    passed: bool


NOBODY = Weight()


def weigh(
    units: Iterable[ExclusiveUnit], developer: OwnerKey | None, parking_counted: bool
) -> Mapping[OwnerKey, Weight]:
    """Every voter of the roll and what they weigh: one head each, however many units (BOU 9).

    Who owns parking alone has no vote where parking is not counted (P-LAW-47).
    """
    weights: dict[OwnerKey, Weight] = {}
    for unit in units:
        if unit.kind is ExclusiveKind.PARKING and not parking_counted:
            continue
        voter = voter_for(unit, developer)
        known = weights.get(voter, Weight(heads=1))
        weights[voter] = known + Weight(area=unit.area)
    return weights


def voter_for(unit: ExclusiveUnit, developer: OwnerKey | None) -> OwnerKey:
    """What is unsold or not delivered is the developer's (P-LAW-45)."""
    is_held = unit.status is not UnitStatus.SOLD
    return developer if is_held and developer is not None else unit.owner


def count(
    matter: JointMatter,
    weights: Mapping[OwnerKey, Weight],
    votes: Iterable[Vote],
    served: Mapping[OwnerKey, frozenset[ServiceMode]],
    rule: FollowRule,
) -> Tally:
    """The tally of one item: neither the order of the votes nor one told twice changes it."""
    marked = _marked(votes)
    follows = rule.applies(matter)
    silent = _served_and_silent(weights, marked, served) if follows else frozenset()
    total = _sum(weights, weights)
    agreed, against, abstained, said_follow = (
        _sum(weights, (voter for voter, mark in marked.items() if mark is choice))
        for choice in (Choice.FOR, Choice.AGAINST, Choice.ABSTAIN, Choice.FOLLOW)
    )
    follow = said_follow + _sum(weights, silent)
    part = agreed + against + abstained + follow
    for_all = agreed + follow if follows and agreed.leads(against) else agreed
    quorum_met = has_quorum(part, total)
    return Tally(
        total=total,
        part=part,
        agreed=agreed,
        against=against,
        abstained=abstained,
        follow=follow,
        for_all=for_all,
        quorum_met=quorum_met,
        passed=quorum_met and has_majority(matter, for_all, part),
    )


def consent(interested: Mapping[OwnerKey, Weight], votes: Iterable[Vote]) -> Tally:
    """Home to shop (住改商): every interested owner agrees, silence is no consent (P-LAW-63)."""
    theirs = [vote for vote in votes if vote.voter in interested]
    tally = count(JointMatter.HOME_TO_SHOP, interested, theirs, {}, FollowRule())
    everybody = tally.total
    return replace(tally, quorum_met=tally.part == everybody, passed=tally.agreed == everybody)


def has_quorum(part: Weight, total: Weight) -> bool:
    """三分之二以上: two thirds or more of the area, and of the owners, of the roll."""
    return 3 * part.area >= 2 * total.area and 3 * part.heads >= 2 * total.heads


def has_majority(matter: JointMatter, agreed: Weight, part: Weight) -> bool:
    """过半数 is more than half, 四分之三以上 three quarters or more, of those who take part."""
    if matter in SPECIAL:
        return 4 * agreed.area >= 3 * part.area and 4 * agreed.heads >= 3 * part.heads
    return 2 * agreed.area > part.area and 2 * agreed.heads > part.heads


def _marked(votes: Iterable[Vote]) -> Mapping[OwnerKey, Choice]:
    marked: dict[OwnerKey, Choice] = {}
    for vote in votes:
        if marked.setdefault(vote.voter, vote.choice) is not vote.choice:
            raise ValueError("of one owner only one ballot is in force (P-INV-29)")
    return marked


def _served_and_silent(
    weights: Mapping[OwnerKey, Weight],
    marked: Mapping[OwnerKey, Choice],
    served: Mapping[OwnerKey, frozenset[ServiceMode]],
) -> frozenset[OwnerKey]:
    """Who did not vote though a ballot reached them (P-INV-32)."""
    return frozenset(
        voter
        for voter in weights.keys() - marked.keys()
        if served.get(voter, frozenset()) - NOT_REACHED
    )


def _sum(weights: Mapping[OwnerKey, Weight], voters: Iterable[OwnerKey]) -> Weight:
    return sum((weights[voter] for voter in voters), NOBODY)
