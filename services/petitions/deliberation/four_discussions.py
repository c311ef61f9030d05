"""Quorum and majority of the four discussions (四议两公开), in whole numbers.

The Party members' meeting needs two thirds of its members present and half of all members in
favour (P-LAW-31); the representatives two thirds present and more than half of those in favour
(P-LAW-32); branch and committees more than half present, and more than half of those (P-LAW-33).
"""

from services.contracts.petitions.deliberation import Discussion, Votes
from services.kernel import State

IN_ORDER = tuple(Discussion)


class Result(State):
    """What the numbers come to."""

    quorum_met: bool
    passed: bool


def counted(discussion: Discussion, due: int, present: int, votes: Votes) -> Result:
    match discussion:
        case Discussion.PROPOSAL | Discussion.CONSULTATION:
            quorum, majority = 2 * present > due, 2 * votes.in_favour > present
        case Discussion.REVIEW:
            quorum, majority = 3 * present >= 2 * due, 2 * votes.in_favour >= due
        case Discussion.DECISION:
            quorum, majority = 3 * present >= 2 * due, 2 * votes.in_favour > present
    met = present > 0 and quorum
    return Result(quorum_met=met, passed=met and majority)


def adds_up(present: int, votes: Votes) -> bool:
    """Whoever is present is for, against, or abstains."""
    return votes.in_favour + votes.against + votes.abstained == present
