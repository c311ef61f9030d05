"""What the hall deliberates on: parking in one estate, and in another a matter of its owners."""

from services.town.demo.client import Client, person
from services.town.demo.data import Street, at
from services.town.demo.petition import Petition

MEETS = "2024-12-20"


async def deliberate(client: Client, street: Street, parking: Petition) -> None:
    """P34 has become a topic with a meeting called on it; the other topic is the owners' to vote
    on, which the screening says."""
    await _parking(client, street, parking)
    await _owners_matter(client, street)


async def _parking(client: Client, street: Street, parking: Petition) -> None:
    estate, told = parking.row.estate, street.raw["topics"]
    here = street.community(estate)
    body = {
        "estate_id": estate,
        "topic_class": "DIFFICULT",
        "summary": told["parking"],
        "source": "PETITION",
        "petitions": [parking.key],
    }
    topic = await client.ask(here.officer, "topics", body, at("2024-11-20"), key=estate)
    path = f"topics/{topic.key}/screen-topic"
    await client.ask(here.officer, path, {}, at("2024-11-25"))
    meeting = {
        "estate_id": estate,
        "meets_at": at(MEETS, 19).isoformat(),
        "place": told["place"],
        "agenda": [topic.key],
        "invitees": [
            {"person": person("petitioner P34"), "kind": "AFFECTED_RESIDENT"},
            *(
                {"person": person(f"{estate} representative {n}"), "kind": "REPRESENTATIVE"}
                for n in range(1, 6)
            ),
            {"person": person("HOUSING handler"), "kind": "DEPARTMENT", "org": "HOUSING"},
        ],
    }
    called = await client.ask(here.officer, "meetings", meeting, at("2024-12-10"))
    notice = {"materials_refs": ["材料-停车方案"]}
    path = f"meetings/{called.key}/notify-meeting"
    await client.ask(here.officer, path, notice, at("2024-12-12"))


async def _owners_matter(client: Client, street: Street) -> None:
    told = street.raw["topics"]
    estate = str(told["owners_estate"])
    here = street.community(estate)
    body = {"estate_id": estate, "topic_class": "MAJOR", "summary": told["owners"]}
    topic = await client.ask(here.officer, "topics", body, at("2024-10-08"), key=estate)
    advice = {"item_code": told["owners_item"]}
    path = f"topics/{topic.key}/advise-assembly-proposal"
    await client.ask(here.officer, path, advice, at("2024-10-11"))
