"""Two hundred mediated cases by the level that concluded them, and two handed up beyond the
street."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from services.kernel.values import State
from services.town.demo.client import Client, Who, person
from services.town.demo.data import Street, later
from services.town.demo.disputes import Dispute
from services.town.demo.mediators import Mediator


class Plan(State):
    """A dispute, the level its case is opened at, and the one that concludes it (None: handed
    up)."""

    dispute: Dispute
    opened_at: int
    concluded_at: int | None


class Case(State):
    """A case under way."""

    key: str
    plan: Plan
    street: Street
    lead: Mediator
    starts: datetime

    @property
    def path(self) -> str:
        return f"cases/{self.key}"

    @property
    def name(self) -> str:
        return self.plan.dispute.report.name

    def committee(self, level: int) -> str:
        """The committee of that level: a group works under its community's."""
        here = self.street.community(self.plan.dispute.report.estate).code
        return self.street.code if level == 3 else here

    def chair(self, level: int) -> Who:
        here = self.street.community(self.plan.dispute.report.estate)
        return self.street.chair if level == 3 else here.chair


async def mediate(
    client: Client, street: Street, disputes: list[Dispute], mediators: list[Mediator]
) -> None:
    """Every case from its opening to the follow-up."""
    plans = list(_plans(street, disputes))
    await asyncio.gather(
        *(
            _case(client, street, each, _lead(street, each, mediators, n))
            for n, each in enumerate(plans)
        )
    )


def _plans(street: Street, disputes: list[Dispute]) -> Iterator[Plan]:
    """As many of each severity and level as the data file says."""
    told, waiting = street.raw["cases"], defaultdict[str, list[Dispute]](list)
    for each in disputes:
        waiting[each.report.severity].append(each)
    for severity in ("minor", "major", "grave"):
        for level, count in told[severity].items():
            for _ in range(count):
                opened = min(int(level), {"minor": 1, "major": 2, "grave": 3}[severity])
                yield Plan(
                    dispute=waiting[severity.upper()].pop(),
                    opened_at=opened,
                    concluded_at=int(level),
                )
    for _ in range(told["handed_up"]):
        yield Plan(dispute=waiting["GRAVE"].pop(), opened_at=3, concluded_at=None)


def _lead(street: Street, plan: Plan, mediators: list[Mediator], n: int) -> Mediator:
    """Somebody of that level in that community; where the routing asks for gold, gold."""
    level = plan.concluded_at or 3
    here = street.community(plan.dispute.report.estate).code
    fitting = [
        each
        for each in mediators
        if each.post.level == level
        and each.post.number > 0
        and (level == 3 or each.post.committee == here)
        and (plan.dispute.report.severity == "MINOR" or each.post.grade == "GOLD")
    ]
    return fitting[n % len(fitting)]


async def _case(client: Client, street: Street, plan: Plan, lead: Mediator) -> None:
    report = plan.dispute.report
    officer = street.community(report.estate).officer
    body = {
        "dispute_ids": [plan.dispute.key],
        "started_by": "COMMITTEE",
        "level": plan.opened_at,
    }
    starts = later(report.on, days=1)
    done = await client.ask(officer, "cases", body, starts, key=report.name)
    case = Case(key=done.key, plan=plan, street=street, lead=lead, starts=starts)
    for party in plan.dispute.parties:
        consent = {"party": party, "mode": "ORAL"}
        await _ask(client, officer, case, "record-consent", consent, later(starts, hours=1), party)
    await _taken_up(client, case)
    if plan.concluded_at is None:
        up = {"to": "区矛盾纠纷调处中心（示范）", "reason": "涉及区级部门职责"}
        await _ask(client, case.chair(3), case, "hand-up-case", up, later(starts, days=3))
        return
    await _session(client, case)
    await _agreement(client, case)


async def _taken_up(client: Client, case: Case) -> None:
    """Accepted at the level it was opened at, assigned at the one that concludes it."""
    starts, opened, concluded = case.starts, case.plan.opened_at, case.plan.concluded_at or 3
    chair = case.chair(opened)
    taken = {"committee_id": case.committee(opened), "rights_notice_ref": "权利义务告知书"}
    await _ask(client, chair, case, "accept-case", taken, later(starts, hours=2))
    if concluded > opened:
        up = {"to_level": concluded, "reason": "本级调解未达成一致"}
        await _ask(client, chair, case, "escalate-case", up, later(starts, days=1))
        chair = case.chair(concluded)
    team = {"lead_id": case.lead.key, "reason": "按纠纷类型和专长"}
    await _ask(client, chair, case, "assign-team", team, later(starts, days=1, hours=1))
    me = {"mediator_id": case.lead.key}
    when = later(starts, days=1, hours=2)
    await _ask(client, case.lead.who, case, "accept-assignment", me, when)


async def _session(client: Client, case: Case) -> None:
    moment = later(case.starts, days=2)
    session = {"session_id": person(f"session {case.name}")}
    set_for = {**session, "at": moment.isoformat(), "mode": "ROOM"}
    who = case.lead.who
    await _ask(client, who, case, "schedule-session", set_for, later(moment, hours=-12))
    held = {
        **session,
        "attendance": [*case.plan.dispute.parties, person(case.lead.post.name)],
        "record": "双方陈述意见，调解员释法明理，达成一致。",
    }
    await _ask(client, who, case, "hold-session", held, moment)


async def _agreement(client: Client, case: Case) -> None:
    """Oral where it is small and done on the spot, else written, signed, sealed."""
    oral = case.plan.dispute.report.severity == "MINOR"
    agreed = later(case.starts, days=2, hours=1)
    first, second = case.plan.dispute.parties
    term = {
        "term_id": "T1",
        "obligor": first,
        "act": "停止相关行为并恢复原状",
        "due_on": later(agreed, days=0 if oral else 7).date().isoformat(),
        "mode": "当场履行" if oral else "自行履行",
    }
    body = {
        "agreement_id": person(f"agreement {case.name}"),
        "form": "ORAL" if oral else "WRITTEN",
        "terms": [term],
    }
    who = case.lead.who
    await _ask(client, who, case, "record-agreement", body, agreed)
    if not oral:
        await _signed(client, case, later(agreed, hours=1), (first, second))
    kept = {"term_id": "T1"}
    await _ask(client, who, case, "record-performance", kept, later(agreed, days=0 if oral else 5))
    seen = {"performance": "FULL", "satisfaction": "SATISFIED"}
    await _ask(client, who, case, "follow-up", seen, later(agreed, days=12))


async def _signed(client: Client, case: Case, when: datetime, parties: tuple[str, str]) -> None:
    for party in parties:
        by = {"signs_as": "PARTY", "signer": party, "method": "SIGNATURE"}
        await _ask(client, case.lead.who, case, "sign-agreement", by, when, party)
    by = {"signs_as": "MEDIATOR", "signer": case.lead.key, "method": "SIGNATURE"}
    await _ask(client, case.lead.who, case, "sign-agreement", by, when, case.lead.key)
    level = case.plan.concluded_at or 3
    seal = {"committee_id": case.committee(level)}
    await _ask(client, case.chair(level), case, "affix-seal", seal, later(when, hours=1))


async def _ask(
    client: Client,
    who: Who,
    case: Case,
    command: str,
    body: dict[str, Any],
    when: datetime,
    key: str = "",
) -> None:
    await client.ask(who, f"{case.path}/{command}", body, when, key)
