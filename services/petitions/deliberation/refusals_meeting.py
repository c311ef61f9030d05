"""Why a meeting does not go further as asked."""

from services.kernel import Refusal, Unknown


class MeetingUnknown(Unknown):
    """查无此会议。

    There is no such meeting.
    """


class MeetingAlreadyConvened(Refusal):
    """此会议已召集。

    This meeting is convened already.
    """


class MeetingHasEnded(Refusal):
    """此会议已取消或未达到会人数。

    This meeting was called off, or has failed its quorum.
    """


class MeetingIsNotHeld(Refusal):
    """此会议尚未召开。

    This meeting has not been held.
    """


class MeetingIsNotNotified(Refusal):
    """会议议程和材料尚未通知与会人员。

    The participants have not been given the agenda and its materials.
    """


class MinutesStand(Refusal):
    """会议已记录，纪要不得更改，只可补记。

    The meeting is recorded and its minutes stand: only an addendum can be added (P-INV-25).
    """


class MeetingNoticeTooShort(Refusal):
    """会议须至少提前三日通知与会人员。

    The participants need three full days of notice (P-INV-21).
    """


class MeetingHasNotBegun(Refusal):
    """会议时间未到。

    The meeting has not begun yet.
    """


class NoPartyOrgConvenes(Refusal):
    """本小区和社区均无党组织，无人召集会议。

    Neither the estate nor its community has a Party organisation to convene it (P-INV-26).
    """


class NoAffectedResident(Refusal):
    """与会人员中须至少有一名利益相关居民。

    At least one affected resident has to be invited (P-INV-23).
    """


class ComplainedOfOnlySpeaks(Refusal):
    """被反映方可到会说明，但不得参与表决。

    Whoever is complained of may come and speak, but does not vote (P-INV-23).
    """


class ComplainedOfConvenes(Refusal):
    """被反映方不得召集会议。

    Whoever is complained of does not convene the meeting (P-INV-23).
    """


class InvitedTwice(Refusal):
    """同一人被邀请了两次。

    Somebody is invited twice.
    """


class TopicOfAnotherEstate(Refusal):
    """议题不属于本小区。

    A topic on this agenda is of another estate.
    """


class TopicTwiceOnTheAgenda(Refusal):
    """同一议题在议程中出现两次。

    A topic stands twice on this agenda.
    """


class NotInvited(Refusal):
    """到会或发言人员不在邀请之列。

    Somebody who is said to have come, or spoken, was not there to do so.
    """
