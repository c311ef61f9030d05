"""One demand of a resident on its way: registered, classified, accepted, dispatched, handled."""

from datetime import datetime
from typing import Any

from services.kernel.values import State
from services.town.demo.client import Client, Who, person
from services.town.demo.data import Street, at, later

TEXTS = {
    "STREET_LIGHT": "单元门前路灯不亮，晚上出行不便。",
    "ILLEGAL_BUILD": "顶楼加建板房，希望尽快处理。",
    "OWNERS_COMMITTEE": "小区一直没有业委会，想把它成立起来。",
    "LIFT": "电梯经常停运，希望更新。",
    "PARKING": "停车位不够，充电也不方便。",
    "ENVIRONMENT": "绿化带无人管护，垃圾较多。",
    "FIRE_LANE": "楼道和消防通道堆放杂物。",
    "PIPES": "高峰时水压低，管道渗漏。",
    "FITNESS": "健身器材损坏，需要修理。",
    "NOISE": "楼上夜间噪声大，多次沟通无果。",
}
UNITS = {"ILLEGAL_BUILD": "ENFORCE", "PIPES": "UTILITY", "STREET_LIGHT": "UTILITY"}


class Row(State):
    """A line of the data file."""

    number: str
    category: str
    topic_class: str
    estate: str
    channel: str
    on: str
    word: str


class Petition(State):
    """A registered petition on its way, and who deals with it."""

    key: str
    row: Row
    street: Street
    registered_at: datetime

    @property
    def path(self) -> str:
        return f"petitions/{self.key}"

    @property
    def officer(self) -> Who:
        return self.street.community(self.row.estate).officer

    @property
    def unit(self) -> str:
        return UNITS.get(self.row.category, "HOUSING")

    @property
    def handler(self) -> Who:
        return Who(name=f"{self.unit} handler", role="dept_handler", org=self.unit)

    @property
    def caller(self) -> Who:
        return self.street.officer(2)


def row_of(told: list[str]) -> Row:
    names = ("number", "category", "topic_class", "estate", "channel", "on", "word")
    return Row(**dict(zip(names, told, strict=True)))


async def register(
    client: Client, street: Street, row: Row, teller: str, at_hour: int = 10
) -> Petition:
    here, moment = street.community(row.estate), at(row.on, at_hour)
    anonymous = row.word == "ANONYMOUS"
    body: dict[str, Any] = {
        "channel": row.channel,
        "demand_type": "HELP",
        "category_code": row.category,
        "estate_id": row.estate,
        "station_id": f"S{row.estate}" if row.estate in street.stations else None,
        "narrative": TEXTS[row.category],
        "identity_mode": "ANONYMOUS" if anonymous else "REAL",
        "petitioner": None if anonymous else person(teller),
        "petitioner_name": None if anonymous else f"居民{row.number}",
        "petitioner_phone": None if anonymous else "000-0000-0000",
        "matter": row.number,
    }
    if row.channel == "HOTLINE":
        body |= {"regime": "HOTLINE", "upstream_ticket": f"12345-{row.number}"}
    done = await client.ask(here.clerk, "petitions", body, moment, key=teller)
    return Petition(key=done.key, row=row, street=street, registered_at=moment)


async def handled(client: Client, street: Street, row: Row) -> Petition:
    """Registered, classified, accepted, dispatched, signed, contacted, in handling."""
    one = await register(client, street, row, f"petitioner {row.number}")
    start = one.registered_at
    due = later(start, days=21).isoformat()
    classified = {
        "topic_class": row.topic_class,
        "category_code": row.category,
        "demand_type": "HELP",
    }
    await ask(client, one.officer, one, "classify-petition", classified, later(start, hours=1))
    await ask(client, one.officer, one, "accept-petition", {"due_at": due}, later(start, hours=2))
    dispatch = {"dispatch_id": person(f"dispatch {row.number}")}
    sent = {**dispatch, "lead_org": one.unit, "due_at": due}
    await ask(client, street.officer(), one, "dispatch-petition", sent, later(start, hours=3))
    await ask(client, one.handler, one, "sign-dispatch", dispatch, later(start, hours=5))
    reached = {
        "mode": "PHONE",
        "at": later(start, hours=6).isoformat(),
        "reached": row.number != street.raw["petitions"]["not_contacted"],
    }
    await ask(client, one.handler, one, "record-contact", reached, later(start, hours=6))
    text = TEXTS[row.category] if row.word.isascii() else row.word
    progress = {"text": f"已到现场查看：{text}"}
    await ask(client, one.handler, one, "record-progress", progress, later(start, days=2))
    return one


async def ask(
    client: Client, who: Who, one: Petition, command: str, body: dict[str, Any], when: datetime
) -> None:
    await client.ask(who, f"{one.path}/{command}", body, when)
