"""Why the coalitions and volunteers say no."""

from services.kernel import Invalid, Refusal, Unknown


class PlaceUnknown(Unknown):
    """此单位尚未登记。

    This room knows of no such org unit.
    """


class CoalitionAlreadyFormed(Refusal):
    """此联盟已成立。

    This coalition is formed already.
    """


class CoalitionUnknown(Unknown):
    """查无此联盟。

    There is no such coalition.
    """


class VolunteerAlreadyRegistered(Refusal):
    """此志愿者已登记。

    This volunteer is registered already.
    """


class PersonIsVolunteer(Refusal):
    """此人已是志愿者。

    This person is a volunteer already.
    """


class GuardianConsentMissing(Invalid):
    """未成年人参加志愿服务，须经监护人同意。

    A minor becomes a volunteer only with the guardian's consent (A-LAW-8).
    """


class VolunteerUnknown(Unknown):
    """查无此志愿者。

    There is no such volunteer.
    """


class VolunteerHasLeft(Refusal):
    """该志愿者已退出。

    This volunteer has left.
    """


class VolunteerIsSuspended(Refusal):
    """该志愿者已暂停服务。

    This volunteer is suspended already.
    """


class VolunteerIsServing(Refusal):
    """该志愿者未被暂停。

    This volunteer is not suspended.
    """
