"""Why a ticket is not given back."""

from services.kernel import Refusal


class ReturnWindowOver(Refusal):
    """已过退单期限。

    The time in which this dispatch could be returned is over.
    """


class FinallyDesignated(Refusal):
    """街道已最终指定承办，不得再退。

    The street has designated it finally: it may not be returned any more.
    """


class ReturnAlreadyRequested(Refusal):
    """已申请退单，待街道决定。

    Its return is asked for already and waits for the street.
    """


class ReturnNotRequested(Refusal):
    """无待决定的退单申请。

    Nobody has asked to return this dispatch.
    """


class OwnReturnRequest(Refusal):
    """不得决定本人提出的退单申请。

    Whoever asked for the return does not decide it.
    """
