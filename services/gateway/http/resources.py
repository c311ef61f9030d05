"""The table of resources: which things have an address, whose they are, what may be asked of them.

A row names a category of one room's log. Its commands are those of the room's contract; a command
the room asks only of itself (`internal`) has no door, and a category without a row has none either.
"""

from collections.abc import Mapping, Sequence

from services.contracts.activities.commands import activities_commands
from services.contracts.mediation.commands import mediation_commands
from services.contracts.petitions.commands import petitions_commands
from services.kernel import Command, State

COMMANDS: Mapping[str, Sequence[type[Command]]] = {
    "petitions": petitions_commands,
    "mediation": mediation_commands,
    "activities": activities_commands,
}
"""Everything each room can be asked, by anybody or by itself."""

ROOMS = tuple(COMMANDS)


class Resource(State):
    """Things of one kind: `/v1/<plural>`. `zh` is what a page calls them, `cards` the read model.

    Things without cards can only be asked for something. `filters` are the tags a list can be
    asked for. One whose tag tells a field that not everybody sees names that field: a card that
    hides it is not in the answer.
    """

    room: str
    category: str
    plural: str
    zh: str
    cards: str | None
    filters: Mapping[str, str | None]

    def __hash__(self) -> int:
        return hash((self.room, self.category))

    @property
    def commands(self) -> tuple[type[Command], ...]:
        """What a client may ask of it."""
        return tuple(
            each
            for each in COMMANDS[self.room]
            if each.category == self.category and not each.internal
        )


def _row(
    room: str, category: str, plural: str, zh: str, *filters: str, cards: str | None = ""
) -> Resource:
    """`_row(…, "status", "petitioner=petitioner")`: a filter, and one that tells a field."""
    cards = plural if cards == "" else cards
    named = {each.partition("=")[0]: each.partition("=")[2] or None for each in filters}
    return Resource(room=room, category=category, plural=plural, zh=zh, cards=cards, filters=named)


RESOURCES: tuple[Resource, ...] = (
    _row(
        *("petitions", "petition", "petitions", "诉求"),
        *("status", "open", "content", "estate", "station", "category", "topic", "channel"),
        *("regime", "urgency", "outcome", "org", "lead", "number", "handler=handler"),
        *("petitioner=petitioner", "representative=representatives", "code=query_code"),
    ),
    _row("petitions", "support", "supports", "附议", cards=None),
    _row("petitions", "unit", "units", "组织单元", "kind", "parent"),
    _row("petitions", "estate", "estates", "小区", "community"),
    _row("petitions", "station", "stations", "驿站", "status", "estate", "premises"),
    _row(
        *("petitions", "party", "party-orgs", "党组织"),
        *("level", "place", "parent", "status"),
    ),
    _row("petitions", "erasure", "persons", "个人信息删除", "status", cards="erasures"),
    _row(
        *("mediation", "dispute", "disputes", "矛盾纠纷"),
        *("status", "kind", "severity", "risk", "source", "estate", "case", "referral"),
        *("flag=safety_flags", "party=parties"),
    ),
    _row("mediation", "baseline", "baselines", "历史基数", "status", "kind", "month"),
    _row(
        *("mediation", "case", "cases", "调解案件"),
        *("status", "level", "estate", "committee", "mediator", "party=parties", "dispute"),
        *("referral", "number", "outcome", "ended"),
    ),
    _row(
        *("mediation", "mediator", "mediators", "调解员"),
        *("status", "grade", "level", "committee", "speciality", "person=person"),
    ),
    _row(
        *("mediation", "studio", "studios", "调解工作室"),
        *("status", "kind", "committee", "place"),
    ),
    _row(
        *("activities", "order", "orders", "点单"),
        *("status", "audience", "estate", "item", "priority", "risk", "unmet", "to_improve"),
        *("resident=resident", "guardian=guardian", "volunteer=volunteer_ids"),
    ),
    _row(
        *("activities", "task", "tasks", "任务"),
        *("status", "to", "order", "coalition", "estate", "audience", "skill", "risk"),
        *("candidate=candidates", "accepted=accepted"),
    ),
    _row("activities", "hours", "hours", "志愿时长", "coalition", "pending"),
    _row(
        *("activities", "volunteer", "volunteers", "志愿者"),
        *("status", "coalition", "org", "skill", "age=age_band", "party_member=party_member"),
        "person=person",
    ),
    _row("activities", "coalition", "coalitions", "联盟", "audience", "org"),
    _row(
        *("activities", "catalog", "catalogue-items", "服务清单"),
        *("kind", "audience", "org", "status"),
    ),
    _row("activities", "venue", "venues", "场地", "status", "station", "function"),
    _row("activities", "venueday", "venue-days", "场地预约", "venue", "day"),
)

BY_CATEGORY: Mapping[tuple[str, str], Resource] = {
    (each.room, each.category): each for each in RESOURCES
}
