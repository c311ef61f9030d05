"""Why a whistle does not go as asked."""

from services.kernel import Invalid, Refusal, Unknown


class WhistleUnknown(Unknown):
    """查无此哨。

    There is no such whistle.
    """


class WhistleAlreadyProposed(Refusal):
    """此哨已提出。

    This whistle is proposed already.
    """


class WhistleNotScreened(Refusal):
    """此哨尚未审核通过。

    This whistle is not approved yet.
    """


class WhistleIsScreened(Refusal):
    """此哨已审核。

    This whistle is screened already.
    """


class WhistleTurnedDown(Refusal):
    """此哨审核未通过。

    This whistle was turned down.
    """


class WhistleNotBlown(Refusal):
    """尚未吹哨。

    This whistle is not blown yet.
    """


class WhistleIsBlown(Refusal):
    """已经吹哨。

    This whistle is blown already.
    """


class NotADepartment(Invalid):
    """只能吹哨给职能部门。

    Only departments are called by a whistle.
    """


class RequiredByIsPast(Invalid):
    """报到期限须晚于吹哨时间。

    The day by which to report in lies after the whistle.
    """


class BeforeTheWhistle(Invalid):
    """报到不能早于吹哨。

    Nobody reports in before the whistle is blown.
    """


class DepartmentNotCalled(Refusal):
    """此部门不在吹哨范围内。

    This department was not called.
    """


class DepartmentIsReleased(Refusal):
    """经裁定，此事不属该部门。

    It was decided that this is not the department's.
    """


class DepartmentIsResponsible(Refusal):
    """该部门已报到，或已裁定由其负责。

    The department has reported in, or it was decided that this is theirs.
    """


class NotContested(Refusal):
    """该部门没有待裁定的异议。

    There is no objection of this department to decide.
    """


class NotReportedIn(Refusal):
    """该部门尚未报到。

    The department has not reported in.
    """


class AlreadyScored(Refusal):
    """此项评价已作出。

    This score is given already.
    """


class OtherPetition(Refusal):
    """此哨属于另一件诉求。

    The whistle belongs to another petition.
    """
