"""What of the activity room has an address."""

from services.gateway.http.addresses.resource import Resource, row

activities: tuple[Resource, ...] = (
    row(
        *("activities", "order", "orders", "点单"),
        *("status", "audience", "estate", "item", "priority", "risk", "unmet", "to_improve"),
        *("resident=resident", "guardian=guardian", "volunteer=volunteer_ids"),
    ),
    row(
        *("activities", "task", "tasks", "任务"),
        *("status", "to", "order", "coalition", "estate", "audience", "skill", "risk"),
        *("candidate=candidates", "accepted=accepted"),
    ),
    row("activities", "hours", "hours", "志愿时长", "coalition", "pending"),
    row(
        *("activities", "volunteer", "volunteers", "志愿者"),
        *("status", "coalition", "org", "skill", "age=age_band", "party_member=party_member"),
        "person=person",
    ),
    row("activities", "coalition", "coalitions", "联盟", "audience", "org"),
    row(
        *("activities", "catalog", "catalogue-items", "服务清单"),
        *("kind", "audience", "org", "status"),
    ),
    row("activities", "venue", "venues", "场地", "status", "station", "function"),
    row("activities", "venueday", "venue-days", "场地预约", "venue", "day"),
)
