"""The words of deliberation (协商议事): where a topic comes from, who sits at the table, how many
voted."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from services.contracts.ids import PersonId
from services.kernel import Code, Sealed, Value, of

type Count = Annotated[int, Field(ge=0, le=1_000_000)]
"""How many people."""


class TopicSource(StrEnum):
    """Who brought it up: residents, what they asked for in petitions, the station itself."""

    RESIDENTS = "RESIDENTS"
    PETITION = "PETITION"
    STATION = "STATION"


class InviteeKind(StrEnum):
    """利益相关居民 · 居民代表 · 党员 · 业委会 · 物业企业 · 职能部门 · 人大代表 · 被反映方.

    The first four vote, the others speak.
    """

    AFFECTED_RESIDENT = "AFFECTED_RESIDENT"
    REPRESENTATIVE = "REPRESENTATIVE"
    PARTY_MEMBER = "PARTY_MEMBER"
    OWNERS_COMMITTEE = "OWNERS_COMMITTEE"
    PROPERTY_COMPANY = "PROPERTY_COMPANY"
    DEPARTMENT = "DEPARTMENT"
    DEPUTY = "DEPUTY"
    COMPLAINED_OF = "COMPLAINED_OF"


class Invitee(Value):
    """Somebody who is asked to come, and the unit they speak for, if they do."""

    person: PersonId
    kind: InviteeKind
    org: Code | None = None


class OpinionKind(StrEnum):
    """赞成 · 反对 · 建议."""

    FOR = "FOR"
    AGAINST = "AGAINST"
    SUGGESTION = "SUGGESTION"


class Opinion(Value):
    """What somebody said at the table."""

    speaker: PersonId
    kind: OpinionKind
    words: Annotated[Sealed, of("speaker")]


class Votes(Value):
    """赞成 · 反对 · 弃权: how many hands."""

    in_favour: Count
    against: Count
    abstained: Count


class Discussion(StrEnum):
    """四议 (P-LAW-31): the Party branch proposes, the two committees discuss, the Party members'
    meeting reviews, the residents' representatives decide."""

    PROPOSAL = "PROPOSAL"
    CONSULTATION = "CONSULTATION"
    REVIEW = "REVIEW"
    DECISION = "DECISION"
