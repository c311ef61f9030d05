"""Why the registry says no."""

from services.kernel import Invalid, Refusal, Unknown


class UnitAlreadyRegistered(Refusal):
    """此编码已登记。

    This code is on the street's map already.
    """


class UnitUnknown(Unknown):
    """此单位尚未登记。

    No such unit is on the street's map.
    """


class StreetComesFirst(Invalid):
    """街道须以本街道编码首先登记，且无上级。

    The street itself is registered first, under its own code and without a parent.
    """


class NotACommunity(Invalid):
    """小区须登记在社区之下。

    An estate belongs to a registered community.
    """


class NotAnEstate(Invalid):
    """驿站须建在已登记的小区。

    A station is planned for a registered estate.
    """


class StationUnknown(Unknown):
    """查无此驿站。

    There is no such station.
    """


class StationAlreadyPlanned(Refusal):
    """此驿站已规划。

    This station is planned already.
    """


class EstateHasStation(Refusal):
    """该小区已有驿站。

    The estate has a station that is not closed (R-INV-2).
    """


class RoomsNotAllOpen(Refusal):
    """两室一厅未全部开放，不能验收。

    A station is built only when its two rooms and its hall are open (R-INV-1).
    """


class PremisesNotSecured(Refusal):
    """驿站用房未落实。

    The station has no premises yet.
    """


class PremisesNotAuthorised(Refusal):
    """架空层、物业用房须有授权依据。

    Open floors and property premises need a reference to who consented (R-INV-5).
    """


class RoomIsOpen(Refusal):
    """此室已开放。

    This room is open already.
    """


class RoomIsNotOpen(Refusal):
    """此室未开放。

    This room is not open.
    """


class StationIsBuilt(Refusal):
    """驿站已建成。

    The station is built already.
    """


class StationIsNotBuilt(Refusal):
    """驿站尚未建成。

    The station is not built.
    """


class StationIsSuspended(Refusal):
    """驿站已暂停。

    The station is suspended.
    """


class StationIsClosed(Refusal):
    """驿站已关闭。

    The station is closed.
    """


class PartyOrgUnknown(Unknown):
    """查无此党组织。

    There is no such Party organisation.
    """


class PartyOrgAlreadyFounded(Refusal):
    """此党组织已成立。

    This Party organisation is founded already.
    """


class PartyOrgIsDissolved(Refusal):
    """此党组织已撤销。

    This Party organisation is dissolved.
    """


class ParentOneLevelUp(Invalid):
    """上级党组织须恰高一级。

    The parent stands exactly one level above; level 1 has none (R-INV-4).
    """


class EstateHasPartyOrg(Refusal):
    """该小区已有特设党组织。

    The estate has a level-2 Party organisation that is not dissolved (R-INV-3).
    """
