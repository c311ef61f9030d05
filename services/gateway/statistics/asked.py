"""What may be asked along with a statistic."""

from datetime import date
from typing import Self

from pydantic import Field, model_validator

from services.kernel import Value


class Nothing(Value):
    """The statistic has no parameters of its own."""


class Window(Value):
    """From one day to another, both included; without them, always."""

    begin: date | None = Field(default=None, alias="from")
    end: date | None = Field(default=None, alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.begin and self.end and self.begin > self.end:
            raise ValueError("`from` is after `to`")
        return self
