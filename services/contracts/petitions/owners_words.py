"""The words of the owners' assembly (业主大会). Values are kept for good."""

from enum import IntEnum, StrEnum


class JointMatter(IntEnum):
    """What owners decide jointly, by its number in Civil Code 278(1) (P-LAW-40).

    HOME_TO_SHOP (住改商) is no such matter: article 279 asks each interested owner (P-LAW-63).
    """

    RULES_OF_PROCEDURE = 1
    COVENANT = 2
    COMMITTEE = 3
    PROPERTY_MANAGER = 4
    USE_FUND = 5
    RAISE_FUND = 6
    REBUILD = 7
    COMMON_PARTS = 8
    OTHER = 9
    HOME_TO_SHOP = 279


class Choice(StrEnum):
    """赞成 · 反对 · 弃权 · 从众: what may be marked for one item."""

    FOR = "FOR"
    AGAINST = "AGAINST"
    ABSTAIN = "ABSTAIN"
    FOLLOW = "FOLLOW"


class ServiceMode(StrEnum):
    """How a ballot reached an owner. Posted on the board, or signed for by a tenant, it did not
    (P-INV-32, P-LAW-53)."""

    HAND = "HAND"
    POST = "POST"
    ELECTRONIC = "ELECTRONIC"
    PUBLIC = "PUBLIC"
    TENANT = "TENANT"


class AreaSource(StrEnum):
    """Where an area is from: register, else measured, else contract (P-LAW-44)."""

    REGISTER = "REGISTER"
    MEASURED = "MEASURED"
    CONTRACT = "CONTRACT"


class UnitStatus(StrEnum):
    """Unsold and undelivered units are the developer's, and one person together (P-LAW-45)."""

    SOLD = "SOLD"
    UNSOLD = "UNSOLD"
    UNDELIVERED = "UNDELIVERED"


class ExclusiveKind(StrEnum):
    """What the exclusive part (专有部分) is."""

    HOME = "HOME"
    SHOP = "SHOP"
    PARKING = "PARKING"
