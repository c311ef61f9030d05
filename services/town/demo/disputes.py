"""Reported disputes, month by month, with the traps that must not change the three drops."""

import asyncio
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from services.kernel.values import State
from services.town.demo.client import Client, Who, person
from services.town.demo.data import Street, at, later, spread

KINDS = ("PROPERTY", "LIFE", "RENOVATION")
SUMMARIES = {
    "PROPERTY": "对物业服务收费和质量有争议。",
    "LIFE": "邻里之间因日常琐事发生争执。",
    "RENOVATION": "装修施工影响邻居，双方争执。",
    "OTHER": "其他纠纷。",
}


class Report(State):
    """A dispute to report. `severity`: what triage will say."""

    name: str
    kind: str
    estate: str
    on: datetime
    severity: str = "MINOR"


class Dispute(State):
    """A reported and triaged dispute."""

    key: str
    report: Report

    @property
    def parties(self) -> tuple[str, str]:
        return person(f"{self.report.name} A"), person(f"{self.report.name} B")


async def report_all(client: Client, street: Street) -> list[Dispute]:
    """The base year imported and signed, the current one reported: those a case may be for."""
    baselines = list(_baselines(street))
    await asyncio.gather(*(_baseline(client, street, *each) for each in baselines))
    current = list(_current(street))
    found = await asyncio.gather(*(_triaged(client, street, each) for each in current))
    await _traps(client, street, found)
    return found


def _baselines(street: Street) -> Iterator[tuple[str, str, int]]:
    told = street.raw["disputes"]["base"]
    for kind in KINDS:
        for month, count in enumerate(told[kind], start=1):
            yield kind, f"{told['year']}-{month:02d}", count


async def _baseline(client: Client, street: Street, kind: str, month: str, count: int) -> None:
    body = {
        "local_kind": kind,
        "month": month,
        "count": count,
        "source": street.raw["disputes"]["base"]["source"],
    }
    done = await client.ask(street.officer(1), "baselines", body, key=f"{kind} {month}")
    await client.ask(street.officer(2), f"baselines/{done.key}/sign-baseline")


def _current(street: Street) -> Iterator[Report]:
    """Spread over each month's days; those of the petitions come by themselves."""
    told, traps = street.raw["disputes"]["current"], street.raw["disputes"]["traps"]
    severities = _severities(street)
    for kind in KINDS:
        for month, count in enumerate(told[kind], start=1):
            last = kind == "LIFE" and month == len(told[kind])
            for n in range(count - (traps["from_petitions"] if last else 0)):
                name = f"{kind} {told['year']}-{month:02d} {n}"
                yield Report(
                    name=name,
                    kind=kind,
                    estate=street.estates[(7 * n + month) % len(street.estates)],
                    on=at(_day(told["year"], month, n, traps if kind == "PROPERTY" else {})),
                    severity=next(severities, "MINOR"),
                )


def _day(year: int, month: int, n: int, traps: dict[str, Any]) -> date:
    """The n-th of a month's reports; the late entries all happened on the last of November."""
    late = month == 11 and n < traps.get("late_entries", 0)
    return date(year, month, monthrange(year, month)[1] if late else 1 + (2 * n) % 27)


def _severities(street: Street) -> Iterator[str]:
    """As many of each as cases were concluded or handed up."""
    told = street.raw["cases"]
    counts = [(name.upper(), sum(told[name].values())) for name in ("grave", "major", "minor")]
    return spread([("GRAVE", told["handed_up"]), *counts])


async def report(client: Client, street: Street, which: Report, kind: str) -> Dispute:
    body = {
        "source": "RESIDENT",
        "local_kind": kind,
        "estate_id": which.estate,
        "parties": [
            {"party": person(f"{which.name} A"), "side": "A", "capacity": "OWNER", "name": "甲方"},
            {"party": person(f"{which.name} B"), "side": "B", "capacity": "OWNER", "name": "乙方"},
        ],
        "reporter": person(f"{which.name} A"),
        "summary": SUMMARIES[which.kind],
    }
    clerk = street.community(which.estate).clerk
    done = await client.ask(clerk, "disputes", body, which.on, key=which.name)
    return Dispute(key=done.key, report=which)


async def _triaged(client: Client, street: Street, which: Report) -> Dispute:
    traps = street.raw["disputes"]["traps"]
    year = street.raw["disputes"]["current"]["year"]
    first_taken_for_life = {
        f"PROPERTY {year}-05 {n}" for n in range(traps["reclassified_from_life"])
    }
    kind = "LIFE" if which.name in first_taken_for_life else which.kind
    one = await report(client, street, which, kind)
    officer = street.community(which.estate).officer
    triage = {
        "local_kind": kind,
        "severity": which.severity,
        "risk": {"MINOR": "GREEN", "MAJOR": "YELLOW", "GRAVE": "RED"}[which.severity],
    }
    await ask(client, officer, one, "triage-dispute", triage, later(which.on, hours=2))
    if kind != which.kind:
        moved = {"local_kind": which.kind, "reason": "实为物业服务纠纷"}
        await ask(client, officer, one, "reclassify-dispute", moved, later(which.on, days=2))
    return one


async def _traps(client: Client, street: Street, found: list[Dispute]) -> None:
    traps = street.raw["disputes"]["traps"]
    others = [
        Report(name=f"OTHER {n}", kind="OTHER", estate=street.estates[n], on=at(f"2024-{m:02d}-15"))
        for n, m in enumerate(1 + n % 11 for n in range(traps["other_kinds"]))
    ]
    outside = Report(
        name="after", kind="LIFE", estate="E04", on=at(traps["after_the_window"], hour=9)
    )
    slips = [
        Report(name=f"slip {n}", kind="RENOVATION", estate="E05", on=at("2024-06-06"))
        for n in range(traps["voided"])
    ]
    again = [
        Report(
            name=f"again {n}",
            kind=lead.report.kind,
            estate=lead.report.estate,
            on=later(lead.report.on, hours=5),
        )
        for n, lead in enumerate(found[-traps["merged_duplicates"] :])
    ]
    told = [*others, outside, *slips, *again]
    reported = await asyncio.gather(*(report(client, street, each, each.kind) for each in told))
    by_name = {each.report.name: each for each in reported}
    for slip in slips:
        officer, reason = street.community(slip.estate).officer, {"reason": "测试数据"}
        await ask(client, officer, by_name[slip.name], "void-dispute", reason, later(slip.on))
    for double, lead in zip(again, found[-len(again) :], strict=True):
        officer, named = street.community(double.estate).officer, {"lead_id": lead.key}
        await ask(client, officer, by_name[double.name], "merge-dispute", named, later(double.on))


async def ask(
    client: Client, who: Who, one: Dispute, command: str, body: dict[str, Any], when: datetime
) -> None:
    await client.ask(who, f"disputes/{one.key}/{command}", body, when)
