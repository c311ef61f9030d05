"""How far a rebuild is: a bar for each log, its speed, and how long it will still take."""

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text


class _Speed(ProgressColumn):
    """Events a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.finished_speed or task.speed or 0:,.0f}/s")


class Bars:
    """Shown on a terminal while the block runs; a file gets their last state."""

    def __init__(self, what: str) -> None:
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            _Speed(),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
        )
        self._what = what
        self._tasks: dict[tuple[str, str], TaskID] = {}

    def told(self, room: str, log: str, position: int, head: int) -> None:
        """A log is heard up to here."""
        task = self._tasks.get((room, log))
        if task is None:
            said = f"{self._what} {room}/{log}"
            task = self._tasks[room, log] = self._progress.add_task(said, total=head)
        self._progress.update(task, completed=position, total=head)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        failure: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.stop()
