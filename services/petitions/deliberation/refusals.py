"""Why a topic does not go further as asked."""

from services.kernel import Refusal, Unknown


class TopicUnknown(Unknown):
    """查无此议题。

    There is no such topic.
    """


class TopicAlreadyProposed(Refusal):
    """此议题已提出。

    This topic is proposed already.
    """


class TopicIsScreened(Refusal):
    """此议题已审议定性。

    This topic is screened already.
    """


class TopicHasEnded(Refusal):
    """此议题已有结果。

    This topic has come to its end.
    """


class OwnersDecide(Refusal):
    """此事属业主共同决定事项，议事厅只能建议提请业主大会。

    This belongs to the owners jointly: the hall can only advise them to propose it to their
    assembly (P-INV-22, P-LAW-34).
    """


class TopicIsNotScreened(Refusal):
    """此议题尚未通过初审。

    This topic has not passed the screening.
    """


class TopicIsOnAnAgenda(Refusal):
    """此议题已列入会议议程。

    This topic is on the agenda of a meeting.
    """


class TopicIsResolved(Refusal):
    """此议题已有决议。

    A resolution was adopted on this topic.
    """


class NotAMajorTopic(Refusal):
    """“四议”只用于大事。

    The four discussions are for major topics (P-INV-24).
    """


class MeetingDecides(Refusal):
    """前三议均已通过，第四议由议事会作出。

    Three discussions have passed: the fourth is the meeting of the hall itself (P-INV-24).
    """


class DiscussionOutOfOrder(Refusal):
    """“四议”须依次进行。

    The four discussions follow each other: another one is due (P-INV-24).
    """


class VotesDoNotAddUp(Refusal):
    """票数与到会人数不符。

    The votes do not add up to those who were present.
    """
