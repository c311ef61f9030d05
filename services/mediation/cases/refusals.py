"""Why a mediation case says no: to its opening, its parties, its end."""

from services.kernel import Invalid, Refusal, Unknown


class CaseUnknown(Unknown):
    """查无此调解案。

    There is no such case.
    """


class CaseAlreadyOpened(Refusal):
    """此调解案已立。

    This case is open already.
    """


class DelegationHasEnded(Refusal):
    """委托已撤回，不再立案。

    The referral was taken back before a case was opened.
    """


class CaseIsTerminated(Refusal):
    """调解已终止。

    The mediation was terminated. A fresh application opens a new case.
    """


class CaseIsArchived(Refusal):
    """卷宗已归档。

    The file is archived.
    """


class CaseNotFinished(Refusal):
    """未回访或未终止，不能归档。

    A file is closed after the follow-up or the termination.
    """


class DisputesNotOpen(Refusal):
    """纠纷不存在、已并案或已了结，不能立案。

    A case is opened for disputes that are known and open.
    """


class DisputesOfOneEstate(Invalid):
    """一案所涉纠纷须在同一小区。

    The disputes of one case lie in one estate.
    """


class DelegationNeedsReference(Invalid):
    """委托案件须注明委托编号，其他案件不得注明。

    A delegated case names its delegation; another names none.
    """


class PreviousCaseNotEnded(Invalid):
    """前案不存在或尚未结束。

    The case to take up again is unknown or has not ended.
    """


class NotAParty(Invalid):
    """此人不是当事人。

    This person is not a party to the case.
    """


class SpeaksForAnother(Refusal):
    """当事人只能代表自己表示。

    A party speaks for itself alone.
    """


class NotEveryPartyConsented(Refusal):
    """尚有当事人未同意调解。

    Not every party has consented (M-INV-1).
    """


class OtherSideMissing(Refusal):
    """当事人不足两方。

    A mediation has parties on two sides at least.
    """


class LevelOnlyGoesUpByOne(Invalid):
    """只能逐级上调；红色风险可直报街道。

    The level goes up by one, or straight to 3 for RED; never down (M-INV-9).
    """


class TopLevelFirst(Refusal):
    """未经街道调解，不得上交。

    Only what the street tried is handed up.
    """


class PartyEndsItThemselves(Invalid):
    """拒绝、撤回须由当事人作出。

    A refusal or a withdrawal is a party's own word: record that instead.
    """


class AgreementStands(Refusal):
    """已达成协议，此事不可再改。

    The parties have agreed: this cannot be changed any more.
    """


class AgreementIsBinding(Refusal):
    """协议已生效，不能终止调解。

    The agreement is in effect and binds: it can be performed, or brought before a court.
    """
