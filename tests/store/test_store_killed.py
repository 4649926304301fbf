"""A run that is killed at any moment leaves a record in order, which the next run goes on with."""

from __future__ import annotations

import os
import pathlib
import signal
import subprocess
import sys

import pytest

from onrecord.store import Record, audit

pytestmark = pytest.mark.long

WRITER = """
import sys
from store_samples import findings
from onrecord.store import Record
with Record.open(sys.argv[1], create=True) as record:
    for number in range(100000):
        record.write(findings(f"{number:06}.txt"), "key")
        print(number, flush=True)
"""


@pytest.mark.parametrize("reports", [0, 1, 2, 7, 40])
def test_a_killed_writer_leaves_whole_reports(tmp_path, reports):
    where = str(tmp_path / "r.db")
    path = os.pathsep.join([str(pathlib.Path(__file__).parent), *sys.path])
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, where],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": path},
    )
    assert writer.stdout is not None
    for _ in range(reports + 1):
        last = int(writer.stdout.readline())
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    writer.stdout.close()
    with Record.open(where) as record:
        kept = record.article_ids()
        assert len(kept) > last  # what was told to be written is there
        assert audit(record).failures == ()
        assert not record.joined()
    with Record.open(where, create=True) as record:
        assert record.article_ids() == kept
    assert [file.name for file in tmp_path.iterdir()] == ["r.db"]
