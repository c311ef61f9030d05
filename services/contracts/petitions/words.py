"""The words a petition is told in: its regime, channel, kind, outcome, what a call-back hears."""

from enum import StrEnum


class Regime(StrEnum):
    """社情民意 · 信访事项 · 12345 工单: whose rules it follows."""

    STATION = "STATION"
    FORMAL = "FORMAL"
    HOTLINE = "HOTLINE"


class Channel(StrEnum):
    """How it reached the hall: weekly session, monthly round, collection point, code, door…"""

    OUTREACH = "OUTREACH"
    ROUND = "ROUND"
    POINT = "POINT"
    QR = "QR"
    DOOR = "DOOR"
    HOTLINE = "HOTLINE"
    LETTER = "LETTER"
    VISIT = "VISIT"


class IdentityMode(StrEnum):
    """Named, named but hidden from those who handle it, or nobody's."""

    REAL = "REAL"
    CONFIDENTIAL = "CONFIDENTIAL"
    ANONYMOUS = "ANONYMOUS"


class DemandType(StrEnum):
    """咨询 · 求助 · 投诉 · 举报 · 建议."""

    CONSULTATION = "CONSULTATION"
    HELP = "HELP"
    COMPLAINT = "COMPLAINT"
    REPORT = "REPORT"
    SUGGESTION = "SUGGESTION"


class Urgency(StrEnum):
    """急难事 have their own pace."""

    NORMAL = "NORMAL"
    URGENT = "URGENT"


class TopicClass(StrEnum):
    """大事 · 难事 · 实事."""

    MAJOR = "MAJOR"
    DIFFICULT = "DIFFICULT"
    PRACTICAL = "PRACTICAL"


class Outcome(StrEnum):
    """What came of it. Only RESOLVED counts as resolved."""

    RESOLVED = "RESOLVED"
    PARTIALLY_RESOLVED = "PARTIALLY_RESOLVED"
    EXPLAINED = "EXPLAINED"
    NOT_SUPPORTED = "NOT_SUPPORTED"
    TRANSFERRED = "TRANSFERRED"
    NO_FURTHER = "NO_FURTHER"


class DeclineReason(StrEnum):
    """Why the hall does not take it up."""

    NOT_IN_REMIT = "NOT_IN_REMIT"
    LEGAL_CHANNEL = "LEGAL_CHANNEL"
    ALREADY_ANSWERED = "ALREADY_ANSWERED"
    NOT_A_DEMAND = "NOT_A_DEMAND"


class LegalChannel(StrEnum):
    """The right door for what the hall cannot decide."""

    COURT = "COURT"
    ARBITRATION = "ARBITRATION"
    ADMINISTRATIVE_REVIEW = "ADMINISTRATIVE_REVIEW"
    DISCIPLINE_INSPECTION = "DISCIPLINE_INSPECTION"
    LETTERS_AND_VISITS = "LETTERS_AND_VISITS"
    EMERGENCY = "EMERGENCY"


class NoticeKind(StrEnum):
    """What the petitioner is told."""

    REGISTERED = "REGISTERED"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    PROGRESS = "PROGRESS"
    REPLIED = "REPLIED"
    CLOSED = "CLOSED"
    LEAD_CLOSED = "LEAD_CLOSED"
    """The petition theirs was merged into is closed."""


class ContactMode(StrEnum):
    """By which way. QUERY_CODE: shown to whoever holds the petition's code."""

    PHONE = "PHONE"
    MESSAGE = "MESSAGE"
    LETTER = "LETTER"
    VISIT = "VISIT"
    QUERY_CODE = "QUERY_CODE"


class MergeBasis(StrEnum):
    """Why two are one."""

    SAME_PERSON = "SAME_PERSON"
    SAME_MATTER = "SAME_MATTER"


class CallbackResult(StrEnum):
    """What an attempt to reach the petitioner met."""

    REACHED = "REACHED"
    NO_ANSWER = "NO_ANSWER"
    REFUSED = "REFUSED"
    WRONG_NUMBER = "WRONG_NUMBER"


class Satisfaction(StrEnum):
    """满意 · 基本满意 · 不满意 · 未表态."""

    SATISFIED = "SATISFIED"
    BASIC = "BASIC"
    DISSATISFIED = "DISSATISFIED"
    NO_OPINION = "NO_OPINION"


class Confirmation(StrEnum):
    """By what an outcome is confirmed. DEEMED never confirms RESOLVED: silence is no consent."""

    CALLBACK = "CALLBACK"
    EVIDENCE = "EVIDENCE"
    DEEMED = "DEEMED"


class ReopenReason(StrEnum):
    """Why it is taken up again."""

    NOT_SOLVED = "NOT_SOLVED"
    DISSATISFIED = "DISSATISFIED"
    RELAPSED = "RELAPSED"
    NEW_FACTS = "NEW_FACTS"


class DisputeHint(StrEnum):
    """The kind of dispute the hall believes it to be; mediation decides."""

    PROPERTY = "PROPERTY"
    LIFE = "LIFE"
    RENOVATION = "RENOVATION"
    OTHER = "OTHER"


class ReferralOutcome(StrEnum):
    """How mediation ended: all the hall is told of it."""

    AGREEMENT_PERFORMED = "AGREEMENT_PERFORMED"
    AGREEMENT_REACHED = "AGREEMENT_REACHED"
    TERMINATED = "TERMINATED"
    REFUSED = "REFUSED"
    HANDED_UP = "HANDED_UP"
    NOT_OPENED = "NOT_OPENED"


class RoomName(StrEnum):
    """The three rooms that hold personal data."""

    PETITIONS = "petitions"
    MEDIATION = "mediation"
    ACTIVITIES = "activities"


class ErasureAnswer(StrEnum):
    """What a room answers when somebody asks to be forgotten."""

    APPLIED = "APPLIED"
    RESTRICTED = "RESTRICTED"


class ErasureOutcome(StrEnum):
    """ERASED when every room applied it, RESTRICTED when one must keep for now."""

    ERASED = "ERASED"
    RESTRICTED = "RESTRICTED"
