"""What went wrong inside the town stands beside the failure of the test that used it."""

from collections.abc import Generator

import pytest

from tests.walk.town import Town


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A section with the warnings and errors of all programs."""
    report = yield
    for town in getattr(item, "funcargs", {}).values():
        if report.failed and isinstance(town, Town):
            report.sections.append(("the town's complaints", town.complaints()))
    return report
