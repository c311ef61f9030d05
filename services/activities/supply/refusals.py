"""Why the catalogue and the venues say no."""

from services.kernel import Invalid, Refusal, Unknown


class ItemAlreadyPublished(Refusal):
    """此项目已发布。

    This item is on the catalogue already.
    """


class ItemUnknown(Unknown):
    """服务清单中无此项目。

    There is no such item on the catalogue.
    """


class ItemIsWithdrawn(Refusal):
    """此项目已下架。

    This item was withdrawn.
    """


class NotAStation(Invalid):
    """场地须属于已登记的驿站。

    A venue belongs to a registered station.
    """


class VenueAlreadyRegistered(Refusal):
    """此场地已登记。

    This venue is registered already.
    """


class FunctionNamedTwice(Invalid):
    """同一功能重复列出。

    A function is named twice.
    """


class VenueUnknown(Unknown):
    """查无此场地。

    There is no such venue.
    """


class VenueIsOpen(Refusal):
    """此场地已开放。

    This venue is open already.
    """


class VenueIsClosed(Refusal):
    """此场地未开放。

    This venue is not open.
    """


class FunctionNotOffered(Invalid):
    """此场地无此功能。

    This venue has no such function.
    """


class FunctionNeedsNoBooking(Invalid):
    """此功能随到随用，无需预订。

    This function is open to whoever drops in: it is not booked.
    """


class BookingOutsideDay(Invalid):
    """预订（含布置与清场）须在当日之内，且结束晚于开始。

    A booking ends after it begins and lies within its day, setting up and clearing away included.
    """


class VenueIsTaken(Refusal):
    """该时段已被预订（含布置与清场时间）。

    The venue is booked at that time, setting up and clearing away included (A-INV-11).
    """


class BookingIdReused(Invalid):
    """此预订编号已用于另一预订。

    This booking id was used for another booking.
    """


class BookingUnknown(Unknown):
    """查无此预订。

    There is no such booking on this day.
    """
