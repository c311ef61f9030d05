"""Why a formal answer is not reviewed."""

from services.kernel import Refusal


class NotFormal(Refusal):
    """只有信访事项适用复查、复核。

    Only a formal petition's answer is reviewed (P-LAW-6).
    """


class NotAnsweredInWriting(Refusal):
    """尚无书面答复意见。

    There is no written answer to review yet.
    """


class ReviewWindowOver(Refusal):
    """已超过三十日申请期限。

    The thirty days after the written answer are over (P-LAW-6).
    """


class ReviewIsUnderWay(Refusal):
    """正在复查、复核中。

    It is under review already.
    """


class ReviewsExhausted(Refusal):
    """复核意见为终结意见，以同一事实和理由再次提出的不再受理。

    After the second review the same facts and reasons are not taken up again (P-LAW-6).
    """


class NoReviewUnderWay(Refusal):
    """没有正在进行的复查、复核。

    No review is under way.
    """
