"""Why a task says no, and why hours are not credited."""

from services.kernel import Invalid, Refusal, Unknown


class TaskUnknown(Unknown):
    """查无此任务。

    There is no such task.
    """


class TaskAlreadyOffered(Refusal):
    """此任务已派出。

    This task is offered already.
    """


class OrderNotApproved(Refusal):
    """点单未经审核通过，不能派单。

    Only an approved order is offered to volunteers.
    """


class OrderHasTask(Refusal):
    """此点单已有进行中的任务。

    This order has a task that is not over.
    """


class NobodyInvited(Invalid):
    """邀请对象为空，或联盟内无符合条件者。

    Nobody is invited: name volunteers, or a coalition with members who may serve.
    """


class NotEligible(Refusal):
    """该志愿者不符合此任务的条件。

    This volunteer does not meet what the task asks; `lacking` says what (A-INV-3).
    """


class NotInvited(Refusal):
    """该志愿者未在此轮邀请之列。

    This volunteer is not invited in this round.
    """


class OfferHasExpired(Refusal):
    """此轮邀请已过期。

    The time to answer this invitation has passed.
    """


class OfferStillOpen(Refusal):
    """此轮邀请尚未到期。

    The time to answer this invitation has not passed yet.
    """


class AgreementMissing(Invalid):
    """此任务须签订书面协议。

    This task asks for a signed agreement (A-LAW-7).
    """


class TaskIsFull(Refusal):
    """此任务人数已满。

    Everyone needed has been found.
    """


class TaskIsNotFull(Refusal):
    """此任务人数未满，尚未成行。

    Not everyone needed has been found yet.
    """


class TaskIsOver(Refusal):
    """此任务已结束。

    This task is over.
    """


class TaskHasBegun(Refusal):
    """服务已开始，不能再取消接单。

    It has begun: an acceptance can no longer be cancelled.
    """


class HasArrived(Refusal):
    """该志愿者已签到，不能再取消接单。

    This volunteer has checked in: an acceptance can no longer be cancelled.
    """


class HasAccepted(Refusal):
    """该志愿者已接单；如不能前往，请取消接单。

    This volunteer has accepted; who cannot come cancels the acceptance.
    """


class NotAccepted(Refusal):
    """该志愿者未接此单。

    This volunteer has not accepted the task.
    """


class NotCheckedIn(Refusal):
    """该志愿者尚未签到。

    This volunteer has not checked in.
    """


class OutBeforeIn(Invalid):
    """签退须晚于签到。

    One leaves after one has arrived.
    """


class CheckOutTooLate(Refusal):
    """签退已过时限，须由他人更正时长。

    It is too late to check out: a second person corrects the hours (A-INV-7).
    """


class NothingServed(Refusal):
    """该志愿者在此任务中无签到记录。

    This volunteer has not served in this task.
    """


class StillServing(Refusal):
    """服务尚未结束。

    The service is not over yet.
    """


class HoursAreRevoked(Refusal):
    """此任务的时长已被撤销。

    The hours of this task were revoked.
    """


class HoursUnknown(Unknown):
    """此任务尚无时长记录。

    No hours are on record for this task.
    """


class SecondPersonNeeded(Refusal):
    """更正须由另一人办理。

    A second person corrects hours, not the one who entered them (A-INV-7).
    """


class CorrectionTooLate(Refusal):
    """已超过十个工作日，不能更正。

    Ten working days have passed: the hours stand (A-INV-7).
    """
