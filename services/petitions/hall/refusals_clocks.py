"""Why a clock or a supervision stays as it is."""

from services.kernel import Invalid, Refusal


class MajorNeedsDueDate(Invalid):
    """大事须说明办结期限。

    A major matter ends when its resolution is carried out: say by when.
    """


class NoSuchClock(Refusal):
    """该项时限未在计时。

    No clock of this kind is running.
    """


class AlreadySupervised(Refusal):
    """已在同级或更高级别督办中。

    It is under supervision at this level or a heavier one.
    """


class NotSupervised(Refusal):
    """未在督办中。

    It is not under supervision.
    """
