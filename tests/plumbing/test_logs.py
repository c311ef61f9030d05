"""A log line tells operators what the machine did: when, where, about which command."""

import asyncio
import io
import logging
import warnings

import structlog

from services.plumbing import logs
from services.plumbing.redaction import KNOWN, LONGEST, PERSONAL
from tests.plumbing.listening import lines, listening


def fail(said: str) -> None:
    raise ValueError(said)


def test_a_line_is_one_json_object_with_the_moment_in_utc() -> None:
    with listening() as heard:
        structlog.get_logger().info("relay caught up", room="petitions", position=36)
    [line] = lines(heard)
    assert str(line.pop("timestamp")).endswith("Z")
    assert line == {
        "event": "relay caught up",
        "level": "info",
        "room": "petitions",
        "position": 36,
    }


async def test_what_a_line_is_about_follows_its_task() -> None:
    async def work(command: str) -> None:
        with logs.about(trace_id="4bf92f3577b34da6", command_id=command):
            await asyncio.sleep(0)
            structlog.get_logger().info("decided")

    with listening() as heard:
        await asyncio.gather(work("one"), work("two"))
        structlog.get_logger().info("idle")
    assert [line.get("command_id") for line in lines(heard)] == ["one", "two", None]
    assert [line.get("trace_id") for line in lines(heard)] == ["4bf92f3577b34da6"] * 2 + [None]


def test_keys_with_personal_words_are_dropped_and_unknown_texts_only_counted() -> None:
    with listening() as heard:
        structlog.get_logger().info(
            "asked",
            narrative="x",
            Phone="1",
            token="t",
            colour="x" * 300,
            depth=3,
            paid=13800000000,
        )
    [line] = lines(heard)
    assert line["colour"] == "withheld 300 characters"
    assert line["depth"] == 3
    assert line["paid"] == "withheld a long number"
    assert not {key.lower() for key in line} & PERSONAL
    assert not KNOWN & PERSONAL


def test_known_words_are_kept_cut_and_without_credentials() -> None:
    with listening() as heard:
        structlog.get_logger().info(
            "connected to nats://hall:sesame@bus, call 13800000000",
            url="nats://hall:sesame@bus:4222",
            subject="x" * 999,
            room="议事厅",
        )
    [line] = lines(heard)
    assert line["event"] == "connected to nats://bus, call #"
    assert line["url"] == "nats://bus:4222"
    assert line["subject"] == "x" * LONGEST
    assert line["room"] == "withheld 3 characters"


def test_a_failure_is_told_by_kind_and_place() -> None:
    with listening() as heard:
        try:
            try:
                fail("李青禾")
            except ValueError as first:
                raise OSError(28, "李青禾") from first
        except OSError:
            structlog.get_logger().exception("append failed")
    [line] = lines(heard)
    assert line["kind"] == ["builtins.OSError", "builtins.ValueError"]
    assert line["errno"] == 28
    assert str(line["frames"]).startswith("['test_logs.py:")


def test_the_libraries_speak_through_here_without_their_arguments() -> None:
    with listening("INFO") as heard:
        logging.getLogger("uvicorn.error").info("Uvicorn running on %s:%d (%s)", "李", 8080, "x")
        logging.getLogger("nats").log(
            35, "100%% of %(count)d by %(who)s", {"count": 3, "who": "李"}
        )
        logging.getLogger("uvicorn.access").info("GET /v1/petitions?q=x")
        logging.getLogger("asyncio").debug("too quiet to hear")
    told = [(line["logger"], line["level"], line["event"]) for line in lines(heard)]
    assert told == [
        ("uvicorn.error", "info", "Uvicorn running on ...:8080 (...)"),
        ("nats", "warning", "100% of 3 by ..."),
    ]


def test_a_warning_is_told_by_kind_and_place() -> None:
    with listening() as heard:
        warnings.warn("李青禾", UserWarning, stacklevel=1)
    # What an earlier test left to the garbage collector may warn at this very moment, too.
    [line] = [each for each in lines(heard) if each.get("kind") == "builtins.UserWarning"]
    assert str(line["frames"]).startswith("['test_logs.py:")


def test_a_full_disk_does_not_fail_the_work() -> None:
    class Full(io.StringIO):
        def write(self, _: str) -> int:
            raise OSError(28, "No space left on device")

    with listening():
        logs.speak(stream=Full())
        structlog.get_logger().info("still working")
