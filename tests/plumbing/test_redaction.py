"""No road into the log carries what a resident said, whoever writes the line."""

import asyncio
import logging
import sys
import threading
import warnings
from collections.abc import Callable

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from services.plumbing.logs import about
from services.plumbing.redaction import PERSONAL
from tests.plumbing.listening import lines, listening


def fail(said: str) -> None:
    raise ValueError(said)


def through_words(said: str) -> None:
    structlog.get_logger().info(f"received {said}", room=said)
    structlog.get_logger().info(said)
    logging.getLogger("faststream").warning(f"could not handle {said}")


def through_values(said: str) -> None:
    told = structlog.get_logger().bind(whatever=said)
    told.info("received", colour={"kind": {"deep": [said]}, said: 1, "x": said}, things=[said])
    told.error("failed", failure=ValueError(said), what=object(), raw=said.encode())
    told.info("plain", **dict.fromkeys(PERSONAL, said))


def through_context(said: str) -> None:
    with about(trace_id=said, command_id=said):
        structlog.get_logger().info("received")


def through_failures(said: str) -> None:
    try:
        fail(said)
    except ValueError as failed:
        structlog.get_logger().exception("failed")
        structlog.get_logger().error("failed", exc_info=failed)
        logging.getLogger("faststream").exception("failed")
        logging.getLogger("faststream").error(failed, exc_info=failed)
        logging.getLogger("asyncio").error("never retrieved\nfuture: %r", failed)
        sys.excepthook(type(failed), failed, failed.__traceback__)
    loop = asyncio.new_event_loop()
    loop.call_exception_handler({"message": "lost", "exception": ValueError(said)})
    loop.close()
    thread = threading.Thread(target=fail, args=[said], name=said)
    thread.start()
    thread.join()


def through_libraries(said: str) -> None:
    logging.getLogger("nats").info("received %s and %r from %5.1f", said, [said], 3.0)
    logging.getLogger("nats").info("received %(it)s", {"it": said})
    logging.getLogger("nats").info("wrong count %s %s", said)
    warnings.warn(said, RuntimeWarning, stacklevel=1)
    TypeAdapter(int).serializer.to_json(said)


ROADS = [through_values, through_context, through_failures, through_libraries]
chinese = st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=2)
latin = st.from_regex(r"[A-Z]{3}q[a-z]{5} [A-Z]{3}x[a-z]{5}", fullmatch=True)
phones = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)


@pytest.mark.parametrize("road", [*ROADS, through_words])
@given(said=chinese | phones)
def test_no_road_into_the_log_carries_what_a_resident_wrote(
    road: Callable[[str], None], said: str
) -> None:
    with listening() as heard:
        road(said)
    assert said not in heard.getvalue()
    assert lines(heard)


@pytest.mark.parametrize("road", ROADS)
@given(said=latin)
def test_not_even_in_latin_letters(road: Callable[[str], None], said: str) -> None:
    with listening() as heard:
        road(said)
    assert not any(part in heard.getvalue() for part in said.split())
    assert lines(heard)
