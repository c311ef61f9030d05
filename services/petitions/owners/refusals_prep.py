"""Why a preparatory group is not what is asked."""

from services.kernel import Invalid, Refusal, Unknown


class GroupUnknown(Unknown):
    """没有该筹备组。

    There is no such preparatory group.
    """


class GroupAlreadyApplied(Refusal):
    """该筹备组已提出申请。

    This group has been applied for already.
    """


class EstateHasGroup(Refusal):
    """该小区已有筹备组。

    This estate has a preparatory group at work or under review.
    """


class GroupIsNotAt(Refusal):
    """筹备组当前阶段不能办理此事。

    The group is not at the step at which this can be done.
    """


class GroupIsOver(Refusal):
    """筹备组已被驳回或解散。

    The group was rejected or dissolved.
    """


class GroupUnfit(Invalid):
    """筹备组人数须为单数，业主不少于半数，组长须为成员，且不得重复。

    Odd in number, owners at least half, led by one of them, nobody twice (P-INV-38).
    """


class ApplicantTwice(Invalid):
    """申请人重复，或交付面积超过总面积。

    An applicant is named twice, or more is delivered than there is.
    """
