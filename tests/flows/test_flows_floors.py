"""The main job's scores on ../shared/reports never fall below benchmarks/floors.json."""

import importlib.util
import json
import pathlib
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
FLOORS = json.loads((ROOT / "benchmarks" / "floors.json").read_text("utf-8"))["reports"]

pytestmark = pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared")


@pytest.fixture(scope="module")
def scores(tmp_path_factory):
    spec = importlib.util.spec_from_file_location("main_job", ROOT / "benchmarks" / "main_job.py")
    main_job = importlib.util.module_from_spec(spec)
    sys.modules["main_job"] = main_job
    spec.loader.exec_module(main_job)
    return main_job.report_scores(tmp_path_factory.mktemp("scored"))


@pytest.mark.parametrize("name", FLOORS)
def test_a_score_does_not_fall_below_its_floor(name, scores):
    assert scores[name] >= FLOORS[name]


def test_no_statement_figure_or_date_is_marked_as_furniture(scores):
    assert scores["report_marked_as_furniture"] == 0
