"""An order from a resident's wish to the rating, with the hours of the volunteer who helped."""

from tests.walk import serving
from tests.walk.client import Client
from tests.walk.people import OFFICER, resident
from tests.walk.street import Street

ORDERER = resident("sings in the choir")


async def test_an_order_is_served_and_rated_and_the_hours_are_credited(
    client: Client, street: Street
) -> None:
    before = await client.see(OFFICER, "statistics/volunteer-hours")
    ratings = await client.see(OFFICER, "statistics/ratings")

    order = await serving.wished(client, ORDERER)
    seen = await client.see(ORDERER, f"orders/{order.key}", after=order)
    assert (seen["status"], seen["catalog_item_id"]) == ("placed", "CHOIR")

    task = await serving.served(client, street, order.key)
    rated = await serving.rated(client, ORDERER, order.key)
    seen = await client.see(ORDERER, f"orders/{order.key}", after=rated)
    assert (seen["status"], seen["score"]) == ("rated", 5)
    assert seen["volunteer_ids"] == [street.helpers[0]]

    after = await client.see(OFFICER, "statistics/volunteer-hours")
    assert after["credited_minutes"] == before["credited_minutes"] + 120
    now = await client.see(OFFICER, "statistics/ratings")
    assert now["count"] == ratings["count"] + 1
    invited = await client.see(OFFICER, f"tasks/{task}")
    assert invited["order_id"] == order.key


async def test_an_order_closes_when_its_rating_window_has_passed(
    client: Client, street: Street
) -> None:
    who = resident("sings and leaves")
    order = await serving.wished(client, who)
    await serving.served(client, street, order.key)
    await serving.rated(client, who, order.key)
    closed = await serving.closed(client, order.key)
    seen = await client.see(who, f"orders/{order.key}", after=closed)
    assert seen["status"] == "closed"
