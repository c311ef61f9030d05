"""Why a petition's handling gets no more time."""

from services.kernel import Invalid, Refusal


class AlreadyExtended(Refusal):
    """已延期一次，不得再延。

    It has been extended once, and that is all (P-INV-6).
    """


class ExtensionAlreadyRequested(Refusal):
    """已申请延期，待决定。

    An extension is asked for already and waits to be decided.
    """


class ExtensionNotRequested(Refusal):
    """无待决定的延期申请。

    Nobody has asked for an extension.
    """


class ExtensionTooLong(Refusal):
    """延期超过最长天数。

    It cannot be extended by so many days.
    """

    longest: int


class ExtensionTooLate(Refusal):
    """已过办理期限，不得延期。

    The due date is over: it is late, and an extension does not make it otherwise.
    """


class OwnExtensionRequest(Refusal):
    """不得决定本人提出的延期申请。

    Whoever asked for the extension does not decide it.
    """


class UpstreamGivesTheDate(Refusal):
    """期限由上级平台确定，须向其申请延期。

    The date is that of the upstream ticket: it is extended there.
    """


class PetitionerNotTold(Invalid):
    """准予延期须告知诉求人理由。

    The petitioner is told of an extension and why.
    """
