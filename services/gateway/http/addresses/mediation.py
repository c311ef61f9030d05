"""What of the mediation room has an address."""

from services.gateway.http.addresses.resource import Resource, row

mediation: tuple[Resource, ...] = (
    row(
        *("mediation", "dispute", "disputes", "矛盾纠纷"),
        *("status", "kind", "severity", "risk", "source", "estate", "case", "referral"),
        *("flag=safety_flags", "party=parties"),
    ),
    row("mediation", "baseline", "baselines", "历史基数", "status", "kind", "month"),
    row(
        *("mediation", "case", "cases", "调解案件"),
        *("status", "level", "estate", "committee", "mediator", "party=parties", "dispute"),
        *("referral", "number", "outcome", "ended"),
    ),
    row(
        *("mediation", "mediator", "mediators", "调解员"),
        *("status", "grade", "level", "committee", "speciality", "person=person"),
    ),
    row(
        *("mediation", "studio", "studios", "调解工作室"),
        *("status", "kind", "committee", "place"),
    ),
)
