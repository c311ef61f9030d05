"""November in the activity rooms: sixty orders from wish to rating, and their helpers' hours."""

import asyncio
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import zip_longest
from typing import Any

from services.kernel.values import State
from services.town.demo import volunteers
from services.town.demo.client import Client, Who, person
from services.town.demo.data import Street, at, later, spread
from services.town.demo.volunteers import Volunteer


class Plan(State):
    """An order and what becomes of it. `minutes`: what each of its helpers is credited."""

    number: int
    rank: int
    """Among the orders for this audience: each has helpers of its own."""
    audience: str
    fate: str
    score: int | None
    minutes: tuple[int, ...]
    beside: str | None

    @property
    def starts_at(self) -> datetime:
        return at(f"2024-11-{2 + self.number % 20:02d}", 14)


async def serve(client: Client, street: Street) -> None:
    """Everybody and everything there is, then every order from wish to rating."""
    helpers = await volunteers.gather(client, street)
    await volunteers.stock(client, street)
    plans = list(_plans(street))
    await asyncio.gather(*(_order(client, street, each, helpers) for each in plans))


def _plans(street: Street) -> Iterator[Plan]:
    """Sixty orders: first the rejected, unfilled and cancelled, then those delivered."""
    told, hours = street.raw["activities"]["orders"], street.raw["activities"]["hours"]
    in_turn = list(spread((name, told[name]) for name in ("SENIOR", "CHILD", "YOUTH")))
    audiences = _mixed(in_turn)
    fates = list(spread((name, told[name]) for name in ("rejected", "unfilled", "cancelled")))
    fates += ["delivered"] * (len(audiences) - len(fates))
    scores = [int(score) for score in spread(told["rated"].items())]
    minutes = [int(each) for each in spread(hours["credited"].items())]
    beside = list(spread([("pending", hours["pending"]), ("revoked", hours["revoked"])]))
    delivered = fates.count("delivered")
    pairs = len(minutes) - delivered
    nth = 0
    for number, (audience, fate) in enumerate(zip(audiences, fates, strict=True)):
        helpers: tuple[int, ...] = ()
        if fate == "delivered":
            helpers = tuple(minutes.pop() for _ in range(2 if nth < pairs else 1))
            nth += 1
        done = fate == "delivered"
        yield Plan(
            number=number,
            rank=audiences[:number].count(audience),
            audience=audience,
            fate=fate,
            score=scores.pop() if done and scores else None,
            minutes=helpers,
            beside=beside.pop() if done and beside else None,
        )


def _mixed(audiences: list[str]) -> list[str]:
    """The three audiences in turn, so that no fate falls on one of them alone."""
    groups = [[each for each in audiences if each == kind] for kind in dict.fromkeys(audiences)]
    return [each for turn in zip_longest(*groups) for each in turn if each is not None]


async def _order(
    client: Client, street: Street, plan: Plan, people: dict[str, list[Volunteer]]
) -> None:
    estate = street.stations[plan.number % len(street.stations)]
    here = street.community(estate)
    resident = Who(name=f"orderer {plan.number}", role="resident", org=estate)
    asked = later(plan.starts_at, days=-1)
    placed = await client.ask(
        here.clerk, "orders", _wish(street, plan, estate, resident), asked, key=str(plan.number)
    )
    path, officer = f"orders/{placed.key}", here.officer
    if plan.fate == "rejected":
        reason = {"reason": "超出驿站服务范围"}
        await client.ask(officer, f"{path}/reject-order", reason, later(asked, hours=1))
        return
    approved = {"order_category": "CULTURE", "risk_level": "LOW"}
    await client.ask(officer, f"{path}/approve-order", approved, later(asked, hours=1))
    task, helpers = await _offered(client, officer, plan, placed.key, people)
    if plan.fate == "unfilled":
        for each in helpers:
            body = {"volunteer_id": each.key}
            await client.ask(
                each.who, f"{task}/decline-task", body, later(asked, hours=3), each.key
            )
        ended = later(asked, hours=6)
        await client.ask(officer, f"{task}/expire-offer", {"attempt": 2}, ended)
        return
    for each in helpers:
        body = {"volunteer_id": each.key}
        await client.ask(each.who, f"{task}/accept-task", body, later(asked, hours=3), each.key)
    if plan.fate == "cancelled":
        reason = {"reason": "居民临时有事"}
        await client.ask(officer, f"{path}/cancel-order", reason, later(asked, hours=6))
        return
    await _hours(client, street, officer, plan, task, helpers)
    await _delivered(client, plan, path, resident)


def _wish(street: Street, plan: Plan, estate: str, resident: Who) -> dict[str, Any]:
    item = {"SENIOR": "CHOIR", "CHILD": "PAINTING", "YOUTH": "SCIENCE"}[plan.audience]
    child = plan.audience == "CHILD"
    band = {"SENIOR": "SENIOR", "CHILD": "FROM_8_TO_13", "YOUTH": "ADULT"}[plan.audience]
    who = person(f"child {plan.number}") if child else resident.person
    return {
        "resident": resident.person,
        "guardian": resident.person if child else None,
        "guardian_consent_ref": f"同意书-{plan.number}" if child else None,
        "estate_id": estate,
        "catalog_item_id": item,
        "audience": plan.audience,
        "location": "STATION",
        "participants": [{"person": who, "age_band": band}],
    }


async def _offered(
    client: Client, officer: Who, plan: Plan, order: str, people: dict[str, list[Volunteer]]
) -> tuple[str, list[Volunteer]]:
    """An invitation to as many as are needed; each order has helpers of its own."""
    needed = max(1, len(plan.minutes) + (plan.beside is not None))
    pool = people[plan.audience]
    helpers = [pool[3 * plan.rank + n] for n in range(needed)]
    asked = later(plan.starts_at, days=-1, hours=2)
    body = {
        "order_id": order,
        "to": "VOLUNTEER",
        "candidates": [each.key for each in helpers],
        "respond_by": later(asked, hours=2).isoformat(),
        "pool_until": later(asked, hours=3).isoformat(),
        "needed": needed,
        "starts_at": plan.starts_at.isoformat(),
        "ends_at": later(plan.starts_at, hours=2).isoformat(),
    }
    done = await client.ask(officer, "tasks", body, asked, key=order)
    return f"tasks/{done.key}", helpers


async def _hours(
    client: Client,
    street: Street,
    officer: Who,
    plan: Plan,
    task: str,
    helpers: list[Volunteer],
) -> None:
    """Checked in, checked out, verified; one may forget to check out, one may be revoked."""
    stays = [*plan.minutes, *([120] if plan.beside else [])]
    for each, minutes in zip(helpers, stays, strict=True):
        present = {"volunteer_id": each.key, "method": "QR"}
        starts = plan.starts_at
        await client.ask(each.who, f"{task}/check-in", present, starts, each.key)
        extra = each is helpers[-1] and plan.beside is not None
        ends = starts + timedelta(minutes=minutes)
        if not (extra and plan.beside == "pending"):
            await client.ask(each.who, f"{task}/check-out", present, ends, each.key)
        verified = {"task_id": task.removeprefix("tasks/")}
        hours = f"hours/{each.key}"
        await client.ask(officer, f"{hours}/verify-hours", verified, later(ends, days=1), task)
        if extra and plan.beside == "revoked":
            taken = {**verified, "reason": "当日实际未到岗"}
            auditor = street.officer(2)
            await client.ask(auditor, f"{hours}/revoke-hours", taken, later(ends, days=2), task)


async def _delivered(client: Client, plan: Plan, path: str, resident: Who) -> None:
    done = later(plan.starts_at, hours=3)
    await client.ask(resident, f"{path}/confirm-delivery", {}, done)
    if plan.score is not None:
        rating = {"rater": resident.person, "score": plan.score}
        await client.ask(resident, f"{path}/rate-order", rating, later(done, days=1))
