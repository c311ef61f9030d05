"""What goes wrong between rooms rather than in them, as answers people can read."""

from services.kernel.refusal import Refusal
from services.plumbing.postgres import patience
from services.plumbing.postgres.patience import StoreUnavailable


class RoomBusy(Refusal):
    """办理的人太多，请稍后再试。

    The room has all hands full: try again shortly.
    """

    kind = "busy"


class LogUnreachable(Refusal):
    """暂时无法登记，请稍后再试。

    The room's log is out of reach: try again shortly, under the same idempotency key.
    """

    kind = "busy"


class InternalError(Refusal):
    """系统内部出错，已记录，请稍后再试。

    Something is wrong in the room itself; it has been noted.
    """

    kind = "internal"


def passes(error: BaseException) -> bool:
    """Is this the database or the network being away, so that trying again later makes sense?"""
    return isinstance(error, StoreUnavailable) or patience.passes(error)
