"""Why a work calendar is not published."""

from services.kernel import Invalid, Refusal


class DayOutsideYear(Invalid):
    """日期不属于该年度。

    A work calendar holds the days of its own year.
    """


class DayOffIsWorked(Invalid):
    """同一日不能既放假又上班。

    A day cannot be a day off and a make-up workday at once.
    """


class MakeUpOnAWeekday(Invalid):
    """调休上班日须为周六或周日。

    A make-up workday is a Saturday or a Sunday: the others are worked anyhow.
    """


class EditionNeedsReason(Refusal):
    """该年度工作日历已发布，重新发布须说明原因。

    The calendar of this year is out; another edition says why.
    """
