"""Lists, one thing, its history: paged, filtered, fresh, and unchanged when nothing changed."""

from tests.gateway.http.cast import SENTENCE, WANG, an_officer, petition, wang
from tests.gateway.http.rig import House


async def matters(street: House, many: int) -> list[str]:
    """Petitions of Wang's, in the order of their registration."""
    return [await petition(street, wang(street), matter=f"m{n}") for n in range(many)]


async def test_a_list_is_read_page_by_page_to_its_end(street: House) -> None:
    expected = await matters(street, 5)
    found: list[str] = []
    address: str | None = "petitions?limit=2"
    pages = 0
    while address is not None:
        answer = await street.see(wang(street), address)
        page = answer.json()
        found += [item["id"] for item in page["items"]]
        pages += 1
        address = None
        if page["next"] is not None:
            link = answer.headers["link"]
            assert link.endswith('>; rel="next"')
            address = link.partition("</v1/")[2].partition(">")[0]

    assert found == expected[::-1]
    assert pages == 3


async def test_a_page_is_full_although_much_between_is_hidden(street: House) -> None:
    mine = await matters(street, 2)
    hidden = {"accused_orgs": ["C1"], "petitioner": None, "identity_mode": "ANONYMOUS"}
    for n in range(6):
        other = {**hidden, "petitioner_name": None, "petitioner_phone": None}
        await petition(street, an_officer(street), matter=f"h{n}", **other)
    clerk = street.token(WANG.replace("a1", "b9"), "station_clerk@S01")
    page = (await street.see(clerk, "petitions?limit=2")).json()

    assert [item["id"] for item in page["items"]] == mine[::-1]


async def test_a_cursor_says_nothing_and_serves_its_own_list_alone(street: House) -> None:
    mine = await matters(street, 3)
    page = (await street.see(wang(street), "petitions?limit=1")).json()
    elsewhere = await street.see(wang(street), f"petitions?limit=1&cursor={page['next']}&open=yes")
    other = "B" if page["next"].startswith("A") else "A"
    tampered = await street.see(wang(street), f"petitions?limit=1&cursor={other}{page['next'][1:]}")

    assert all(which not in page["next"] for which in mine)
    assert (elsewhere.status_code, tampered.status_code) == (422, 422)


async def test_filters_are_the_tags_of_the_cards(street: House) -> None:
    (which,) = await matters(street, 1)
    here = await street.see(wang(street), "petitions?estate=E01&status=registered")
    none = await street.see(wang(street), "petitions?estate=E01&status=closed")

    assert [item["id"] for item in here.json()["items"]] == [which]
    assert none.json() == {"items": [], "next": None}


async def test_a_list_goes_the_other_way_round_when_asked(street: House) -> None:
    expected = await matters(street, 3)
    first = (await street.see(wang(street), "petitions?sort=asc&limit=2")).json()
    rest = await street.see(wang(street), f"petitions?sort=asc&limit=2&cursor={first['next']}")
    sideways = await street.see(wang(street), "petitions?sort=sideways")

    assert [item["id"] for item in first["items"] + rest.json()["items"]] == expected
    assert sideways.status_code == 422


async def test_an_unchanged_thing_is_not_sent_twice(street: House) -> None:
    (which,) = await matters(street, 1)
    first = await street.see(wang(street), f"petitions/{which}")
    again = await street.see(wang(street), f"petitions/{which}", If_None_Match='"1"')
    other = await street.see(wang(street), f"petitions/{which}", If_None_Match='"2"')

    assert first.headers["etag"] == '"1"'
    assert (again.status_code, again.content) == (304, b"")
    assert other.status_code == 200


async def test_what_others_events_changed_is_sent_although_the_version_is_the_same(
    street: House,
) -> None:
    (which,) = await matters(street, 1)
    asked = await street.ask(wang(street), "supports", {"petition_id": which, "supporter": WANG})
    zhou = street.token("00000000-0000-7000-8000-0000000000a2", "resident@E01")
    support = {"petition_id": which, "supporter": "00000000-0000-7000-8000-0000000000a2"}
    supported = await street.ask(zhou, "supports", support)
    answer = await street.see(wang(street), f"petitions/{which}", If_None_Match='"1"')

    assert 201 in (asked.status_code, supported.status_code), supported.text
    assert answer.status_code == 200
    assert answer.headers["etag"] == '"1"'


async def test_an_erased_text_is_never_taken_for_unchanged(street: House) -> None:
    (which,) = await matters(street, 1)
    street.vault.erase(WANG)
    answer = await street.see(wang(street), f"petitions/{which}", If_None_Match='"1"')

    assert answer.status_code == 200
    assert answer.json()["narrative"] == {"erased": True}


async def test_every_text_stands_in_its_own_field_as_it_was_said(street: House) -> None:
    said = {
        "narrative": '"引号"、反斜杠 \\ 、换行\n和 {"erased":true}',
        "petitioner_name": "王 \\n 小明",
        "petitioner_phone": "13800000000",
        "location": "3 栋 🏠",
    }
    which = await petition(street, wang(street), **said)
    one = (await street.see(wang(street), f"petitions/{which}")).json()
    listed = (await street.see(wang(street), "petitions")).json()["items"]

    assert {name: one[name] for name in said} == said
    assert listed == [one]


async def test_what_was_read_a_moment_ago_is_erased_at_once(street: House) -> None:
    (which,) = await matters(street, 1)
    path = f"petitions/{which}"
    read = [(await street.see(wang(street), path)).json()["narrative"] for _ in range(2)]
    street.vault.erase(WANG)
    one = (await street.see(wang(street), path)).json()
    listed = (await street.see(wang(street), "petitions")).json()["items"]

    assert read == [SENTENCE] * 2
    assert one["narrative"] == one["petitioner_name"] == {"erased": True}
    assert listed == [one]


async def test_what_one_reader_was_shown_is_not_shown_to_the_next(street: House) -> None:
    (which,) = await matters(street, 1)
    auditor = street.token(WANG.replace("a1", "c9"), "auditor@shengquan")
    path = f"petitions/{which}"
    mine = [(await street.see(wang(street), path)).json() for _ in range(2)]
    audited = [(await street.see(auditor, path)).json() for _ in range(2)]

    assert [each["narrative"] for each in mine] == [SENTENCE] * 2
    assert not any(SENTENCE in str(each) for each in audited)


async def test_a_history_says_what_happened_in_words_and_by_whom(street: House) -> None:
    (which,) = await matters(street, 1)
    await street.ask(an_officer(street), f"petitions/{which}/void-petition", {"reason": "测试"})
    answer = await street.see(an_officer(street), f"petitions/{which}/history?limit=1")
    page = answer.json()
    rest = (
        await street.see(
            an_officer(street), f"petitions/{which}/history?limit=1&cursor={page['next']}"
        )
    ).json()

    assert page["items"][0]["says"] == {
        "zh": "登记诉求",
        "en": "A matter was brought into the hall. Whoever holds the query code may follow it.",
    }
    assert page["items"][0]["by"]["org"] == "E01"
    assert rest["items"][0]["type"] == "PetitionVoided"
    assert rest["items"][0]["event"]["reason"] == "测试"
    assert rest["items"][0]["by"]["role"] == "street_officer"
    assert rest["next"] is None


async def test_an_answer_after_a_position_shows_ones_own_write(street: House) -> None:
    made = await street.ask(
        an_officer(street), "units", {"unit_id": "C3", "kind": "COMMUNITY", "name": "三",
                                      "parent_id": "shengquan"}
    )  # fmt: skip
    answer = await street.see(an_officer(street), f"units/C3?after={made.headers['position']}")

    assert answer.json()["name"] == "三"
    assert answer.json()["id"] == "C3"


async def test_statistics_take_their_own_parameters_and_no_others(street: House) -> None:
    await matters(street, 2)
    plain = await street.see(wang(street), "statistics/headline")
    weighed = await street.see(
        wang(street), "statistics/three-rates?response_weight=0.2&resolution_weight=0.4"
    )
    unknown = await street.see(wang(street), "statistics/headline?colour=red")
    wrong = await street.see(wang(street), "statistics/three-rates?response_weight=2")
    nameless = await street.see(wang(street), "statistics/nothing")

    assert plain.json() == {"received": 2, "resolved": 0, "resolved_percent": "0.00"}
    assert weighed.json()["weights"]["response"] == "0.2"
    assert [each.status_code for each in (unknown, wrong, nameless)] == [422, 422, 404]


async def test_a_statistic_may_be_asked_as_of_the_past_not_the_future(street: House) -> None:
    then = await street.see(wang(street), "statistics/headline?as_of=2024-11-30T00:00:00%2B08:00")
    future = await street.see(wang(street), "statistics/headline?as_of=2999-01-01T00:00:00Z")
    vague = await street.see(wang(street), "statistics/headline?as_of=2024-11-30T00:00:00")

    assert then.json()["as_of"] == "2024-11-29T16:00:00Z"
    assert (future.status_code, vague.status_code) == (422, 422)


async def test_the_problem_list_leaves_out_what_is_not_the_readers(street: House) -> None:
    await matters(street, 1)
    await petition(street, wang(street), matter="quiet", identity_mode="CONFIDENTIAL")
    stranger = street.token("00000000-0000-7000-8000-0000000000a2", "resident@E01")
    public = (await street.see(stranger, "statistics/problem-list")).json()
    officer = (await street.see(an_officer(street), "statistics/problem-list")).json()

    assert (public["count"], len(public["items"])) == (2, 1)
    assert (officer["count"], len(officer["items"])) == (2, 2)
    assert officer["items"][0]["next"] == "classify-petition"
