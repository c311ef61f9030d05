"""Every command has its door, every thing with cards its address, and both are described."""

import json
from collections import Counter
from typing import Any

import jsonschema_rs
import pytest

from services.contracts.mediation.commands.dispute import ReportDispute
from services.contracts.petitions.commands.petition import RegisterPetition
from services.contracts.petitions.commands.registry import RegisterUnit
from services.gateway.http.app import doors
from services.gateway.http.asyncapi import house as the_wire
from services.gateway.http.audience import LOOKS
from services.gateway.http.bodies import body_of
from services.gateway.http.commands import path_of
from services.gateway.http.resources import BY_CATEGORY, COMMANDS, RESOURCES
from services.gateway.http.words import EVENTS, in_words
from services.gateway.readmodels.every import every as read_models
from services.gateway.statistics.every import every as statistics
from services.kernel import ReadModel
from tests.gateway.http.rig import House

TO_COMMANDS = {"403", "409", "412", "413", "415"}
PUBLIC = [command for commands in COMMANDS.values() for command in commands if not command.internal]


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(json.dumps(doors().openapi()))
    return document


def test_every_public_command_has_exactly_one_door() -> None:
    found = Counter(command for resource in RESOURCES for command in resource.commands)

    assert found == Counter(PUBLIC)
    assert len({path_of(one, each) for one in RESOURCES for each in one.commands}) == len(PUBLIC)


def test_what_a_room_asks_of_itself_has_no_door(described: dict[str, Any]) -> None:
    operations = {
        door.get("operationId") for doors in described["paths"].values() for door in doors.values()
    }
    internal = {
        command.__name__
        for commands in COMMANDS.values()
        for command in commands
        if command.internal
    }

    assert internal
    assert operations & internal == set()


def test_the_addresses_read_as_people_say_them() -> None:
    petition = BY_CATEGORY["petitions", "petition"]
    unit = BY_CATEGORY["petitions", "unit"]

    assert path_of(unit, RegisterUnit) == "/v1/units"
    assert path_of(petition, petition.commands[1]) == "/v1/petitions/{id}/classify-petition"


def test_every_read_model_with_an_address_has_an_audience_and_known_filters() -> None:
    shown = {resource.plural for resource in RESOURCES if resource.cards is not None}

    assert LOOKS.keys() == shown


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda one: str(one.plural))
def test_a_filter_that_tells_something_hidden_names_a_field_of_the_card(resource: Any) -> None:
    models: dict[str, ReadModel[Any]] = {model.name: model for model in read_models}
    fields = set(models[resource.cards].card.model_fields) if resource.cards else set()

    assert {field for field in resource.filters.values() if field is not None} <= fields


@pytest.mark.parametrize("room", EVENTS)
def test_every_event_is_told_in_chinese_and_english(room: str) -> None:
    silent = [kind for kind in EVENTS[room].types if in_words(room, kind)["zh"] == kind]

    assert silent == []
    assert all(in_words(room, kind)["en"] for kind in EVENTS[room].types)


def test_the_id_in_the_path_is_not_in_the_body() -> None:
    assert "petition_id" not in body_of(RegisterPetition).model_fields
    assert "unit_id" in body_of(RegisterUnit).model_fields


def test_personal_texts_are_plain_in_the_body_however_deep() -> None:
    schema = body_of(ReportDispute).model_json_schema()
    party = schema["$defs"]["DisputePartyPlain"]["properties"]

    assert party["name"]["anyOf"][0] == {"$ref": "#/$defs/PersonalText"}
    assert schema["properties"]["summary"]["anyOf"][0] == {"$ref": "#/$defs/PersonalText"}
    assert schema["$defs"]["PersonalText"]["type"] == "string"
    assert "Sealed" not in json.dumps(schema)


def test_the_description_is_openapi_3_1(described: dict[str, Any]) -> None:
    assert described["openapi"].startswith("3.1")
    for schema in described["components"]["schemas"].values():
        jsonschema_rs.validator_for(
            {**schema, "components": {"schemas": described["components"]["schemas"]}}
        )


def test_every_reference_in_the_description_leads_somewhere(described: dict[str, Any]) -> None:
    known = described["components"]["schemas"].keys()
    told = {
        part.partition('"')[0] for part in json.dumps(described).split("#/components/schemas/")[1:]
    }

    assert told - known == set()


def test_every_door_tells_its_errors(described: dict[str, Any]) -> None:
    silent = {
        (path, method)
        for path, doors in described["paths"].items()
        for method, door in doors.items()
        if not {"400", "500", "503"} <= door["responses"].keys()
        or (path.startswith("/v1") and not {"401", "422", "404", "429"} <= door["responses"].keys())
        or (
            method == "post" and not {"403", "409", "412", "413", "415"} <= door["responses"].keys()
        )
    }

    assert silent == set()
    assert {
        content
        for doors in described["paths"].values()
        for door in doors.values()
        for status, answer in door["responses"].items()
        if int(status) >= 400
        for content in answer["content"]
    } == {"application/problem+json"}


def test_every_statistic_has_a_door(described: dict[str, Any]) -> None:
    doors = {path for path in described["paths"] if path.startswith("/v1/statistics/")}

    assert doors == {f"/v1/statistics/{each.name}" for each in statistics}


def test_the_wire_is_described_whole_and_every_reference_leads_somewhere() -> None:
    wire = the_wire()
    text = json.dumps(wire)

    def leads(pointer: str) -> bool:
        part: Any = wire
        for step in pointer.removeprefix("#/").split("/"):
            part = part.get(step.replace("~1", "/").replace("~0", "~"))
            if part is None:
                return False
        return True

    pointers = {each.partition('"')[0] for each in text.split('"$ref": "')[1:]}
    messages = sum(len(vocabulary.types) for vocabulary in EVENTS.values())
    assert wire["asyncapi"].startswith("3.")
    assert [pointer for pointer in pointers if not leads(pointer)] == []
    assert len(wire["channels"]) == messages + len(PUBLIC)


@pytest.mark.parametrize("path", ["/", "/docs", "/openapi.json", "/asyncapi.json"])
async def test_the_pages_need_nobody_else(house: House, path: str) -> None:
    answer = await house.http.get(path)

    assert answer.status_code == 200
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "src=" not in answer.text
    assert "<script" not in answer.text


async def test_the_home_page_speaks_chinese_first(house: House) -> None:
    text = (await house.http.get("/")).text

    assert text.index("网格党群驿站") < text.index("Yizhan</span>")
    assert "/v1/statistics/headline" in text
