"""One trace leads from a request at the door to what is on the screen."""

from uuid import uuid4

from services.town.ports import free_port
from tests.servers import a_folder
from tests.walk.client import Client, client_of
from tests.walk.collecting import Collector, Told, collecting
from tests.walk.patience import eventually
from tests.walk.people import OFFICER
from tests.walk.town import Town

WAY = [
    ("gateway", "POST /v1/units"),
    ("gateway", "ask RegisterUnit"),
    ("petitions", "answer RegisterUnit"),
    ("petitions", "append"),
    ("petitions", "publish petitions"),
    ("gateway", "fold petitions"),
]
STREET = {"unit_id": "shengquan", "kind": "STREET", "name": "圣泉街道"}


async def test_one_trace_leads_from_the_request_to_the_read_models() -> None:
    with a_folder() as folder, collecting() as collector:
        more = {"YIZHAN_OTLP_URL": collector.url, "YIZHAN_TRACE_SHARE": "1"}
        town = Town(data=folder / "data", port=free_port(), more=more)
        await town.up()
        try:
            async with client_of(town) as client:
                await _walked(client, collector)
        finally:
            await town.down()


async def _walked(client: Client, collector: Collector) -> None:
    trace = uuid4().hex
    mine = f"00-{trace}-00000000000000aa-01"
    answer = await client.post(OFFICER, "units", STREET, traceparent=mine)
    assert answer.status_code == 201

    async def all_there() -> bool:
        told = [(each.program, each.name) for each in collector.of(trace)]
        return all(each in told for each in [*WAY, ("mediation", "append")])

    await eventually(all_there)
    spans = collector.of(trace)
    request, ask, answered, append, published, folded = (_one(spans, *each) for each in WAY)
    assert request.parent == "00000000000000aa"
    assert ask.parent == request.id
    assert answered.parent == ask.id
    assert append.parent == answered.id
    assert published.parent == answered.id
    assert folded.parent == published.id
    noted = next(each for each in spans if each.program == "mediation" and "act" in each.name)
    assert noted.parent == published.id  # another room acted upon the event, in the same trace
    for each in spans:
        assert "圣泉" not in each.about
        assert client.tokens.of(OFFICER) not in each.about
        assert OFFICER.person not in each.about


def _one(spans: list[Told], program: str, name: str) -> Told:
    [found] = [each for each in spans if (each.program, each.name) == (program, name)]
    return found
