"""Four weeks of outreach and the rounds of November 2024, at each of the twenty-six stations."""

import asyncio

from services.town.demo.client import Client, Who, person
from services.town.demo.data import Street, at

ITEMS = ("POLICY", "RESEARCH", "RECEPTION", "ON_SITE")


async def go_out(client: Client, street: Street) -> None:
    """Every session held but one, every round closed, four of them with a zero report."""
    told = street.raw["outreach"]
    weeks = [(str(week), str(day)) for week, day in told["weeks"].items()]
    await asyncio.gather(
        *(_weeks(client, street, estate, weeks) for estate in street.stations),
        *(_round(client, street, estate, str(told["month"])) for estate in street.stations),
    )


def _clerk(street: Street, estate: str) -> Who:
    return street.community(estate).clerk


async def _weeks(client: Client, street: Street, estate: str, weeks: list[tuple[str, str]]) -> None:
    told, clerk = street.raw["outreach"], _clerk(street, estate)
    for n, (week, day) in enumerate(weeks):
        which = f"S{estate}-{week}"
        path = f"outreach-sessions/{which}"
        body = {"outreach_id": which}
        await client.ask(clerk, "outreach-sessions", body, at(day, 8), key=which)
        if which == told["missed"]:
            reason = {"reason": told["why"]}
            await client.ask(clerk, f"{path}/excuse-outreach-session", reason, at(day, 17))
            continue
        held = {
            "held_on": day,
            "items": [ITEMS[n % len(ITEMS)], ITEMS[(n + 1) % len(ITEMS)]],
            "leaders": [person(f"leader {estate}")],
        }
        await client.ask(clerk, f"{path}/hold-outreach-session", held, at(day, 17))


async def _round(client: Client, street: Street, estate: str, month: str) -> None:
    told, clerk = street.raw["outreach"], _clerk(street, estate)
    which = f"S{estate}-{month}"
    path = f"collection-rounds/{which}"
    await client.ask(clerk, "collection-rounds", {"round_id": which}, at(f"{month}-01"), key=which)
    if estate in told["zero_reports"]:
        await client.ask(clerk, f"{path}/file-zero-report", {}, at(f"{month}-28"))
    else:
        note = {"opinion_id": person(f"opinion {which}"), "note": "希望驿站周末也开放。"}
        await client.ask(clerk, f"{path}/collect-opinion", note, at(f"{month}-20"))
    await client.ask(clerk, f"{path}/close-collection-round", {}, at(f"{month}-29"))
