"""Why the list of mediators and studios says no."""

from services.kernel import Invalid, Refusal, Unknown


class CommitteeUnknown(Unknown):
    """此调委会所在单位尚未登记。

    The committee's org unit is not on the street's map: a community, or the street itself.
    """


class MediatorUnknown(Unknown):
    """查无此调解员。

    There is no such mediator.
    """


class MediatorAlreadyRegistered(Refusal):
    """此调解员已登记。

    This mediator is registered already.
    """


class PersonIsMediator(Refusal):
    """此人已登记为调解员。

    This person is registered as a mediator already.
    """


class CertificateNumberTaken(Refusal):
    """此证书编号已使用。

    This certificate number is in use.
    """


class CertificateEndsBeforeItBegins(Invalid):
    """证书有效期止早于起。

    The certificate would end before it begins.
    """


class MediatorIsNotCertified(Refusal):
    """调解员尚未认证。

    The mediator is not certified.
    """


class MediatorIsGold(Refusal):
    """已是金牌调解员。

    The mediator holds gold already.
    """


class MediatorIsSuspended(Refusal):
    """调解员已暂停执业。

    The mediator is suspended.
    """


class MediatorIsNotSuspended(Refusal):
    """调解员未被暂停。

    The mediator is not suspended.
    """


class MediatorIsRevoked(Refusal):
    """调解员资格已撤销。

    The mediator's certificate was taken back for good.
    """


class StudioUnknown(Unknown):
    """查无此调解工作室。

    There is no such studio.
    """


class StudioPlaceUnknown(Unknown):
    """此地点尚未登记。

    The studio's place is not on the street's map.
    """


class StudioAlreadyFounded(Refusal):
    """此调解工作室已成立。

    This studio is founded already.
    """


class StudioHasPlaque(Refusal):
    """此调解工作室已挂牌。

    This studio has its plaque already.
    """


class StudioHasNoPlaque(Refusal):
    """此调解工作室未挂牌。

    This studio has no plaque.
    """


class PlaqueNumberTaken(Refusal):
    """此牌匾编号已使用。

    This plaque number is in use.
    """


class StudioIsClosed(Refusal):
    """此调解工作室已关闭。

    This studio is closed.
    """
