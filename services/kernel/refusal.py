"""Saying no with a sentence: the class name is what programs read, the docstring what people
read."""

from typing import ClassVar

from services.kernel.values import kebab


class Refusal(Exception):
    """此事不可行。

    This cannot be done as things stand.
    """

    kind: ClassVar[str] = "conflict"

    def __init__(self, **detail: object) -> None:
        super().__init__(kebab(type(self).__name__))
        self.detail = detail

    @property
    def slug(self) -> str:
        """What a program compares: `EstateHasStation` → `estate-has-station`."""
        return kebab(type(self).__name__)

    @property
    def sentences(self) -> tuple[str, str]:
        """The reason in Chinese and in English, from the docstring's first two paragraphs."""
        chinese, _, english = (type(self).__doc__ or "").strip().partition("\n\n")
        return chinese.strip(), " ".join(english.split())


class Invalid(Refusal):
    """请求内容不符合规定。

    What was asked breaks a rule whatever the state of things.
    """

    kind = "invalid"


class Forbidden(Refusal):
    """您没有办理此事的权限。

    Your roles do not allow this here.
    """

    kind = "forbidden"


class Unknown(Refusal):
    """查无此项。

    There is nothing under this id.
    """

    kind = "unknown"


class StaleVersion(Refusal):
    """内容已被更新，请重新读取后再试。

    It has changed since you read it: read it again, then decide.
    """

    kind = "stale"


class CommandIdReused(Refusal):
    """同一幂等键已用于另一请求。

    This idempotency key was used for a different request.
    """

    kind = "invalid"


class TooManyRaces(Refusal):
    """同时办理的人过多，请稍后再试。

    Too many changed this at the same time: try again shortly.
    """

    kind = "busy"


class LogUnreadable(Refusal):
    """系统暂时无法识别一条既有记录，请稍后再试。

    This replica does not understand an event in its own log, so it decides nothing that may depend
    on it. A newer one does; until then, try again.
    """

    kind = "busy"
