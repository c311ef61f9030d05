"""The calendar of the hall: what stands on it from when to when, and who is told."""

from datetime import UTC, datetime

import icalendar

from services.authority import Directory
from services.contracts.ids import ResolutionId
from services.contracts.petitions.events.meeting import MeetingCancelled
from services.gateway.http.audience.deliberation import calendar
from services.gateway.http.calendar_file import calendar_file
from services.gateway.http.reader import Reader
from services.gateway.readmodels.hall_calendar import CalendarCard, hall_calendar
from tests.gateway.paper import Paper
from tests.gateway.readmodels.test_outreach_cards import held as session_held
from tests.gateway.readmodels.test_outreach_cards import scheduled
from tests.petitions.cast import ADA, officer, resident
from tests.petitions.hall_table import FRIDAY_EVENING, PARKING, TABLE, convened, held, notified
from tests.petitions.owners.assembly_cast import noticed
from tests.petitions.owners.assembly_cast import proposed as assembly_proposed
from tests.petitions.test_resolution import NOTICE_ENDS, adopted, posted, revoked
from tests.petitions.test_resolution import RULES as RESOLUTION
from tests.scenario import NOON

MONDAY = datetime(2024, 11, 3, 16, 0, tzinfo=UTC)
"""The beginning of Monday the 4th in the street."""


def moments(card: CalendarCard) -> list[tuple[str, datetime, datetime | None]]:
    return [(entry.kind, entry.begins_at, entry.ends_at) for entry in card.entries]


def test_a_week_of_outreach_and_then_the_day_on_which_it_was() -> None:
    sunday_24 = datetime(2024, 11, 10, 16, 0, tzinfo=UTC)
    card = Paper().tell(scheduled("S01")).card(hall_calendar)
    assert moments(card) == [("outreach", MONDAY, sunday_24)]
    wednesday = datetime(2024, 11, 5, 16, 0, tzinfo=UTC)
    thursday = datetime(2024, 11, 6, 16, 0, tzinfo=UTC)
    card = Paper().tell(scheduled("S01"), session_held("S01")).card(hall_calendar)
    assert moments(card) == [("outreach", wednesday, thursday)]


def test_a_meeting_is_known_to_the_staff_first_and_with_its_notice_to_everybody() -> None:
    neighbour = Reader(who=resident(ADA), directory=Directory())
    staff = Reader(who=officer, directory=Directory())
    early = Paper().tell(convened).card(hall_calendar)
    assert moments(early) == [("meeting", FRIDAY_EVENING, None)]
    assert (calendar(neighbour, early), calendar(staff, early) is None) == (None, False)
    told = Paper().tell(convened, notified, held).card(hall_calendar)
    assert (calendar(neighbour, told) is None, told.place) == (False, "驿站议事厅")
    off = MeetingCancelled(meeting_id=TABLE, agenda=(PARKING,), reason="停电")
    assert Paper().tell(convened, notified, off).card(hall_calendar).cancelled is True


def test_p_inv_21_a_resolution_stands_there_while_it_is_on_the_boards() -> None:
    staff = Reader(who=officer, directory=Directory())
    carried = Paper().tell(adopted).card(hall_calendar)
    assert (carried.entries, calendar(staff, carried)) == ((), None)
    card = Paper().tell(adopted, posted).card(hall_calendar)
    assert moments(card) == [("resolution-notice", MONDAY, NOTICE_ENDS)]
    assert Paper().tell(adopted, posted, revoked).card(hall_calendar).cancelled is True


def test_p_inv_27_an_assembly_stands_there_with_its_notice_and_its_vote() -> None:
    card = Paper().tell(assembly_proposed, noticed).card(hall_calendar)
    opens, closes = noticed.voting_opens_at, noticed.voting_closes_at
    assert moments(card) == [
        ("assembly-notice", noticed.notice_posted_at, opens),
        ("assembly-voting", opens, closes),
    ]


def test_a_thing_is_found_under_every_month_that_it_touches() -> None:
    late = posted.model_copy(update={"ends_at": datetime(2024, 12, 31, 16, 0, tzinfo=UTC)})
    for notice, expected in ((posted, {"2024-11"}), (late, {"2024-11", "2024-12"})):
        [kept] = Paper().tell(adopted, notice).folded(hall_calendar).cards.values()
        assert kept is not None
        assert {tag for tag in kept.tags if tag.startswith("month:")} == {
            f"month:{month}" for month in expected
        }


def test_two_things_of_one_id_do_not_mix() -> None:
    same = adopted.model_copy(update={"resolution_id": ResolutionId(TABLE)})
    board = posted.model_copy(update={"resolution_id": ResolutionId(TABLE)})
    card = Paper().tell(convened, same, board).card(hall_calendar)
    assert (card.thing, moments(card)) == ("meeting", [("meeting", FRIDAY_EVENING, None)])


def test_a_calendar_program_reads_the_same_dates_from_the_file() -> None:
    cards = Paper().tell(convened, adopted, posted).cards(hall_calendar)
    file = calendar_file("shengquan", cards.items())
    assert file.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    meeting, notice = icalendar.Calendar.from_ical(file).walk("VEVENT")
    assert meeting["UID"] == f"meeting-{TABLE}-meeting@shengquan.yizhan"
    assert meeting["STATUS"] == "TENTATIVE"
    assert meeting["LOCATION"] == "驿站议事厅"
    assert (meeting.decoded("DTSTART"), "DTEND" in meeting) == (FRIDAY_EVENING, False)
    assert meeting.decoded("DTSTAMP") == NOON
    assert notice["UID"] == f"resolution-{RESOLUTION}-resolution-notice@shengquan.yizhan"
    assert notice["SUMMARY"] == "决议公示 Notice of a resolution E01"
    assert (notice.decoded("DTSTART"), notice.decoded("DTEND")) == (MONDAY, NOTICE_ENDS)
    assert notice["STATUS"] == "CONFIRMED"
