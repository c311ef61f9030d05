"""The clocks that run for a petition: what is due by when, by which rule, and how it is watched."""

from enum import StrEnum

from services.kernel import Code, Instant, Value


class ClockKind(StrEnum):
    """首次联系 · 办理 · 回访 · 是否重办的决定 · 复查复核: what is due."""

    FIRST_CONTACT = "FIRST_CONTACT"
    HANDLING = "HANDLING"
    CALL_BACK = "CALL_BACK"
    REOPENING_DECISION = "REOPENING_DECISION"
    REVIEW = "REVIEW"


class PeriodUnit(StrEnum):
    """自然日 · 工作日 · 小时."""

    CALENDAR_DAY = "CALENDAR_DAY"
    WORKING_DAY = "WORKING_DAY"
    HOUR = "HOUR"


class Clock(Value):
    """One clock. Its due date, once told, stays whatever becomes of calendars (R-INV-6)."""

    clock_id: Code
    kind: ClockKind
    start_at: Instant
    warn_at: Instant
    """From when it is told to be due soon."""
    due_at: Instant
    unit: PeriodUnit | None
    """None where the date was given and not counted."""
    amount: int | None
    rule_ref: Code
    """The article or rule it is counted by; GIVEN: a date somebody promised."""


class SupervisionLevel(StrEnum):
    """督办 · 挂牌督办 · 约谈 (P-LAW-17)."""

    NORMAL = "NORMAL"
    LISTED = "LISTED"
    SUMMONS = "SUMMONS"


class SupervisionTrigger(StrEnum):
    """Why it is supervised (P-LAW-17): overdue, refused by its unit, unsolved though it could be,
    raised by many or again and again, or with adverse effect."""

    OVERDUE = "OVERDUE"
    TICKET_REFUSED = "TICKET_REFUSED"
    NOT_SOLVED = "NOT_SOLVED"
    REPEATED = "REPEATED"
    ADVERSE_EFFECT = "ADVERSE_EFFECT"
