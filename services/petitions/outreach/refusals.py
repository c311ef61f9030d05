"""Why a week's session or a month's round is not recorded as asked."""

from services.kernel import Invalid, Refusal, Unknown


class NoSuchWeek(Invalid):
    """没有这一周（月）。

    The calendar has no such week or month.
    """


class PeriodHasNotBegun(Invalid):
    """该周（月）尚未开始。

    This week or month has not begun.
    """


class OutreachUnknown(Unknown):
    """该驿站本周的下沉活动尚未列入。

    No session of this station and week is scheduled.
    """


class NoItemNamed(Invalid):
    """“四下基层”须注明开展了哪一项。

    Say which of the four items took place: at least one (P-INV-19).
    """


class NotOfThisWeek(Invalid):
    """日期不在该周之内，或尚未到来。

    The day is not of this week, or has not come yet.
    """


class OutreachIsHeld(Refusal):
    """本周活动已登记。

    This week's session is recorded as held.
    """


class OutreachIsMissed(Refusal):
    """本周已记为未开展。

    This week is recorded as missed.
    """


class OutreachIsCancelled(Refusal):
    """驿站停用，本周无须开展。

    The station was out of use: nothing was due this week.
    """


class RoundUnknown(Unknown):
    """该驿站本月的意见收集尚未开始。

    No round of this station and month is open.
    """


class RoundIsClosed(Refusal):
    """本月意见收集已结束。

    This month's round is closed.
    """


class RoundIsCancelled(Refusal):
    """驿站停用，本月无须收集。

    The station was out of use: nothing was due this month.
    """


class ZeroReportMissing(Refusal):
    """本月未收集到意见，须先作零报告。

    Nothing was collected: file a zero report first (P-INV-18).
    """


class RoundIsNotEmpty(Refusal):
    """本月已有意见或诉求，不能作零报告。

    There are opinions or petitions this month: a zero report would not be true.
    """
