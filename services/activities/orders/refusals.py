"""Why an order says no. What a task and the hours say is in `task_refusals`."""

from services.kernel import Invalid, Refusal, Unknown


class OrderUnknown(Unknown):
    """查无此点单。

    There is no such order.
    """


class OrderAlreadyPlaced(Refusal):
    """此点单已提交。

    This order is placed already.
    """


class NotAnEstateHere(Invalid):
    """点单须指明已登记的小区。

    An order is placed in a registered estate.
    """


class NotThisEstatesStation(Invalid):
    """该驿站不属于此小区。

    This station is not one of this estate.
    """


class NothingWished(Invalid):
    """请选择服务清单中的项目，或说明所需服务。

    Choose an item of the catalogue or say what is needed.
    """


class ItemNotOffered(Refusal):
    """该项目不在服务清单上。

    This item is not on the catalogue.
    """


class ItemNotForAudience(Invalid):
    """该项目不面向此类人群。

    This item is not meant for this audience.
    """


class TimesOutOfOrder(Invalid):
    """时间先后有误：结束须晚于开始，答复期限须在开始之前且尚未过去。

    Times are out of order: the end comes after the beginning, and the time to answer lies ahead and
    before the beginning.
    """


class GuardianMissing(Invalid):
    """未满十四周岁者参加，须由监护人提出并同意。

    A participant under fourteen needs the guardian and the guardian's consent.
    """


class NotTheirOrder(Invalid):
    """补充内容须以点单人名义提交。

    What is added speaks for the resident who placed the order.
    """


class OrderIsReviewed(Refusal):
    """此点单已审核。

    This order was reviewed already.
    """


class OrderHasEnded(Refusal):
    """此点单已结束。

    This order has ended.
    """


class OrderNotAccepted(Refusal):
    """此点单尚无人接单。

    Nobody has accepted this order yet.
    """


class OrderIsCatchingUp(Refusal):
    """接单情况正在同步，请稍后再试。

    The order is just hearing from its task: try again shortly.
    """

    kind = "busy"


class NobodyCheckedOut(Refusal):
    """尚无志愿者签退，暂不能确认送达。

    No volunteer has checked out yet: it is not delivered.
    """


class EvidenceMissing(Invalid):
    """由组织方确认时须附凭证。

    An organiser who confirms delivery shows evidence.
    """


class ResidentMayStillAnswer(Refusal):
    """服务结束三日内由居民确认；三日后组织方可凭证确认。

    For three days the word is the resident's; then evidence will do (A-INV-22).
    """


class OrderNotDelivered(Refusal):
    """此点单尚未送达。

    This order is not delivered yet.
    """


class RaterIsAnother(Invalid):
    """评价须由本人提交。

    A rating is given in one's own name.
    """


class OrderRatedByAnother(Refusal):
    """此点单已由另一位参加者评价。

    Somebody else who was there has rated this order: one rating for an order.
    """


class RatingWindowHasLapsed(Refusal):
    """评价期（送达后七日）已过。

    The seven days for rating have passed (A-INV-13).
    """


class RatingWindowIsOpen(Refusal):
    """评价期未过，暂不能办结。

    The seven days for rating have not passed yet.
    """
