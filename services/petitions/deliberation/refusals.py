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
