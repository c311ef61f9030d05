"""Why the hall says no at the desk and in handling. What a petition is just now comes first."""

from services.kernel import Forbidden, Invalid, Refusal, Unknown


class PetitionUnknown(Unknown):
    """查无此诉求。

    There is no such petition.
    """


class PetitionAlreadyRegistered(Refusal):
    """此诉求已登记。

    This petition is registered already.
    """


class PetitionNotAccepted(Refusal):
    """诉求尚未受理。

    The petition is not accepted yet.
    """


class PetitionNotDispatched(Refusal):
    """诉求已受理，尚未派单。

    The petition is accepted and not dispatched yet.
    """


class DispatchNotSigned(Refusal):
    """诉求已派单，尚未签收。

    The petition is dispatched and not signed for yet.
    """


class PetitionInHandling(Refusal):
    """诉求正在办理。

    The petition is in handling.
    """


class PetitionIsReferred(Refusal):
    """诉求已转调解，须先有结果或撤回转办。

    The petition is in mediation: it waits for the outcome, or for the referral's end (P-INV-13).
    """


class PetitionIsReplied(Refusal):
    """诉求已答复，待回访。

    The petition is replied to and waits for the call-back.
    """


class PetitionIsClosed(Refusal):
    """诉求已办结。

    The petition is closed.
    """


class PetitionIsDeclined(Refusal):
    """诉求不予受理。

    The petition was declined.
    """


class PetitionIsMerged(Refusal):
    """诉求已并案。

    The petition was merged into another.
    """


class PetitionIsWithdrawn(Refusal):
    """诉求已撤回。

    The petition was withdrawn.
    """


class PetitionIsVoided(Refusal):
    """诉求已作废。

    The petition was voided.
    """


class StationNotInEstate(Invalid):
    """驿站不属于该小区。

    The station does not belong to the estate.
    """


class AnonymousHasNoIdentity(Invalid):
    """匿名诉求不得登记身份信息。

    An anonymous petition carries no identity (P-INV-2).
    """


class PetitionerMissing(Invalid):
    """实名或保密诉求须有诉求人。

    A petition that is not anonymous names its petitioner.
    """


class NotYourself(Forbidden):
    """您只能为本人登记诉求。

    You may bring a petition for yourself only.
    """


class TooManyRepresentatives(Invalid):
    """代表不得超过五人。

    Five representatives at most (P-INV-4).
    """


class QueryCodeTaken(Refusal):
    """查询码重复，请重新提交。

    The query code belongs to another petition: send it again.
    """


class AlreadyClassified(Refusal):
    """诉求已分类，只能更正。

    The petition is classified: it can only be corrected, with a reason (P-INV-15).
    """


class NotClassified(Refusal):
    """诉求尚未分类。

    The petition is not classified yet.
    """


class NothingToCorrect(Invalid):
    """没有要更正的内容。

    Nothing to correct was given.
    """


class OutcomeIsTheStreets(Forbidden):
    """办理结果只能由街道更正。

    Only the street corrects an outcome.
    """


class MomentInFuture(Invalid):
    """时间不能晚于现在。

    A thing that happened cannot lie in the future.
    """


class ConflictOfInterest(Refusal):
    """不得交由被反映的单位、其下属或个人办理。

    It may not go to whom it complains of, nor to a unit below (P-INV-1).
    """


class OutsideYourCommunity(Forbidden):
    """社区只能向本社区范围内派单。

    A community dispatches within itself; the street dispatches further.
    """


class OtherDispatch(Refusal):
    """派单编号不符。

    This is not the dispatch in force.
    """


class PetitionHasEnded(Refusal):
    """诉求已结束。

    The petition has ended.
    """
