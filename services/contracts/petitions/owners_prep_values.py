"""What commands and events of preparatory groups and owners' committees say alike."""

from enum import StrEnum

from services.contracts.ids import PersonId
from services.kernel import Value


class GroupMemberKind(StrEnum):
    """业主 · 街道 · 社区 · 建设单位 · 党组织: for whom a member sits in the group."""

    OWNER = "OWNER"
    STREET = "STREET"
    COMMUNITY = "COMMUNITY"
    DEVELOPER = "DEVELOPER"
    PARTY = "PARTY"


class GroupMember(Value):
    """Somebody in the group, and for whom."""

    person: PersonId
    kind: GroupMemberKind


class Draft(StrEnum):
    """名册 · 管理规约 · 议事规则 · 候选人 · 选举办法: what the group posts (P-LAW-56)."""

    ROLL = "ROLL"
    COVENANT = "COVENANT"
    RULES_OF_PROCEDURE = "RULES_OF_PROCEDURE"
    CANDIDATES = "CANDIDATES"
    ELECTION = "ELECTION"
