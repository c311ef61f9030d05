"""Mediators of three levels with their certificates, and the studios with their plaques."""

import asyncio
from collections.abc import Iterator
from typing import Any

from services.kernel.values import State
from services.town.demo.client import Client, Done, Who, person
from services.town.demo.data import Street, at, spread

PLAQUE, REVOKED = "2024-02-01", "2024-08-01"
SPECIALITIES = ("PROPERTY", "LIFE", "RENOVATION")


class Post(State):
    """A mediator to be: at which committee, at which level, of which grade."""

    number: int
    grade: str
    committee: str
    level: int
    valid_from: str
    valid_to: str

    @property
    def name(self) -> str:
        return f"mediator {self.committee}/{self.level}/{self.grade}/{self.number}"


def posts(street: Street) -> Iterator[Post]:
    """57 gold, 201 regular, and the one whose certificate ran out."""
    told = street.raw["mediators"]
    valid = (told["valid_from"], told["valid_to"])
    yield from _posts(told["street"], street.code, 3, valid)
    for each in street.communities:
        yield from _posts(told["community"], each.code, 2, valid)
        # The groups of the grids work under their community's committee.
        yield from _posts(told["grids"], each.code, 1, valid)
    old = told["expired"]
    yield Post(
        number=0,
        grade="GOLD",
        committee=old["committee"],
        level=old["level"],
        valid_from=old["valid_from"],
        valid_to=old["valid_to"],
    )


def _posts(
    counts: dict[str, int], committee: str, level: int, valid: tuple[str, str]
) -> Iterator[Post]:
    grades = spread([("GOLD", counts["gold"]), ("REGULAR", counts["regular"])])
    for n, grade in enumerate(grades, start=1):
        yield Post(
            number=n,
            grade=grade,
            committee=committee,
            level=level,
            valid_from=valid[0],
            valid_to=valid[1],
        )


class Mediator(State):
    """A certified mediator: the id, and who it is when they act."""

    key: str
    post: Post

    @property
    def who(self) -> Who:
        return Who(name=self.post.name, role="mediator", org=self.post.committee)


async def certify(client: Client, street: Street) -> list[Mediator]:
    """Register and certify them all; the street's chair signs."""
    found = await asyncio.gather(*(_certify(client, street, each) for each in posts(street)))
    await asyncio.gather(*(_studio(client, street, *each) for each in _studios(street)))
    return found


async def _certify(client: Client, street: Street, post: Post) -> Mediator:
    body = {
        "person": person(post.name),
        "name": f"调解员{post.committee}-{post.number:02d}",
        "committee_id": post.committee,
        "level": post.level,
    }
    since = at(post.valid_from)
    done: Done = await client.ask(street.officer(), "mediators", body, since, key=post.name)
    certificate = {
        "grade": post.grade,
        "specialities": [SPECIALITIES[post.number % 3]],
        "cert_no": f"{post.grade[0]}{post.level}-{post.committee}-{post.number:03d}",
        "valid_from": post.valid_from,
        "valid_to": post.valid_to,
    }
    await client.ask(street.officer(), f"mediators/{done.key}/certify-mediator", certificate, since)
    return Mediator(key=done.key, post=post)


def _studios(street: Street) -> Iterator[tuple[str, str]]:
    told = street.raw["studios"]
    for kind in ("street", "community", "estate", "personal", "revoked"):
        for place in told[kind]:
            yield kind, place


async def _studio(client: Client, street: Street, kind: str, place: str) -> None:
    officer, which = street.officer(), f"STU{place}"
    committee = place if kind in ("street", "community") else street.community(place).code
    founded: dict[str, Any] = {
        "studio_id": which,
        "name": f"{place}调解工作室",
        "committee_id": committee,
        "place_id": place,
    }
    since = at(PLAQUE)
    await client.ask(officer, "studios", founded, since, key=which)
    plaque = {
        "no": f"GP-{place}",
        "on": PLAQUE,
        "kind": "ESTATE" if kind == "revoked" else kind.upper(),
    }
    await client.ask(officer, f"studios/{which}/award-plaque", plaque, since)
    if kind == "revoked":
        reason = {"reason": "示范期考核未通过"}
        await client.ask(officer, f"studios/{which}/revoke-plaque", reason, at(REVOKED))
