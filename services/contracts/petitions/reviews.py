"""The words of a review. Values are kept for good."""

from enum import StrEnum


class ReviewDecision(StrEnum):
    """维持 · 变更 · 撤销并责令重办: what the authority above made of the answer."""

    UPHELD = "UPHELD"
    CHANGED = "CHANGED"
    SENT_BACK = "SENT_BACK"
