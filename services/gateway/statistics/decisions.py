"""议题与决定: the hall's topics, by how far they are and by class; meetings, resolutions, tasks."""

from collections.abc import Mapping
from datetime import date

from services.contracts.petitions.words import TopicClass
from services.gateway.readmodels.meetings import MeetingStatus
from services.gateway.readmodels.resolutions import ResolutionStatus, TaskStatus
from services.gateway.readmodels.topics import TopicStatus
from services.gateway.statistics.asked import Nothing
from services.gateway.statistics.exact import total
from services.kernel import Statistic
from services.kernel.readmodel import Cells


def render(cells: Cells, _asked: Nothing, _on: date) -> Mapping[str, object]:
    return {
        "topics": total(cells, "topic"),
        "by_status": {status: total(cells, "topic", status) for status in TopicStatus},
        "by_class": {
            kind: sum(total(cells, "topic", status, kind) for status in TopicStatus)
            for kind in TopicClass
        },
        "meetings": {status: total(cells, "meeting", status) for status in MeetingStatus},
        "resolutions": {status: total(cells, "resolution", status) for status in ResolutionStatus},
        "tasks": {status: total(cells, "task", status) for status in TaskStatus},
    }


decisions = Statistic(
    name="decisions", of=("topics", "meetings", "resolutions"), asked=Nothing, render=render
)
