"""Why a resolution does not go further as asked."""

from services.kernel import Invalid, Refusal, Unknown


class ResolutionUnknown(Unknown):
    """查无此决议。

    There is no such resolution.
    """


class ResolutionAlreadyAdopted(Refusal):
    """此决议已作出。

    This resolution is adopted already.
    """


class TopicHasResolution(Refusal):
    """此议题已有决议。

    This topic has a resolution already.
    """


class OffTheAgenda(Refusal):
    """此议题不在已通知的议程内，不得作出决议。

    This topic was not on the notified agenda: nothing can be resolved on it (P-INV-20).
    """


class NotCarried(Refusal):
    """未获到会表决人员过半数同意，决议未通过。

    Not more than half of those present were in favour: it is not carried.
    """


class RepresentativesQuorumFailed(Refusal):
    """到会居民代表不足三分之二。

    Fewer than two thirds of the residents' representatives were present (P-INV-24).
    """


class DiscussionsMissing(Refusal):
    """大事须先经“四议”前三议通过。

    A major topic is resolved after three discussions have passed (P-INV-24).
    """


class TaskNamedTwice(Invalid):
    """任务编号重复。

    Two tasks have the same id.
    """


class TaskWithoutPetition(Invalid):
    """转诉求办理的任务须写明是哪一件诉求。

    A task for a petition names the petition, and only such a task does.
    """


class ResolutionIsNotNoticed(Refusal):
    """决议尚未公示。

    The resolution is not on the boards.
    """


class ResolutionIsOnNotice(Refusal):
    """决议正在公示。

    The resolution is on the boards already.
    """


class ResolutionIsInForce(Refusal):
    """决议已生效。

    The resolution is in force.
    """


class ResolutionIsNotInForce(Refusal):
    """决议尚未生效。

    The resolution is not in force.
    """


class ResolutionIsRevoked(Refusal):
    """决议已撤销。

    The resolution was revoked.
    """


class NoticeIsOver(Refusal):
    """公示期已过。

    The notice is over: objections were filed until its end.
    """


class ObjectionUnknown(Unknown):
    """查无此异议。

    There is no such objection.
    """


class ObjectionIsAnswered(Refusal):
    """此异议已答复。

    This objection is answered already.
    """


class ResolutionTaskUnknown(Unknown):
    """决议中没有此任务。

    The resolution has no such task.
    """


class TasksAreOpen(Refusal):
    """任务尚未全部完成，不能公布结果。

    Not every task is done: there is no result to publish yet.
    """


class ResultIsPublished(Refusal):
    """结果已公布。

    The result is published already.
    """


class ResultIsNotPublished(Refusal):
    """结果尚未公布。

    The result is not published yet.
    """


class PeriodEndsBeforeItBegins(Invalid):
    """结束日期早于开始日期。

    The period ends before it begins.
    """
