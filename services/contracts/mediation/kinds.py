"""The words both commands and events of the mediation room are made of."""

from enum import StrEnum


class LocalKind(StrEnum):
    """小区矛盾类型: 物业 · 生活 · 装修 · 其他."""

    PROPERTY = "PROPERTY"
    LIFE = "LIFE"
    RENOVATION = "RENOVATION"
    OTHER = "OTHER"


class DisputeSource(StrEnum):
    """Through whom a dispute was reported."""

    DOOR = "DOOR"
    RESIDENT = "RESIDENT"
    PETITION = "PETITION"
    STATION = "STATION"
    POLICE = "POLICE"
    COURT = "COURT"
    DEPARTMENT = "DEPARTMENT"
    HOTLINE = "HOTLINE"


class Severity(StrEnum):
    """矛盾程度."""

    MINOR = "MINOR"
    MAJOR = "MAJOR"
    GRAVE = "GRAVE"


class Risk(StrEnum):
    """Risk of escalation, by colour (M-LAW-31)."""

    GREEN = "GREEN"
    YELLOW = "YELLOW"
    RED = "RED"


class SafetyFlag(StrEnum):
    """What makes a dispute dangerous. Raised by anyone, lowered by nobody."""

    VIOLENCE = "VIOLENCE"
    WEAPON = "WEAPON"
    SELF_HARM = "SELF_HARM"
    MINOR = "MINOR"
    DV = "DV"
    GROUP = "GROUP"


class Side(StrEnum):
    """On which side of the dispute a party stands."""

    A = "A"
    B = "B"
    C = "C"


class Capacity(StrEnum):
    """As what a party takes part."""

    RESIDENT = "RESIDENT"
    OWNER = "OWNER"
    TENANT = "TENANT"
    OWNERS_COMMITTEE = "OWNERS_COMMITTEE"
    PROPERTY_COMPANY = "PROPERTY_COMPANY"
    CONTRACTOR = "CONTRACTOR"
    DEVELOPER = "DEVELOPER"
    OTHER = "OTHER"


class ClosedReason(StrEnum):
    """Why a dispute ended without a case."""

    SELF_SETTLED = "SELF_SETTLED"
    REFUSED = "REFUSED"
    NOT_MEDIABLE = "NOT_MEDIABLE"
    REFERRED = "REFERRED"
    WITHDRAWN = "WITHDRAWN"
    """The petition it came from took its referral back."""


class Grade(StrEnum):
    """调解员 · 金牌调解员."""

    REGULAR = "REGULAR"
    GOLD = "GOLD"


class StudioKind(StrEnum):
    """Whose studio it is (调解工作室)."""

    STREET = "STREET"
    COMMUNITY = "COMMUNITY"
    ESTATE = "ESTATE"
    PERSONAL = "PERSONAL"


class StartedBy(StrEnum):
    """On whose initiative a case is opened (M-LAW-2)."""

    PARTY = "PARTY"
    COMMITTEE = "COMMITTEE"
    DELEGATED = "DELEGATED"


class ConsentMode(StrEnum):
    """How a party said yes."""

    ORAL = "ORAL"
    WRITTEN = "WRITTEN"
    ONLINE = "ONLINE"
    REFERRED = "REFERRED"
    """Given before, where the dispute was reported or referred."""


class Relation(StrEnum):
    """Why a mediator stands aside (M-LAW-17)."""

    KIN = "KIN"
    HOUSEHOLD = "HOUSEHOLD"
    NEIGHBOUR = "NEIGHBOUR"
    EMPLOYER = "EMPLOYER"
    EARLIER_ADVICE = "EARLIER_ADVICE"
    OTHER = "OTHER"


class SessionMode(StrEnum):
    """Where a session is held."""

    ROOM = "ROOM"
    ON_SITE = "ON_SITE"
    ONLINE = "ONLINE"


class AgreementForm(StrEnum):
    """口头协议 · 书面协议."""

    ORAL = "ORAL"
    WRITTEN = "WRITTEN"


class SignsAs(StrEnum):
    """As whom a signature stands under an agreement."""

    PARTY = "PARTY"
    MEDIATOR = "MEDIATOR"


class SignMethod(StrEnum):
    """签名 · 盖章 · 按指印 · 电子签名."""

    SIGNATURE = "SIGNATURE"
    SEAL = "SEAL"
    FINGERPRINT = "FINGERPRINT"
    ELECTRONIC = "ELECTRONIC"


class Performed(StrEnum):
    """How far an agreement was performed when somebody looked."""

    FULL = "FULL"
    PARTIAL = "PARTIAL"
    NONE = "NONE"


class Satisfaction(StrEnum):
    """What a party says at the follow-up."""

    SATISFIED = "SATISFIED"
    BASIC = "BASIC"
    DISSATISFIED = "DISSATISFIED"


class EndReason(StrEnum):
    """Why a case ended without an agreement in effect (M-LAW-26)."""

    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"
    FAILED = "FAILED"
    EXPIRED = "EXPIRED"
    NOT_MEDIABLE = "NOT_MEDIABLE"
    TRANSFERRED = "TRANSFERRED"


class Signpost(StrEnum):
    """The other ways that the parties are told of when mediation ends (M-LAW-8)."""

    ARBITRATION = "ARBITRATION"
    ADMINISTRATIVE = "ADMINISTRATIVE"
    COURT = "COURT"
