"""Who sees what: a confidential petitioner's name, an accused unit, a neighbour's curiosity."""

import pytest

from tests.walk import petitioning
from tests.walk.client import Client
from tests.walk.patience import eventually
from tests.walk.people import CLERK, HANDLER, Who, resident
from tests.walk.street import Street

TELLER = resident("asks for discretion")
ACCUSED = Who(name="of the accused unit", role="dept_handler", org="ENFORCE")
IDENTITY = {"petitioner", "petitioner_name", "petitioner_phone", "representatives", "location"}


async def test_whoever_handles_a_confidential_petition_does_not_learn_whose_it_is(
    client: Client, street: Street
) -> None:
    filed = await petitioning.filed(
        client,
        TELLER,
        identity_mode="CONFIDENTIAL",
        petitioner_name="孙某某",
        petitioner_phone="139-0000-0000",
    )
    last = await petitioning.taken_up(client, filed.key)

    handled = await client.see(HANDLER, f"petitions/{filed.key}", after=last)
    assert handled["narrative"].startswith("楼上夜间噪声大")
    assert IDENTITY.isdisjoint(handled)
    history = await client.see(HANDLER, f"petitions/{filed.key}/history")
    for told in (str(handled), str(history)):
        assert "孙某某" not in told
        assert TELLER.person not in told

    desk = await client.see(CLERK, f"petitions/{filed.key}")
    assert (desk["petitioner"], desk["petitioner_name"]) == (TELLER.person, "孙某某")


async def test_the_accused_unit_sees_nothing_of_what_is_said_about_it(
    client: Client, street: Street
) -> None:
    filed = await petitioning.filed(
        client, TELLER, accused_orgs=["ENFORCE"], demand_type="COMPLAINT", matter="ACCUSED"
    )
    await client.see(CLERK, f"petitions/{filed.key}", after=filed)
    for path in (f"petitions/{filed.key}", f"petitions/{filed.key}/history"):
        assert (await client.get(ACCUSED, path)).status_code == 404
    listed = await client.every(ACCUSED, "petitions")
    assert filed.key not in {each["petition_id"] for each in listed}


async def test_it_is_never_dispatched_to_the_unit_it_complains_of(
    client: Client, street: Street
) -> None:
    body = {"accused_orgs": ["HOUSING"], "demand_type": "COMPLAINT", "matter": "DISPATCH"}
    filed = await petitioning.filed(client, TELLER, **body)
    with pytest.raises(AssertionError, match="/conflict-of-interest"):
        await petitioning.taken_up(client, filed.key)

    async def stopped_at_the_dispatch() -> bool:
        now = await client.see(CLERK, f"petitions/{filed.key}")
        return (now["status"], now["version"]) == ("accepted", 3)

    await eventually(stopped_at_the_dispatch)


async def test_a_neighbour_sees_the_matter_and_not_the_person(
    client: Client, street: Street
) -> None:
    filed = await petitioning.filed(client, TELLER, petitioner_name="李某某", matter="PUBLIC")
    curious = resident("a neighbour")
    seen = await client.see(curious, f"petitions/{filed.key}", after=filed)
    assert seen["category_code"] == "NOISE"
    assert (IDENTITY | {"narrative", "query_code"}).isdisjoint(seen)
    hidden = await petitioning.filed(client, TELLER, identity_mode="CONFIDENTIAL", matter="HIDDEN")
    await client.see(TELLER, f"petitions/{hidden.key}", after=hidden)
    assert (await client.get(curious, f"petitions/{hidden.key}")).status_code == 404
