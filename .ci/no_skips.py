"""A pytest plugin: tests that drive a browser or read the real bulletins fail where they would be skipped."""

from collections.abc import Generator

import pytest

NEVER_SKIPPED = ("browser", "shared")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn the skip of a marked test into a failure that says why it was skipped."""
    report = yield
    if (
        report.skipped
        and not hasattr(report, "wasxfail")
        and any(map(item.get_closest_marker, NEVER_SKIPPED))
    ):
        report.outcome = "failed"
        report.longrepr = f"must not be skipped here: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """A module that is skipped whole hides its marks: it fails."""
    report = yield
    if report.skipped:
        report.outcome = "failed"
        report.longrepr = f"must not be skipped here: {report.longrepr}"
    return report
