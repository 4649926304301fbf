"""`onrecord tracker` and the page: states by day, with words, by whose account; tables; differences."""

import csv
import io
import json
import re
import shutil

import pytest
from show_call import call, lines, rows

from onrecord import engine
from onrecord.knowledge import load
from onrecord.knowledge.trackers import trackers
from onrecord.shapes import Settings
from onrecord.show.report import write_report
from onrecord.show.tracker_text import drawn
from onrecord.show.trackers import subjects
from onrecord.store import Record

TEXTS = {
    "january.txt": "Georgia applied to join NATO on 9 January 2023. Hungary objected to Georgia's"
    " membership.\n\n"
    "“Norway has sent $40 million in military aid to Sudan,” Maria Lund said.\n",
    "june.txt": "NATO will hold a summit in Oslo on 20 November 2023.\n\n"
    "Japan warned North Korea of grave consequences. “=1+1 <script>alert(1)</script> Iran knows there will be"
    " consequences,” Maria Lund said.\n\n"
    "Twelve countries have signed security agreements with Ukraine. Nine countries are negotiating security"
    " agreements with Ukraine.\n\nNorway shot down a drone on 2 June 2023.\n",
}
DAYS = {"january.txt": "2023-01-10", "june.txt": "2023-06-15"}


@pytest.fixture(scope="session")
def told(tmp_path_factory):
    """A record of two reports, read as a run reads them."""
    folder = tmp_path_factory.mktemp("told")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, "utf-8")
    days = "".join(f"{name},{day}\n" for name, day in DAYS.items())
    (folder / "metadata.csv").write_text(f"file,published\n{days}", "utf-8")
    record = str(folder / "told.db")
    engine.analyse([str(folder)], record, Settings(workers=1))
    return record


@pytest.fixture
def record(told, tmp_path):
    return str(shutil.copy(told, tmp_path / "told.db"))


def shown(record, name, *options):
    return "\n".join(lines(call("tracker", "show", name, "-r", record, *options)))


def test_list_names_every_tracker_with_its_moves(record):
    found = {line.split()[0]: line.split()[1:4] for line in lines(call("tracker", "list", "-r", record))[1:]}
    assert len(found) == 14
    assert found["incident"] == ["timeline", "1", "1"]
    assert found["prisoners"] == ["process", "0", "0"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("accession", ["Georgia in NATO", "* applied  <- stands here", "o joined", "objector: Hungary"]),
        ("support", ["Sudan", "delivered  ###", "USD 40 million", "claimed by Maria Lund"]),
        ("agreements", ["12 countries concluded", "9 countries negotiating"]),
        ("meetings", ["20 November 2023  Oslo  planned"]),
        ("warnings", ["Maria Lund", "warned"]),
        ("incident", ["drone", "2 June 2023  act"]),
    ],
)
def test_each_kind_is_drawn_in_its_way_with_its_words(record, name, expected):
    text = shown(record, name)
    assert all(one in text for one in expected), text
    assert "“" in text


def test_a_state_is_as_of_the_day_that_is_asked_for(record):
    assert "Georgia" not in shown(record, "accession", "--as-of", "2023-01-08")
    assert "* applied" in shown(record, "accession", "--as-of", "2023-01-09")
    assert "nothing is told of it up to that day" in shown(record, "incident", "--as-of", "2023-06-01")


def test_a_meeting_whose_day_has_passed_says_so_when_nothing_is_told_of_it(record):
    assert "nothing is told" not in shown(record, "meetings", "--as-of", "2023-11-01")
    assert "the day is past, and nothing is told of it" in shown(record, "meetings", "--as-of", "2023-12-01")


def test_history_tells_moves_by_day_and_knowledge_is_marked(record):
    text = shown(record, "accession", "--history")
    assert "knowledge, not from the reports" in text
    assert text.index("  applied") < text.index("  objected to")


def test_json_is_what_export_writes(record):
    found = rows(call("tracker", "show", "support", "-r", record, "--json"))
    with Record.open(record) as opened:
        exported = [dict(row) for row in opened.rows("trackers") if row["tracker"] == "support"]
    assert found == json.loads(json.dumps(exported))


def test_csv_has_the_columns_of_an_aid_tracker(record):
    text = call("tracker", "show", "support", "-r", record, "--format", "csv").stdout
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["giver"] == "Norway"
    assert (row["recipient"], row["kind"], row["amount"], row["currency"]) == (
        "Sudan",
        "military",
        "40000000",
        "USD",
    )
    assert (row["state"], row["account"], row["claimed_by"]) == ("delivered", "claimed", "Maria Lund")
    assert TEXTS["january.txt"][int(row["start"]) : int(row["end"])] in TEXTS["january.txt"]


def test_a_workbook_holds_numbers_and_no_formula(record, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    out = tmp_path / "warnings.xlsx"
    assert call("tracker", "show", "warnings", "-r", record, "--format", "xlsx", "--out", out).exit_code == 0
    cells = [cell for line in openpyxl.load_workbook(out).active.iter_rows() for cell in line]
    assert any(str(cell.value).startswith("=1+1") for cell in cells)
    assert {cell.data_type for cell in cells} <= {"s", "n"}


def test_a_workbook_needs_a_file_and_says_so(record):
    result = call("tracker", "show", "support", "-r", record, "--format", "xlsx")
    assert result.exit_code == 2
    assert "--out" in result.output


def test_diff_of_two_days_tells_what_moved(record):
    text = "\n".join(
        lines(call("tracker", "diff", "2023-01-08", "2023-01-31", "-r", record, "--subject", "Georgia"))
    )
    assert "+ 9 January 2023  applied" in text
    assert "Norway" not in text
    same = lines(call("tracker", "diff", "2023-01-20", "2023-01-31", "-r", record))
    assert same == ["nothing that is told differs"]


def test_diff_of_two_records(record, tmp_path):
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "a.txt").write_text("Norway seized a tanker near Bergen.", "utf-8")
    other = str(tmp_path / "other.db")
    engine.analyse([str(tmp_path / "more")], other, Settings(workers=1, published="2023-07-01"))
    text = "\n".join(lines(call("tracker", "diff", record, other, "--tracker", "incident")))
    assert "- 2 June 2023  act" in text
    assert "incident: tanker" in text


@pytest.mark.parametrize(
    "words",
    [
        ("show", "gardening"),
        ("show", "support", "--as-of", "yesterday"),
        ("show", "support", "--out", "support.csv"),
        ("show", "support", "--json", "--format", "csv"),
        ("diff", "2023-01-01", "r.db"),
        ("diff", "2023-01-01", "2023-02-01", "--tracker", "gardening"),
    ],
)
def test_wrong_use_ends_with_2(record, words):
    result = call("tracker", *words, "-r", record)
    assert result.exit_code == 2


def test_check_runs_the_examples_of_a_file(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(load.source("trackers/incident.yaml"), "utf-8")
    assert "all as the definition says" in lines(call("tracker", "check", path))[0]
    path.write_text(load.source("trackers/incident.yaml").replace("drone: act", "kite: act"), "utf-8")
    result = call("tracker", "check", path)
    assert result.exit_code == 1
    assert "kite: act is missed" in result.output


def test_a_tracker_of_ones_own_is_followed(tmp_path):
    (tmp_path / "own").mkdir()
    own = load.source("trackers/incident.yaml").replace("id: incident", "id: fleet")
    (tmp_path / "own" / "fleet.yaml").write_text(own, "utf-8")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Norway seized a tanker near Bergen.", "utf-8")
    record = str(tmp_path / "r.db")
    result = call("run", tmp_path / "in", "-o", record, "--no-report", "--trackers", tmp_path / "own")
    assert result.exit_code == 0, result.output
    assert "tanker" in shown(record, "fleet", "--trackers", tmp_path / "own")
    assert "tanker" in shown(record, "fleet")


def test_states_of_ones_own_keep_their_labels_when_the_folder_is_gone(tmp_path):
    (tmp_path / "own").mkdir()
    own = load.source("trackers/incident.yaml").replace("id: incident", "id: fleet")
    own = re.sub(r"label: .*?(?=[,}])", 'label: "went *so*"', own).replace("name: ", "name: My ", 1)
    (tmp_path / "own" / "fleet.yaml").write_text(own, "utf-8")
    (tmp_path / "a.txt").write_text("Norway seized a tanker near Bergen.", "utf-8")
    record, page = str(tmp_path / "r.db"), tmp_path / "r.html"
    ran = call("run", tmp_path / "a.txt", "-o", record, "--trackers", tmp_path / "own")
    assert ran.exit_code == 0, ran.output
    shutil.rmtree(tmp_path / "own")
    corrected = call("correct", "published", "a.txt", "2023-07-01", "-r", record)
    assert corrected.exit_code == 0, corrected.output
    assert "followed as the record keeps them" in corrected.stderr
    assert "went *so*" in shown(record, "fleet")
    html = page.read_text("utf-8")
    section = html[html.index('<section id="trackers"') : html.index('<section id="left-out"')]
    assert "went *so*" in section
    assert "My " in section


def test_a_correction_from_another_folder_follows_trackers_of_ones_own(tmp_path, monkeypatch):
    for name in ("own", "elsewhere"):
        (tmp_path / name).mkdir()
    own = load.source("trackers/incident.yaml").replace("id: incident", "id: fleet")
    (tmp_path / "own" / "fleet.yaml").write_text(own, "utf-8")
    (tmp_path / "a.txt").write_text("Norway seized a tanker near Bergen.", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert call("run", "a.txt", "-o", "r.db", "--no-report", "--trackers", "own").exit_code == 0
    monkeypatch.chdir(tmp_path / "elsewhere")
    record = tmp_path / "r.db"
    assert call("correct", "published", "a.txt", "2023-07-01", "-r", record).exit_code == 0
    assert "tanker" in shown(record, "fleet", "--trackers", tmp_path / "own")


def test_the_page_shows_trackers_with_links_to_words_and_nothing_runs(record, tmp_path):
    page = tmp_path / "r.html"
    with Record.open(record) as opened:
        write_report(opened, page)
    html = page.read_text("utf-8")
    section = html[html.index('<section id="trackers"') : html.index('<section id="left-out"')]
    assert 'class="ladder"' in section
    assert "<rect" in section
    assert "<script" not in html
    links = {link.split('"')[0] for link in section.split('href="#')[1:]}
    assert links
    assert all(f'id="{link}"' in html for link in links)


def applied(first, last, **more):
    """A move of the accession of Georgia as `export` writes it."""
    own = {"tracker": "accession", "subject": "Georgia in NATO", "state": "applied", "account": "reported"}
    days = {"as_of_earliest": first, "as_of_latest": last}
    return own | days | {"id": f"{first}{last}", "details": {}, "evidence": []} | more


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2022-12-31", None),
        ("2023-02-01", "<- perhaps stands here"),
        ("2023-04-01", "<- stands here"),
        (None, "<- stands here"),
    ],
)
def test_what_may_have_come_after_the_day_is_no_more_than_perhaps(day, expected):
    (accession,) = (one for one in trackers() if one.id == "accession")
    text = "\n".join(drawn(accession, subjects(accession, [applied("2023-01-01", "2023-03-31")], day)))
    assert ("applied  " + expected in text) if expected is not None else "applied" not in text
    assert ("perhaps only after that day" in text) is (day == "2023-02-01")


def test_a_membership_that_has_ended_is_not_where_a_state_stands():
    (accession,) = (one for one in trackers() if one.id == "accession")
    known = applied("1973-01-01", "2020-01-31", state="member", account="knowledge")
    rows = [known, applied("2023-03-01", "2023-03-01")]
    for day, state in (("2019-01-01", "member"), ("2023-04-01", "applied"), (None, "applied")):
        (subject,) = subjects(accession, rows, day)
        assert subject.now is not None
        assert subject.now.state == state
