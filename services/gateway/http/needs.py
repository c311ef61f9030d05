"""What the doors need of the rooms inside, as far as they need it: tests hand over smaller ones."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from services.gateway.asking import Answered
from services.gateway.hearing import Heard
from services.gateway.past import AsOf
from services.gateway.queries import Page, Shown
from services.kernel import ReadModel, Sealed, Value
from services.plumbing.sealing import Erased, ToSeal


class Reads(Protocol):
    """The read models (`services.gateway.queries.Queries`)."""

    def model(self, name: str) -> ReadModel[Any]: ...

    async def get(
        self, name: str, log: str, key: str, as_of: AsOf | None = None
    ) -> Shown | None: ...

    async def list(
        self,
        name: str,
        log: str,
        tags: Collection[str] = (),
        cursor: str | None = None,
        limit: int = 50,
        upwards: bool = False,
    ) -> Page: ...

    async def count(self, name: str, log: str) -> int: ...

    async def then(self, name: str, log: str, as_of: AsOf) -> Mapping[str, Shown]: ...

    async def recorded_by(self, room: str, log: str, moment: datetime) -> int: ...

    async def history(
        self, room: str, log: str, stream: str, after: int = 0, limit: int = 200
    ) -> Sequence[Heard]: ...

    async def events(
        self, room: str, log: str, after: int, limit: int = 200
    ) -> Sequence[Heard]: ...

    async def news(self, room: str, log: str, after: int, limit: int = 200) -> Sequence[Heard]: ...

    async def positions(self, log: str) -> Mapping[str, int]: ...

    async def shown_to(self, room: str, log: str) -> int: ...

    async def wait_for(self, room: str, log: str, position: int, timeout: float = 2.0) -> None: ...

    async def told(self, room: str, log: str, after: int, timeout: float) -> bool: ...


class Figures(Protocol):
    """The statistics (`services.gateway.asking.Statistics`)."""

    async def ask(
        self,
        name: str,
        log: str,
        asked: Value | None = None,
        as_of: AsOf | None = None,
        cursor: str | None = None,
        limit: int = 200,
    ) -> Answered: ...


class Texts(Protocol):
    """The vault (`services.plumbing.vault.Vault`)."""

    async def seal(self, items: Sequence[ToSeal]) -> list[Sealed]: ...

    async def open(self, items: Sequence[tuple[Sealed, str]]) -> list[str | Erased]: ...
