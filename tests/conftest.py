"""What all tests share: the example reports analysed once, and a watch over the tests that need ../shared."""

import pathlib

import pytest

SHARED = pathlib.Path(__file__).resolve().parents[2] / "shared"


def pytest_terminal_summary(terminalreporter):
    """A test that needs ../shared may be skipped only where there is none."""
    lost = [r for r in terminalreporter.stats.get("skipped", []) if "../shared" in str(r.longrepr)]
    if lost and SHARED.exists():
        terminalreporter.section("skipped although ../shared is there", red=True)
        for report in lost:
            terminalreporter.line(report.nodeid)


def pytest_sessionfinish(session):
    """The same, for the exit status."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter is not None else []
    if SHARED.exists() and any("../shared" in str(r.longrepr) for r in skipped):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def examples_record(tmp_path_factory):
    """The path of a record of the bundled examples. Tests read it and never write it."""
    from onrecord import engine, examples
    from onrecord.shapes import Settings

    where = tmp_path_factory.mktemp("examples") / "examples.db"
    engine.analyse([str(examples.folder())], str(where), Settings())
    return str(where)


@pytest.fixture(scope="session")
def examples_rows(examples_record):
    """All rows of that record: table to list of rows, as `onrecord export --format jsonl` writes them."""
    from onrecord.store import TABLES, Record

    with Record.open(examples_record) as record:
        return {table: list(record.rows(table)) for table in TABLES}
