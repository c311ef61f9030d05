"""A resident's demand from the door to the headline, through whole processes over HTTP."""

from typing import Any

from tests.walk import petitioning
from tests.walk.client import Client
from tests.walk.people import CLERK, OFFICER, resident
from tests.walk.street import Street
from tests.walk.town import Town

TELLER = resident("walks with a petition")
NARRATIVE = "楼上夜间噪声大，多次沟通无果。"


async def test_a_petition_is_filed_handled_and_moves_the_headline(
    town: Town, client: Client, street: Street
) -> None:
    before = await _headline(client)

    filed = await petitioning.filed(client, TELLER)
    seen = await client.see(TELLER, f"petitions/{filed.key}", after=filed)
    assert (seen["status"], seen["narrative"]) == ("registered", NARRATIVE)
    assert (await _headline(client))["received"] == before["received"] + 1

    await petitioning.taken_up(client, filed.key)
    replied = await petitioning.replied(client, filed.key)
    seen = await client.see(CLERK, f"petitions/{filed.key}", after=replied)
    assert (seen["status"], seen["reply"]) == ("replied", "已处理完毕，感谢您的反映。")

    closed = await petitioning.closed(client, filed.key)
    seen = await client.see(TELLER, f"petitions/{filed.key}", after=closed)
    assert (seen["status"], seen["outcome"]) == ("closed", "RESOLVED")
    after = await _headline(client)
    assert after["received"] == before["received"] + 1
    assert after["resolved"] == before["resolved"] + 1
    assert town.denied() == [], "a program did on the bus what it may not"


async def test_its_history_tells_every_step_in_order(client: Client, street: Street) -> None:
    filed = await petitioning.filed(client, resident("reads the history"))
    await petitioning.taken_up(client, filed.key)
    await petitioning.replied(client, filed.key)
    closed = await petitioning.closed(client, filed.key)
    await client.see(OFFICER, f"petitions/{filed.key}", after=closed)

    told = await client.see(OFFICER, f"petitions/{filed.key}/history")
    assert [step["type"] for step in told["items"]] == [
        "PetitionRegistered",
        "PetitionClassified",
        "PetitionAccepted",
        "PetitionDispatched",
        "DispatchSigned",
        "PetitionerContacted",
        "PetitionReplied",
        "CallbackCompleted",
        "PetitionClosed",
    ]
    assert [step["version"] for step in told["items"]] == list(range(1, 10))
    assert all(step["says"] for step in told["items"])


async def test_the_newest_petition_stands_first_in_the_list_and_pages_do_not_overlap(
    client: Client, street: Street
) -> None:
    teller = resident("in the list")
    for n in range(4):
        last = await petitioning.filed(client, teller, matter=f"M{n}")
    asked: dict[str, Any] = {"limit": 3, "petitioner": teller.person}
    first = await client.see(CLERK, "petitions", after=last, **asked)
    second = await client.see(CLERK, "petitions", cursor=first["next"], **asked)
    keys = [each["petition_id"] for each in (*first["items"], *second["items"])]
    assert keys[0] == last.key
    assert len(set(keys)) == len(keys) == 4
    assert second["next"] is None


async def test_the_same_matter_of_the_same_person_is_one_petition(
    client: Client, street: Street
) -> None:
    teller = resident("says it twice")
    first = await petitioning.filed(client, teller)
    again = await petitioning.filed(client, teller)
    assert again.key == first.key


async def _headline(client: Client) -> Any:
    return await client.see(OFFICER, "statistics/headline")
