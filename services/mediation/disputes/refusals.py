"""Why a dispute, or a number of the years before, says no."""

from services.kernel import Invalid, Refusal, Unknown


class DisputeUnknown(Unknown):
    """查无此纠纷。

    There is no such dispute.
    """


class DisputeAlreadyReported(Refusal):
    """此纠纷已上报。

    This dispute was reported already.
    """


class DisputePlaceUnknown(Unknown):
    """此小区尚未登记。

    A dispute belongs to a registered estate.
    """


class NoticedAfterReported(Invalid):
    """发现时间晚于上报时间。

    It cannot have been noticed after it was reported.
    """


class PartyNamedTwice(Invalid):
    """同一当事人重复列出。

    Each party is named once, on one side.
    """


class DisputeIsMerged(Refusal):
    """此纠纷已并入另一纠纷。

    This report went into another one of the same incident.
    """


class DisputeIsVoided(Refusal):
    """此纠纷已作废。

    This report was voided.
    """


class DisputeIsClosed(Refusal):
    """此纠纷已了结。

    This dispute ended without a case.
    """


class DisputeHasCase(Refusal):
    """此纠纷已立调解案。

    A mediation case is open for this dispute, or ended it.
    """


class DisputeIsSettled(Refusal):
    """此纠纷已立案、并案或了结。

    The dispute is in a case, merged or closed: somebody was faster.
    """


class KindIsTheSame(Refusal):
    """纠纷类型没有变化。

    The dispute is of this kind already.
    """


class MergeIntoItself(Invalid):
    """不能并入自身。

    A report cannot go into itself.
    """


class LeadIsNotOpen(Refusal):
    """主纠纷不存在或已了结。

    The report to merge into is unknown, merged, voided or closed.
    """


class EstatesDiffer(Invalid):
    """两起纠纷不在同一小区。

    Reports of one incident lie in one estate.
    """


class PreviousDisputeUnknown(Unknown):
    """查无前次纠纷。

    The earlier dispute is unknown, or is this one.
    """


class BaselineUnknown(Unknown):
    """查无此历史基数。

    There is no such number.
    """


class BaselineAlreadyImported(Refusal):
    """此历史基数已导入。

    This number was imported already, and another value is asked for now.
    """


class BaselineInFuture(Invalid):
    """历史基数的月份尚未结束。

    A month that is not over has no historical number.
    """


class BaselineIsSigned(Refusal):
    """此历史基数已签认。

    This number is signed.
    """


class BaselineIsRejected(Refusal):
    """此历史基数已退回。

    This number was rejected.
    """


class ImporterCannotSign(Refusal):
    """导入人不得签认。

    Who imported a number cannot sign it.
    """
