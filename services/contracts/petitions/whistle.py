"""The words of whistle and report-in (吹哨报到): arbitration, and scores of either side."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

Score = Annotated[int, Field(ge=0, le=100)]
"""双考核: the street scores a department that was called, a department the whistle it was called
by (P-LAW-20)."""


class Arbitration(StrEnum):
    """It is the department's, or it is not and the department may go."""

    RESPONSIBLE = "RESPONSIBLE"
    RELEASED = "RELEASED"
