"""What of the hall has an address."""

from services.gateway.http.addresses.resource import Resource, row

petitions: tuple[Resource, ...] = (
    row(
        *("petitions", "petition", "petitions", "诉求"),
        *("status", "open", "content", "estate", "station", "category", "topic", "channel"),
        *("regime", "urgency", "outcome", "org", "lead", "number", "handler=handler"),
        *(
            "overdue",
            "supervision",
            "petitioner=petitioner",
            "representative=representatives",
            "code=query_code",
        ),
    ),
    row("petitions", "support", "supports", "附议", cards=None),
    row("petitions", "unit", "units", "组织单元", "kind", "parent"),
    row("petitions", "estate", "estates", "小区", "community"),
    row("petitions", "station", "stations", "驿站", "status", "estate", "premises"),
    row(
        *("petitions", "party", "party-orgs", "党组织"),
        *("level", "place", "parent", "status"),
    ),
    row("petitions", "weights", "rate-weights", "三率权重", "edition"),
    row("petitions", "calendar", "work-calendars", "工作日历", "year", "provisional"),
    row(
        *("petitions", "outreach", "outreach-sessions", "下沉活动"),
        *("status", "station", "week", "item"),
    ),
    row(
        *("petitions", "round", "collection-rounds", "意见收集"),
        *("status", "station", "month", "zero_report"),
    ),
    row("petitions", "roll", "owners-rolls", "业主名册", "status", "estate"),
    row("petitions", "prepgroup", "prep-groups", "业主大会筹备组", "status", "estate", "overdue"),
    row(
        *("petitions", "committee", "owners-committees", "业主委员会"),
        *("status", "estate", "filed", "overdue"),
    ),
    row("petitions", "assembly", "owners-assemblies", "业主大会", "status", "estate"),
    row(
        *("petitions", "topic", "topics", "议题"),
        *("status", "estate", "topic", "source", "petition=petitions"),
    ),
    row(
        *("petitions", "meeting", "meetings", "议事会议"),
        *("status", "estate", "topic", "day", "invitee=invitees"),
    ),
    row(
        *("petitions", "resolution", "resolutions", "决议"),
        *("status", "estate", "topic", "meeting", "org", "overdue"),
    ),
    row(
        *("petitions", "whistle", "whistles", "吹哨报到"),
        *("status", "estate", "petition", "department", "overdue"),
    ),
    row(
        *("petitions", "hallcalendar", "hall-calendar", "议事日历"),
        *("estate", "station", "kind", "month", "cancelled"),
    ),
    row("petitions", "erasure", "persons", "个人信息删除", "status", cards="erasures"),
)
